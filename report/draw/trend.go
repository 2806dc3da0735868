package draw

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Trend is the score over the last days as a line, with the average of all
// organisations and the goal. Days without data are gaps in the line. The axis
// covers at least five percentage points, so that a small change looks small.
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
	own, average, length := t.points()
	if len(own) == 0 {
		p.fill(ShadeColor, 0, 0, w, h)
		p.text(BodyType.In(MutedColor), w/2, h/2-3, 0.5, words.NoTrend)
		return
	}
	f := t.frame(w, h, own, average, length)
	t.drawAxes(p, f)
	t.drawGaps(p, f, own)

	var labels []endLabel
	if t.goalInRange(f.values) {
		y := f.values.at(t.goal.Percent, f.bottom, f.top)
		p.line(InkColor, 0.9, []vg.Length{4, 2.5}, spot(f.left, y), spot(f.right, y))
		labels = append(labels, endLabel{y, t.GoalLabel(t.goal.Percent), SmallType.In(InkColor), 1})
	}
	if len(average) > 0 {
		t.drawLine(p, f, average, MutedColor, 1.1, []vg.Length{1.2, 1.8})
		last := f.spot(average[len(average)-1])
		text := t.MarkPercent(words.LabelAllTenants, average[len(average)-1].value)
		labels = append(labels, endLabel{last.Y.Points(), text, SmallType, 2})
	}
	t.drawLine(p, f, own, p.set.Accent, 1.9, nil)
	last := f.spot(own[len(own)-1])
	p.disc(PaperColor, last.X.Points(), last.Y.Points(), 3.6)
	p.disc(p.set.Accent, last.X.Points(), last.Y.Points(), 2.6)
	labels = append(labels, endLabel{last.Y.Points(), t.MarkPercent(words.LabelThisTenant, own[len(own)-1].value),
		SmallType.Strong().In(p.set.Accent), 0})
	drawEndLabels(p, labels, f.right+8, f.bottom, f.top)
}

// points are the tenant's and the average's values, and how long the axis is.
func (t Trend) points() (own, average []trendPoint, length float64) {
	if len(t.days) == 0 {
		return nil, nil, 1
	}
	last := t.days[len(t.days)-1].Date.Time()
	first := t.days[0].Date.Time()
	length = max(trendWindow, math.Round(last.Sub(first).Hours()/24)+1) - 1
	for _, d := range t.days {
		at := length - math.Round(last.Sub(d.Date.Time()).Hours()/24)
		if percent := d.Percent(); report.Known(percent) {
			own = append(own, trendPoint{at, Within(percent, 0, 100)})
		}
		if report.Known(d.AllTenants) {
			average = append(average, trendPoint{at, Within(d.AllTenants, 0, 100)})
		}
	}
	return own, average, length
}

// DayPlace is where a day lies in the chart, in points from its lower left
// corner.
type DayPlace struct {
	Day  score.Day
	X, Y float64
}

// Places are where the days with a score lie in a chart of w by h points.
func (t Trend) Places(w, h float64) []DayPlace {
	own, average, length := t.points()
	if len(own) == 0 {
		return nil
	}
	f := t.frame(w, h, own, average, length)
	var list []DayPlace
	for _, d := range t.days {
		if report.Known(d.Percent()) {
			at := f.spot(own[len(list)])
			list = append(list, DayPlace{d, at.X.Points(), at.Y.Points()})
		}
	}
	return list
}

// frame is where the plot lies in a chart of w by h.
func (t Trend) frame(w, h float64, own, average []trendPoint, length float64) trendFrame {
	return trendFrame{left: trendNumbers, right: w - trendLabels, bottom: trendFoot, top: h - 5,
		values: t.scale(own, average), length: length}
}

func (t Trend) scale(own, average []trendPoint) scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range append(slices.Clone(own), average...) {
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

func (t Trend) drawAxes(p pen, f trendFrame) {
	for _, v := range f.values.ticks() {
		y := f.values.at(v, f.bottom, f.top)
		p.line(RuleColor, Hairline, nil, spot(f.left, y), spot(f.right, y))
		p.text(SmallType, f.left-5, y-SmallType.Size*CapHeight/2, 1, t.Points(v))
	}
	end := t.days[len(t.days)-1].Date
	label := func(d score.Date, at, align float64) {
		x := f.left + at/f.length*(f.right-f.left)
		p.line(FaintColor, Hairline, nil, spot(x, f.bottom), spot(x, f.bottom-3))
		p.text(SmallType, x, 3, align, t.ShortDate(d))
	}
	label(end, f.length, 0.5)
	for back := 1.0; back <= f.length; back++ {
		d := end.AddDays(-int(back))
		marked := d.Time().Day() == 1
		if f.length < 45 {
			marked = int(back)%7 == 0
		}
		if marked && back/f.length*(f.right-f.left) > 40 {
			label(d, f.length-back, 0.5)
		}
	}
}

// drawGaps shades the days between two scores that have none.
func (t Trend) drawGaps(p pen, f trendFrame, own []trendPoint) {
	for i := 1; i < len(own); i++ {
		if own[i].at-own[i-1].at < 1.5 {
			continue
		}
		from, to := f.spot(own[i-1]).X.Points(), f.spot(own[i]).X.Points()
		p.fill(ShadeColor, from, f.bottom, to-from, f.top-f.bottom)
		if to-from > 36 {
			p.text(SmallType, (from+to)/2, f.bottom+5, 0.5, words.LabelNoData)
		}
	}
}

// drawLine connects neighbouring days only; a day without neighbours is a dot.
func (t Trend) drawLine(p pen, f trendFrame, points []trendPoint, ink color.NRGBA, width float64, dashes []vg.Length) {
	for len(points) > 0 {
		n := 1
		for n < len(points) && points[n].at-points[n-1].at < 1.5 {
			n++
		}
		stretch := make([]vg.Point, n)
		for i := range stretch {
			stretch[i] = f.spot(points[i])
		}
		if n == 1 {
			p.disc(ink, stretch[0].X.Points(), stretch[0].Y.Points(), width*0.8)
		}
		p.line(ink, width, dashes, stretch...)
		points = points[n:]
	}
}

// endLabel names a line at its right end.
type endLabel struct {
	y     float64
	text  string
	style Lettering
	rank  int // the lowest keeps the upper place among equals
}

// drawEndLabels writes the names without overlaps.
func drawEndLabels(p pen, labels []endLabel, x, bottom, top float64) {
	const apart = 10.0
	slices.SortStableFunc(labels, func(a, b endLabel) int {
		return cmp.Or(cmp.Compare(b.y, a.y), cmp.Compare(a.rank, b.rank))
	})
	for i := range labels {
		labels[i].y = min(labels[i].y, top-3)
		if i > 0 {
			labels[i].y = min(labels[i].y, labels[i-1].y-apart)
		}
	}
	for i := len(labels) - 1; i >= 0; i-- {
		low := bottom + 3 + apart*float64(len(labels)-1-i)
		labels[i].y = max(labels[i].y, low)
	}
	for _, l := range labels {
		p.text(l.style, x, l.y-l.style.Size*CapHeight/2, 0, l.text)
	}
}

// TrendNote says what the trend of a report cannot show.
func TrendNote(m report.Model) string {
	t := NewTrend(m, nil)
	own, average, _ := t.points()
	outside := len(own) > 0 && m.Goal != nil && !t.goalInRange(t.scale(own, average))
	return t.TrendNote(m.Trend, m.Goal, outside)
}
