package words

import (
	"slices"

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

const (
	noCategories    Text = "sections.noCategories"
	categoriesIntro Text = "sections.categoriesIntro"
	averageMark     Text = "sections.averageMark"
	planHasPlanned  Text = "sections.planHasPlanned"
	nothingOpen     Text = "sections.nothingOpen"
	allScored       Text = "sections.allScored"
)

// CategoriesIntro says what the table of categories shows.
func (w Words) CategoriesIntro(m report.Model) string {
	if len(m.Categories) == 0 {
		return w.Text(noCategories)
	}
	text := w.Text(categoriesIntro)
	if slices.ContainsFunc(m.Categories, func(c report.Category) bool { return report.Known(c.Average) }) {
		text += " " + w.Text(averageMark)
	}
	return text
}

// PlanIntro is what a plan comes to; empty without steps.
func (w Words) PlanIntro(p score.Plan) string {
	if len(p.Steps) == 0 {
		return ""
	}
	text := w.outOfReach(p)
	if p.Reachable {
		text = w.say("sections.planIntro", "n", len(p.Steps), "grouped", grouped(p), "tasks", p.Tasks, "effort", p.Effort)
		if hasPlanned(p) {
			text += " " + w.Text(planHasPlanned)
		}
	}
	if half := w.halfText(p); half != "" {
		text += " " + half
	}
	return text
}

// hasPlanned says whether the plan has actions that are planned already.
func hasPlanned(p score.Plan) bool {
	return slices.ContainsFunc(p.Steps, func(s score.Step) bool { return s.Control.Status() == score.Planned })
}

// outOfReach says that a plan with all open actions does not reach the goal.
func (w Words) outOfReach(p score.Plan) string {
	if len(p.Steps) == 0 {
		return w.Text(nothingOpen)
	}
	return w.say("sections.outOfReach", "n", len(p.Steps), "percent", w.Percent(p.Reaches))
}

// NotScoredIntro says how many actions are not scored, and what that means.
func (w Words) NotScoredIntro(n int) string {
	if n == 0 {
		return w.Text(allScored)
	}
	return w.say("sections.notScored", "n", n)
}
