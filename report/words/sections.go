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
	OverviewTitle   Text = "sections.overviewTitle"
	TrendTitle      Text = "sections.trendTitle"
	ValuesTitle     Text = "sections.valuesTitle"
	WhyTitle        Text = "sections.whyTitle"
	ChangesTitle    Text = "sections.changesTitle"
	CategoriesTitle Text = "sections.categoriesTitle"
	WeeksTitle      Text = "sections.weeksTitle"
	PointsTitle     Text = "sections.pointsTitle"
	ReportedTitle   Text = "sections.reportedTitle"
	AcceptedTitle   Text = "sections.acceptedTitle"
	AcceptedRisks   Text = "sections.acceptedRisks"
	ViewsTitle      Text = "sections.viewsTitle"
	TopTitle        Text = "sections.topTitle"
	PlanTitle       Text = "sections.planTitle"
	// PlanUnlistedTitle heads the steps that no list of actions has.
	PlanUnlistedTitle Text = "sections.planUnlistedTitle"
	ActionsTitle      Text = "sections.actionsTitle"
	ClosedTitle       Text = "sections.closedTitle"
	NotScoredTitle    Text = "sections.notScoredTitle"
	GuideTitle        Text = "sections.guideTitle"
	GuideNotesTitle   Text = "sections.guideNotesTitle"
	MethodTitle       Text = "sections.methodTitle"
	NotesTitle        Text = "sections.notesTitle"
)

// What the sections begin with, or hold where there is nothing else.
const (
	FirstReport      Text = "sections.firstReport"
	FirstReportShort Text = "sections.firstReportShort"
	WhyNote          Text = "sections.whyNote"
	TopNote          Text = "sections.topNote"
	EffectsNote      Text = "sections.effectsNote"
	WeeksNote        Text = "sections.weeksNote"
	SplitIntro       Text = "sections.splitIntro"
	SplitUnknown     Text = "sections.splitUnknown"
	NothingReported  Text = "sections.nothingReported"
	NoGoal           Text = "sections.noGoal"
	GuideIntro       Text = "sections.guideIntro"
	StepsIntro       Text = "sections.stepsIntro"
	NotDescribed     Text = "sections.notDescribed"
	NothingToNote    Text = "sections.nothingToNote"
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
		w.inTasks(p) + ", effort " + strconv.Itoa(p.Effort) + "."
	if w.plansPlanned(p) {
		text += " All planned actions are among them."
	}
	if !p.Reachable {
		text = w.outOfReach(p)
	}
	if half := w.halfText(p); half != "" {
		text += " " + half
	}
	return text
}

// plansPlanned says whether the plan has actions that are planned already.
func (w Words) plansPlanned(p score.Plan) bool {
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
func (w Words) NotScoredIntro(n int) string {
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
