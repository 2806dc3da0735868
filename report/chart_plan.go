package report

import (
	"math"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
)

// planChart is the way to a goal as stairs: to the right the effort that has been
// spent, upwards the score that it has brought. Half of the way is marked, as it
// usually comes long before half of the effort.
type planChart struct {
	Words
	set  *typesetter
	plan score.Plan
}

const (
	planNumbers = 34.0 // room for the numbers of the axis
	planFoot    = 28.0 // room for the effort and its name
	planHead    = 20.0 // room for what is said of the last step
	planSpan    = 5.0  // percentage points that the axis covers at least
)

func (c planChart) draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	from, to := c.plan.From, max(c.plan.Reaches, c.plan.Goal)
	if len(c.plan.Steps) == 0 || !finite(from) || !finite(to) {
		return
	}
	percent := niceScale(from, to, planSpan, 4, 0, 100)
	effort := niceScale(0, float64(max(1, c.plan.Effort)), 1, 6, 0, math.Inf(1))
	left, right, bottom, top := planNumbers, w-8, planFoot, h-planHead
	for _, v := range percent.ticks() {
		y := percent.at(v, bottom, top)
		p.line(ruleColor, hairline, nil, spot(left, y), spot(right, y))
		p.text(smallType, left-5, y-smallType.size*capHeight/2, 1, c.Points(v))
	}
	for _, v := range effort.ticks() {
		if v == math.Trunc(v) {
			p.text(smallType, effort.at(v, left, right), bottom-11, 0.5, c.Points(v))
		}
	}
	p.text(smallType, (left+right)/2, 1, 0.5, labelEffortSpent)
	at := func(spent, reached float64) vg.Point {
		return spot(effort.at(spent, left, right), percent.at(reached, bottom, top))
	}
	goal := percent.at(c.plan.Goal, bottom, top)
	p.line(inkColor, 0.9, []vg.Length{4, 2.5}, spot(left, goal), spot(right, goal))
	p.text(smallType.in(inkColor), left+3, goal+3, 0, c.goalLabel(c.plan.Goal))

	spent, reached := 0.0, from
	stairs := []vg.Point{at(spent, reached)}
	for _, s := range c.plan.Steps {
		spent += float64(s.Effort)
		stairs = append(stairs, at(spent, reached), at(spent, s.Percent))
		reached = s.Percent
	}
	p.line(p.set.accent, 1.8, nil, stairs...)
	if steps, spent, reached, ok := PlanHalf(c.plan); ok {
		half := at(float64(spent), reached)
		p.text(c.mark(p, half), half.X.Points()+7, half.Y.Points()-12, 0, halfLabel(steps, spent))
	}
	end := at(spent, reached)
	p.text(c.mark(p, end), end.X.Points()+3, end.Y.Points()+7, 1, c.afterLabel(reached, len(c.plan.Steps)))
}

// newPlan is the stairs of a report that has a plan.
func newPlan(m Model, set *typesetter) planChart {
	return planChart{Words: In(m.Locale), set: set, plan: *m.Analysis.Plan}
}

// says is the chart in words.
func (c planChart) says() string { return c.planText(c.plan) }

// mark is a dot; it returns how its meaning is written.
func (c planChart) mark(p pen, at vg.Point) lettering {
	p.disc(paperColor, at.X.Points(), at.Y.Points(), 3.8)
	p.disc(p.set.accent, at.X.Points(), at.Y.Points(), 2.8)
	return smallType.strong().in(inkColor)
}
