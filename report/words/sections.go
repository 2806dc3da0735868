package words

import (
	"fmt"
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The titles of the report's sections and what they begin with, for every form
// that has sections.

const (
	OverviewTitle   = "Overview"
	ChangesTitle    = "What changed"
	CategoriesTitle = "Categories"
	WeeksTitle      = "Week by week"
	PointsTitle     = "Where the points lie"
	TopTitle        = "To do first"
	PlanTitle       = "The way to the goal"
	ActionsTitle    = "All actions"
	ScopeTitle      = "Not in scope today"
	GuideTitle      = "Why and how"
	MethodTitle     = "How the numbers are made"

	DeclaredTitle = "Declarations and accepted risks"
	ViewsTitle    = "What the score could be"
	NotesTitle    = "Notes on the data"
)

const (
	FirstReport     = "This is the first report: there is nothing to compare with yet. The next one says what moved the score, and why."
	EffectsNote     = "Effects are in percentage points of the whole score; all of them and what is not attributable add up to the change."
	CategoriesNote  = "Change in percentage points of the category, and points gained and lost by its actions, since the comparison."
	SplitIntro      = "Microsoft measures what is configured. It does not verify what somebody declared done elsewhere, and an accepted risk gives no points."
	SplitUnknown    = "This day is one of Microsoft's history, which has no states: what was declared and what was accepted is not known of it."
	NothingDeclared = "No action listed is declared done elsewhere, and no risk is accepted."
	NoGoal          = "No goal is set for this tenant. With one, the cheapest set of actions that reaches it stands here, and when the score gets there at its present pace."
	GuideIntro      = "For each open action that is listed: why it matters, how it is done, and what users will notice, as Microsoft describes it. The number is the action's place in the ranking."
	NothingToGuide  = "There is nothing to explain: no open action is listed."
	NotDescribed    = "Microsoft’s answer has no description of this action."
	NothingToNote   = "None: Microsoft's answer was complete and adds up."
	WeeksNote       = "In points, whoever caused them: up is gained, down and hatched is lost; a shaded week is one of which nothing is known."
)

// CategoriesIntro is what the categories' table shows.
func (w Words) CategoriesIntro(m report.Model) string {
	if len(m.Categories) == 0 {
		return "No control is scored, so there are no categories."
	}
	text := "What each category achieves of the points that can be had in it."
	for _, c := range m.Categories {
		if report.Known(c.Average) {
			return text + " The dark mark across a bar is the average of all tenants."
		}
	}
	return text
}

// SplitPart is one part of all the points that can be had.
type SplitPart struct {
	Name, Note string
	Points     float64
	Achieved   bool
	Share      float64 // percent of the maximum; NaN without one
}

// SplitParts are the parts in the order in which they are shown.
func SplitParts(m report.Model) []SplitPart {
	s := m.Analysis.Split
	parts := []SplitPart{
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

// PlanIntro is what a plan comes to; empty without steps.
func (w Words) PlanIntro(p score.Plan) string {
	if len(p.Steps) == 0 {
		return ""
	}
	text := "The cheapest set of actions that reaches it: " + Count(len(p.Steps), "action") + ", effort " + strconv.Itoa(p.Effort) + ". Planned actions are taken first."
	if !p.Reachable {
		text = w.outOfReach(p)
	}
	if half := halfText(p); half != "" {
		text += " " + half
	}
	return text
}

func (w Words) outOfReach(p score.Plan) string {
	return "It is not reachable with what is scored today: all open actions together lead to " + w.Percent(p.Reaches) + "."
}

// ScopeIntro is what is not scored, and what that means.
func ScopeIntro(outside int) string {
	if outside == 0 {
		return "Every action of Microsoft's catalogue that was read is scored for this tenant."
	}
	return fmt.Sprintf("%s of Microsoft's catalogue are not scored for this tenant: not licensed, or not applicable, which Microsoft does not tell apart. They are no part of the score and no advice to buy.", Count(outside, "action"))
}
