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
	progress := v.w.Text(words.NoGoal)
	if p := v.Analysis.Progress; p != nil {
		progress = v.w.Progress(*p)
	}
	return section("s-plan", v.w.Text(words.PlanTitle), paragraph(progress), v.way())
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
		g.If(len(steps) > 0, wide(v.w, v.w.Text(words.PlanTitle), "t-plan",
			head(numbers(v.w.Text(words.LabelStep)), column(v.w.Text(words.LabelAction)),
				numbers(v.w.Text(words.LabelPoints)), column(v.w.Text(words.LabelCost)),
				column(v.w.Text(words.LabelUserImpact)), numbers(v.w.Text(words.LabelEffort)),
				numbers(v.w.Text(words.LabelScoreAfter))),
			line(h.TBody(steps)))),
	}
}

func (v pageView) step(place int, s score.Step) g.Node {
	c := s.Control
	return row(
		number(strconv.Itoa(place)),
		rowHead(link(report.ActionURL(c.ID), microsofts(v.w, name(v.w.ActionTitle(c.Title, c.ID)))),
			below(microsofts(v.w, name(score.ProductName(c.Service))), g.Text(" · "+clipName(v.w.StatusName(c.Status()))))),
		number(v.w.SignedPoints(s.Gain)),
		cell(v.w.LevelName(c.Cost)),
		cell(v.w.LevelName(c.UserImpact)),
		number(v.w.StepEffort(s)),
		number(v.w.Percent(s.Percent)),
	)
}
