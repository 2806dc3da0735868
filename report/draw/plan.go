package draw

import (
	"math"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Plan shows a plan as stairs: effort to the right, the score upwards. Half the
// distance to the goal is marked, because it usually takes much less than half
// the effort.
type Plan struct {
	words.Words
	set  *Typesetter
	plan score.Plan
}

const (
	planNumbers = 34.0 // room for the numbers of the axis
	planFoot    = 28.0 // room for the effort and its name
	planHead    = 20.0 // room for the label of the last step
	planSpan    = 5.0  // percentage points that the axis covers at least
)

// Draw draws the steps, the goal and half of the distance.
func (c Plan) Draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	from, to := c.plan.From, max(c.plan.Reaches, c.plan.Goal)
	if len(c.plan.Steps) == 0 || !report.Known(from) || !report.Known(to) {
		return
	}
	percent := niceScale(from, to, planSpan, 4, 0, 100)
	effort := niceScale(0, float64(max(1, c.plan.Effort)), 1, 6, 0, math.Inf(1))
	left, right, bottom, top := planNumbers, w-8, planFoot, h-planHead
	for _, v := range percent.ticks() {
		y := percent.at(v, bottom, top)
		p.line(RuleColor, Hairline, nil, spot(left, y), spot(right, y))
		p.text(SmallType, left-5, y-SmallType.Size*CapHeight/2, 1, c.Points(v))
	}
	for _, v := range effort.ticks() {
		if v == math.Trunc(v) {
			p.text(SmallType, effort.at(v, left, right), bottom-11, 0.5, c.Points(v))
		}
	}
	p.text(SmallType, (left+right)/2, 1, 0.5, c.Text(words.LabelEffort))
	at := func(spent, reached float64) vg.Point {
		return spot(effort.at(spent, left, right), percent.at(reached, bottom, top))
	}
	goal := percent.at(c.plan.Goal, bottom, top)
	p.line(InkColor, 0.9, []vg.Length{4, 2.5}, spot(left, goal), spot(right, goal))
	c.label(p, SmallType.In(InkColor), spot(left+3, goal+3), 0, c.GoalLabel(c.plan.Goal))

	spent, reached := 0.0, from
	stairs := []vg.Point{at(spent, reached)}
	for _, s := range c.plan.Steps {
		spent += float64(s.Effort)
		stairs = append(stairs, at(spent, reached), at(spent, s.Percent))
		reached = s.Percent
	}
	strong, half, end := SmallType.Strong().In(InkColor), vg.Point{}, at(spent, reached)
	steps, atHalf, halfPercent, known := report.PlanHalf(c.plan)
	if known {
		half = at(float64(atHalf), halfPercent)
		c.label(p, strong, spot(half.X.Points()+7, half.Y.Points()-12), 0, c.HalfLabel(steps, atHalf))
	}
	c.label(p, strong, spot(end.X.Points()+3, end.Y.Points()+7), 1, c.AfterLabel(reached, len(c.plan.Steps)))
	p.line(p.set.Accent, 1.8, nil, stairs...)
	if known {
		c.mark(p, half)
	}
	c.mark(p, end)
}

// label writes on the bare paper, so that no line of the grid goes through it.
func (c Plan) label(p pen, l Lettering, at vg.Point, align float64, text string) {
	const around = 1.5
	x, width := at.X.Points(), p.set.Width(l, text)
	p.fill(PaperColor, x-align*width-around, at.Y.Points()-around, width+2*around, l.Size*CapHeight+2*around)
	p.text(l, x, at.Y.Points(), align, text)
}

// NewPlan is the plan of a report that has one.
func NewPlan(m report.Model, set *Typesetter) Plan {
	return Plan{Words: words.In(m.Locale), set: set, plan: *m.Analysis.Plan}
}

// AltText is the chart in words, for readers who do not see it.
func (c Plan) AltText() string { return c.PlanText(c.plan) }

// mark draws a dot.
func (c Plan) mark(p pen, at vg.Point) {
	p.disc(PaperColor, at.X.Points(), at.Y.Points(), 3.8)
	p.disc(p.set.Accent, at.X.Points(), at.Y.Points(), 2.8)
}
