package page

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// plan is the verdict on the goal, and the steps to it.
func (v pageView) plan() g.Node {
	progress := words.NoGoal
	if p := v.Analysis.Progress; p != nil {
		progress = v.w.Progress(*p)
	}
	return section("s-plan", words.PlanTitle, paragraph(progress), v.way())
}

func (v pageView) way() g.Node {
	plan := v.Analysis.Plan
	if plan == nil {
		return nil
	}
	var steps g.Group
	for i, s := range plan.Steps {
		steps = append(steps, v.step(i+1, s))
	}
	return g.Group{
		paragraph(v.w.PlanIntro(*plan)),
		g.If(!v.charts.plan.empty(), v.charts.plan.node()),
		g.If(len(steps) > 0, wide(words.PlanTitle, "t-plan",
			head(numbers(words.LabelStep), column(words.LabelAction), numbers(words.LabelPoints), column(words.LabelCost),
				column(words.LabelUserImpact), numbers(words.LabelEffort), numbers(words.LabelScoreAfter)),
			line(h.TBody(steps)))),
	}
}

func (v pageView) step(place int, s score.Step) g.Node {
	c := s.Control
	return row(
		number(strconv.Itoa(place)),
		rowHead(link(report.ActionURL(c.ID), words.ActionTitle(c.Title, c.ID)),
			below(g.Text(clipName(score.ProductName(c.Service))+" · "+clipName(words.StatusName(c.Status()))))),
		number(v.w.SignedPoints(s.Gain)),
		cell(words.LevelName(c.Cost)),
		cell(words.LevelName(c.UserImpact)),
		number(words.StepEffort(s)),
		number(v.w.Percent(s.Percent)),
	)
}
