package draw

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Accepted is the points left in accepted risks over the days of the trend. A
// day on which they are not known is a gap.
type Accepted struct{ trend Trend }

// NewAccepted is the accepted risks of a report.
func NewAccepted(m report.Model, set *Typesetter) Accepted { return Accepted{NewTrend(m, set)} }

// AltText is the chart in words, for readers who do not see it.
func (a Accepted) AltText() string { return a.trend.AcceptedText(a.trend.days) }

// InBrief is what the chart shows, in a line.
func (a Accepted) InBrief() string { return a.trend.AcceptedInBrief(a.trend.days) }

// Moves says whether the chart shows more than a line of text: four weeks at
// least are known, and the points changed in them.
func (a Accepted) Moves() bool {
	points := a.points()
	return len(points) >= 28 && slices.ContainsFunc(points, func(p trendPoint) bool { return p.value != points[0].value })
}

// Empty says whether there is nothing to draw: fewer than two days are known,
// or no risk was accepted on any.
func (a Accepted) Empty() bool {
	points := a.points()
	return len(points) < 2 || !slices.ContainsFunc(points, func(p trendPoint) bool { return p.value > 0 })
}

func (a Accepted) points() []trendPoint {
	return a.trend.each(func(d score.Day) float64 {
		if !d.Split.Known {
			return math.NaN()
		}
		return d.Split.Accepted
	})
}

const acceptedSpan = 4.0 // points that the axis covers at least

// Draw draws the line with its name. The axis begins at zero.
func (a Accepted) Draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: a.trend.set}
	points := a.points()
	if len(points) == 0 {
		return
	}
	high := 0.0
	for _, point := range points {
		high = max(high, point.value)
	}
	lines := []trendLine{{
		points: points, name: a.trend.AcceptedLabel(points[len(points)-1].value), style: SmallType.Strong().In(InkColor),
		ink: InkColor, width: 1.5,
	}}
	f := newTrendFrame(p.set, size, 0, lines)
	f.values, f.length = niceScale(0, high, acceptedSpan, 3, 0, math.Inf(1)), a.trend.length()
	a.trend.drawGrid(p, f, a.trend.Points, lines)
	a.trend.drawDates(p, f)
	a.trend.drawGaps(p, f, points, lines)
	a.trend.drawLine(p, f, lines[0])
	f.drawNames(p, lines)
}
