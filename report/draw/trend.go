package draw

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Trend is the score over the last days as a line, with the averages of all
// organisations and of those of similar size, and the goal. Days without data
// are gaps in the line. The axis covers at least five percentage points, so
// that a small change looks small.
type Trend struct {
	words.Words
	set  *Typesetter
	days []score.Day // oldest first
	goal *report.Goal
}

const (
	trendSpan    = 5.0   // percentage points that the axis covers at least
	trendReach   = 25.0  // percentage points by which the axis is stretched for a goal
	trendWindow  = 14    // days that the axis covers at least
	trendLabels  = 108.0 // room for the names at the right end of the lines
	trendNumbers = 30.0  // room for the numbers of the axis
	trendFoot    = 16.0  // room for the dates
)

// trendPoint is one day's value; at counts days from the start of the axis.
type trendPoint struct{ at, value float64 }

// trendFrame is where the plot lies in the chart.
type trendFrame struct {
	left, right, bottom, top float64
	values                   scale
	length                   float64 // days on the axis, less one
}

func (f trendFrame) spot(p trendPoint) vg.Point {
	return spot(f.left+p.at/f.length*(f.right-f.left), f.values.at(p.value, f.bottom, f.top))
}

// NewTrend is the trend of a report.
func NewTrend(m report.Model, set *Typesetter) Trend {
	return Trend{Words: words.In(m.Locale), set: set, days: m.Trend.Days, goal: m.Goal}
}

// AltText is the chart in words, for readers who do not see it.
func (t Trend) AltText() string { return t.TrendText(t.days, t.goal) }

// Draw draws the lines with their names at the right end.
func (t Trend) Draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: t.set}
	w, h := size.X.Points(), size.Y.Points()
	v := t.points()
	if len(v.own) == 0 {
		p.fill(ShadeColor, 0, 0, w, h)
		p.text(BodyType.In(MutedColor), w/2, h/2-3, 0.5, words.NoTrend)
		return
	}
	f := t.frame(w, h, v)
	t.drawAxes(p, f)
	t.drawGaps(p, f, v.own)

	var labels []endLabel
	if t.goalInRange(f.values) {
		y := f.values.at(t.goal.Percent, f.bottom, f.top)
		p.line(InkColor, 0.9, []vg.Length{4, 2.5}, spot(f.left, y), spot(f.right, y))
		labels = append(labels, endLabel{y, t.GoalLabel(t.goal.Percent), SmallType.In(InkColor), 1})
	}
	for i, average := range []struct {
		points []trendPoint
		name   string
		dashes []vg.Length
	}{
		{v.all, words.LabelAllTenants, []vg.Length{1.2, 1.8}},
		{v.similar, words.LabelSimilarShort, []vg.Length{5, 1.8, 1.2, 1.8}},
	} {
		if len(average.points) == 0 {
			continue
		}
		t.drawLine(p, f, average.points, trendLine{MutedColor, 1.1, average.dashes})
		last := average.points[len(average.points)-1]
		labels = append(labels, endLabel{f.spot(last).Y.Points(), t.MarkPercent(average.name, last.value), SmallType, 2 + i})
	}
	text := t.MarkPercent(words.LabelThisTenant, v.own[len(v.own)-1].value)
	labels = append(labels, endLabel{t.drawOwn(p, f, v.own), text, SmallType.Strong().In(p.set.Accent), 0})
	drawEndLabels(p, labels, f.right+8, f.bottom, f.top)
}

// drawOwn is the tenant's line, with a dot at its end. It returns the height of
// its end.
func (t Trend) drawOwn(p pen, f trendFrame, own []trendPoint) float64 {
	t.drawLine(p, f, own, trendLine{p.set.Accent, 1.9, nil})
	last := f.spot(own[len(own)-1])
	p.disc(PaperColor, last.X.Points(), last.Y.Points(), 3.6)
	p.disc(p.set.Accent, last.X.Points(), last.Y.Points(), 2.6)
	return last.Y.Points()
}

// trendValues are what a trend shows of each day that has it.
type trendValues struct {
	own, all, similar []trendPoint // the tenant, all organisations, those of similar size
	length            float64      // of the axis, in days
}

// points are the values of the days.
func (t Trend) points() trendValues {
	percent := func(value func(score.Day) float64) []trendPoint {
		points := t.each(value)
		for i := range points {
			points[i].value = Within(points[i].value, 0, 100)
		}
		return points
	}
	return trendValues{
		own:     percent(score.Day.Percent),
		all:     percent(func(d score.Day) float64 { return d.AllTenants }),
		similar: percent(func(d score.Day) float64 { return d.Similar }),
		length:  t.length(),
	}
}

// length is how many days the axis is long.
func (t Trend) length() float64 {
	if len(t.days) == 0 {
		return 1
	}
	span := t.days[len(t.days)-1].Date.Time().Sub(t.days[0].Date.Time())
	return max(trendWindow, math.Round(span.Hours()/24)+1) - 1
}

// each is a value of the days that have it; NaN is none.
func (t Trend) each(value func(score.Day) float64) []trendPoint {
	var points []trendPoint
	length := t.length()
	for _, d := range t.days {
		if x := value(d); report.Known(x) {
			back := t.days[len(t.days)-1].Date.Time().Sub(d.Date.Time())
			points = append(points, trendPoint{length - math.Round(back.Hours()/24), x})
		}
	}
	return points
}

// DayPlace is where a day lies in the chart, in points from its lower left
// corner.
type DayPlace struct {
	Day  score.Day
	X, Y float64
}

// Places are where the days with a score lie in a chart of w by h points.
func (t Trend) Places(w, h float64) []DayPlace {
	v := t.points()
	if len(v.own) == 0 {
		return nil
	}
	f := t.frame(w, h, v)
	var list []DayPlace
	for _, d := range t.days {
		if report.Known(d.Percent()) {
			at := f.spot(v.own[len(list)])
			list = append(list, DayPlace{d, at.X.Points(), at.Y.Points()})
		}
	}
	return list
}

// frame is where the plot lies in a chart of w by h.
func (t Trend) frame(w, h float64, v trendValues) trendFrame {
	return trendFrame{left: trendNumbers, right: w - trendLabels, bottom: trendFoot, top: h - 5,
		values: t.scale(v), length: v.length}
}

func (t Trend) scale(v trendValues) scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range slices.Concat(v.own, v.all, v.similar) {
		low, high = min(low, p.value), max(high, p.value)
	}
	if t.goal != nil && t.goal.Percent >= low-trendReach && t.goal.Percent <= high+trendReach {
		low, high = min(low, t.goal.Percent), max(high, t.goal.Percent)
	}
	return niceScale(low, high, trendSpan, 4, 0, 100)
}

func (t Trend) goalInRange(s scale) bool {
	return t.goal != nil && t.goal.Percent >= s.low && t.goal.Percent <= s.high
}

// TrendNote says what the trend of a report cannot show.
func TrendNote(m report.Model) string {
	t := NewTrend(m, nil)
	v := t.points()
	outside := len(v.own) > 0 && m.Goal != nil && !t.goalInRange(t.scale(v))
	return t.TrendNote(m.Trend, m.Goal, outside)
}
