package report

import (
	"fmt"
	"strconv"

	"secure-score-reporter/internal/score"
)

// The titles of the report's sections and what they begin with, for every form
// that has sections. Another language begins here, and in the other words*.go.

const (
	overviewTitle   = "Overview"
	changesTitle    = "What changed"
	categoriesTitle = "Categories"
	weeksTitle      = "Week by week"
	pointsTitle     = "Where the points lie"
	topTitle        = "To do first"
	planTitle       = "The way to the goal"
	actionsTitle    = "All actions"
	scopeTitle      = "Not in scope today"
	guideTitle      = "Why and how"
	methodTitle     = "How the numbers are made"

	declaredTitle = "Declarations and accepted risks"
	viewsTitle    = "What the score could be"
	notesTitle    = "Notes on the data"
)

const (
	firstReportSays = "This is the first report: there is nothing to compare with yet. The next one says what moved the score, and why."
	effectsNote     = "Effects are in percentage points of the whole score; all of them and what is not attributable add up to the change."
	categoriesNote  = "Change in percentage points of the category, and points gained and lost by its actions, since the comparison."
	splitSays       = "Microsoft measures what is configured. It does not verify what somebody declared done elsewhere, and an accepted risk gives no points."
	splitUnknown    = "This day is one of Microsoft's history, which has no states: what was declared and what was accepted is not known of it."
	nothingDeclared = "No action listed is declared done elsewhere, and no risk is accepted."
	noGoalSays      = "No goal is set for this tenant. With one, the cheapest set of actions that reaches it stands here, and when the score gets there at its present pace."
	guideSays       = "For each open action that is listed: why it matters, how it is done, and what users will notice, as Microsoft describes it. The number is the action's place in the ranking."
	nothingToGuide  = "There is nothing to explain: no open action is listed."
	notDescribed    = "Microsoft’s answer has no description of this action."
	nothingToNote   = "None: Microsoft's answer was complete and adds up."
	weeksNote       = "In points, whoever caused them: up is gained, down and hatched is lost; a shaded week is one of which nothing is known."
)

// categoriesSays is what the categories' table shows.
func (w Words) categoriesSays(m Model) string {
	if len(m.Categories) == 0 {
		return "No control is scored, so there are no categories."
	}
	text := "What each category achieves of the points that can be had in it."
	for _, c := range m.Categories {
		if finite(c.Average) {
			return text + " The dark mark across a bar is the average of all tenants."
		}
	}
	return text
}

// splitPart is one part of all the points that can be had.
type splitPart struct {
	Name, Note string
	Points     float64
	Achieved   bool
	Share      float64 // percent of the maximum; NaN without one
}

// splitParts are the parts in the order in which they are shown.
func splitParts(m Model) []splitPart {
	s := m.Analysis.Split
	parts := []splitPart{
		{Name: "By configuration", Note: "measured by Microsoft", Points: s.Earned, Achieved: true},
		{Name: "By declaration", Note: "third party or alternate mitigation, not verified", Points: s.Declared, Achieved: true},
		{Name: "Given up", Note: "in accepted risks", Points: s.Accepted},
		{Name: "Open", Note: "left in everything else", Points: s.Open},
	}
	for i := range parts {
		parts[i].Share = m.Share(parts[i].Points)
	}
	return parts
}

// planSays is what a plan comes to; empty without steps.
func (w Words) planSays(p score.Plan) string {
	if len(p.Steps) == 0 {
		return ""
	}
	text := "The cheapest set of actions that reaches it: " + Count(len(p.Steps), "action") + ", effort " + strconv.Itoa(p.Effort) + ". Planned actions are taken first."
	if !p.Reachable {
		text = "It is not reachable with what is scored today: all open actions together lead to " + w.Percent(p.Reaches) + "."
	}
	if half := halfSays(p); half != "" {
		text += " " + half
	}
	return text
}

// scopeSays is what is not scored, and what that means.
func scopeSays(outside int) string {
	if outside == 0 {
		return "Every action of Microsoft's catalogue that was read is scored for this tenant."
	}
	return fmt.Sprintf("%s of Microsoft's catalogue are not scored for this tenant: not licensed, or not applicable, which Microsoft does not tell apart. They are no part of the score and no advice to buy.", Count(outside, "action"))
}
