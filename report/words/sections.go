package words

import (
	"fmt"
	"slices"
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The titles of the report's sections.
const (
	OverviewTitle   = "Overview"
	TrendTitle      = "The last 90 days"
	ValuesTitle     = "The values, day by day"
	WhyTitle        = "Why the score changed"
	ChangesTitle    = "What changed"
	CategoriesTitle = "Categories"
	WeeksTitle      = "Week by week"
	PointsTitle     = "Where the points are"
	ReportedTitle   = "Reported by your organisation, or risk accepted"
	AcceptedTitle   = "Accepted risks over time"
	AcceptedRisks   = "Accepted risks"
	ViewsTitle      = "What the score could be"
	TopTitle        = "What to do first"
	PlanTitle       = "Plan to reach the goal"
	// PlanUnlistedTitle heads the steps that no list of actions has.
	PlanUnlistedTitle = "Steps that the filter leaves out of the list"
	ActionsTitle      = "All recommended actions"
	ClosedTitle       = "Completed, resolved, or not recommended"
	NotScoredTitle    = LabelNotScored
	GuideTitle        = "Why and how"
	GuideNotesTitle   = "Notes that several actions share"
	MethodTitle       = "About the numbers"
	NotesTitle        = "Notes on the data"
)

// What the sections begin with, or hold where there is nothing else.
const (
	FirstReport = "This is the first report, so there is nothing to compare with yet. The next one explains what " +
		"changed the score."
	FirstReportShort = "First report: nothing to compare with yet."
	WhyNote          = PercentagePoints + ", by cause"
	TopNote          = "most points for the effort"
	EffectsNote      = "Effects are in percentage points (pp) of the whole score. All effects and the part that is " +
		"not attributable to any action add up to the change."
	WeeksNote = "In points, from changes in your tenant: bars above zero are points achieved, hatched bars below " +
		"zero are points regressed, the narrow grey bar is drift. Actions that Microsoft added or removed do not " +
		"count, nor do new maximums. A shaded week has no data."
	SplitIntro = "Microsoft measures how the tenant is configured. It does not verify an action that your " +
		"organisation reports as resolved through a third party or an alternate mitigation. An accepted risk gives no " +
		"points."
	SplitUnknown = "Microsoft's history of this day has no statuses, so it is not known which points your " +
		"organisation reported and which risks it accepted."
	NothingReported = "No listed action is reported as resolved by your organisation, and no risk is accepted."
	NoGoal          = "No goal is set for this tenant. With a goal, this section shows the actions that reach it " +
		"with the least effort, and when the score reaches it at the current pace."
	GuideIntro = "For each open action in the list: why it matters, how to do it, and what users will notice, " +
		"as Microsoft describes it. The number is the action's rank. The actions of one policy are one entry: first " +
		"what holds for all of them, then each. A text that several actions share is printed once."
	StepsIntro = "The step of the plan is given where an action is in it; the effort is what the step adds to the plan, " +
		"and a dash where an earlier action of the same policy has it."
	NotDescribed  = "Microsoft has no description of this action."
	NothingToNote = "None. Microsoft's data is complete and adds up."
)

// CategoriesIntro says what the table of categories shows.
func (w Words) CategoriesIntro(m report.Model) string {
	if len(m.Categories) == 0 {
		return "No recommended action is scored, so there are no categories."
	}
	text := "The points that each category achieves of its maximum."
	for _, c := range m.Categories {
		if report.Known(c.Average) {
			return text + " The dark mark across a bar is the average of all organisations."
		}
	}
	return text
}

// PlanIntro is what a plan comes to; empty without steps.
func (w Words) PlanIntro(p score.Plan) string {
	if len(p.Steps) == 0 {
		return ""
	}
	text := "The actions that reach the goal with the least effort: " + Count(len(p.Steps), "action") +
		inTasks(p) + ", effort " + strconv.Itoa(p.Effort) + "."
	if plansPlanned(p) {
		text += " All planned actions are among them."
	}
	if !p.Reachable {
		text = w.outOfReach(p)
	}
	if half := halfText(p); half != "" {
		text += " " + half
	}
	return text
}

// plansPlanned says whether the plan has actions that are planned already.
func plansPlanned(p score.Plan) bool {
	return slices.ContainsFunc(p.Steps, func(s score.Step) bool { return s.Control.Status() == score.Planned })
}

func (w Words) outOfReach(p score.Plan) string {
	const unreachable = "The goal cannot be reached with the actions that are scored today: "
	to := " the score to " + w.Percent(p.Reaches) + "."
	switch n := len(p.Steps); n {
	case 0:
		return unreachable + "none of them is open."
	case 1:
		return unreachable + "the only open action raises" + to
	default:
		return unreachable + "all " + strconv.Itoa(n) + " open actions together raise" + to
	}
}

// NotScoredIntro says how many actions are not scored, and what that means.
func NotScoredIntro(n int) string {
	switch n {
	case 0:
		return "Every action that was read from Microsoft's catalogue is scored for this tenant."
	case 1:
		return "1 action in Microsoft's catalogue is not scored for this tenant. It is either not licensed or not " +
			"applicable; Microsoft does not say which. It is not part of the score. This is not a recommendation to " +
			"buy licences."
	}
	return fmt.Sprintf("%d actions in Microsoft's catalogue are not scored for this tenant. They are either not "+
		"licensed or not applicable; Microsoft does not say which. They are not part of the score. This is not a "+
		"recommendation to buy licences.", n)
}
