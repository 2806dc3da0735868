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
// organisations and of those of similar size, and the goal. Each line has its
// own dashes, which stand beside its name too. Days without data are gaps in
// the line. The axis covers at least five percentage points, so that a small
// change looks small, and the chart says where it begins and where the maximum
// of the score changed.
type Trend struct {
	words.Words
	set  *Typesetter
	days []score.Day // oldest first
	goal *report.Goal
}

const (
	trendSpan  = 5.0  // percentage points that the axis covers at least
	trendReach = 25.0 // percentage points by which the axis is stretched for a goal
)

// The lines of a trend. They differ without colour: in width and in dashes.
var (
	goalDashes    = []vg.Length{10, 4}
	similarDashes = []vg.Length{3, 2.2}
	allDashes     = []vg.Length{1.1, 2.6}
)

// trendPoint is one day's value; at counts days from the start of the axis.
type trendPoint struct{ at, value float64 }

// NewTrend is the trend of a report.
func NewTrend(m report.Model, set *Typesetter) Trend {
	return Trend{Words: words.In(m.Locale), set: set, days: m.Trend.Days, goal: m.Goal}
}

// AltText is the chart in words, for readers who do not see it.
func (t Trend) AltText() string {
	text := t.TrendText(t.days, t.goal)
	if note := t.maximumNote(); note != "" {
		text += " " + note
	}
	return text
}

// Draw draws the lines with their names: at the right end, or above the plot of
// a narrow chart.
func (t Trend) Draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: t.set}
	w, h := size.X.Points(), size.Y.Points()
	v := t.points()
	if len(v.own) == 0 {
		p.fill(ShadeColor, 0, 0, w, h)
		p.text(BodyType.In(MutedColor), w/2, h/2-3, 0.5, t.Text(words.NoTrend))
		return
	}
	lines := t.lines(v)
	f := t.frame(w, h, v)
	t.drawGrid(p, f, t.RoundPercent, lines)
	t.drawDates(p, f)
	t.drawGaps(p, f, v.own, lines)
	for _, l := range lines {
		t.drawLine(p, f, l)
	}
	last := f.spot(v.own[len(v.own)-1])
	p.disc(PaperColor, last.X.Points(), last.Y.Points(), 3.6)
	p.disc(p.set.Accent, last.X.Points(), last.Y.Points(), 2.6)
	f.drawNames(p, lines)
	t.drawFoot(p, f)
}

// lines are the lines of the trend, the tenant's own last and so on top.
func (t Trend) lines(v trendValues) []trendLine {
	var lines []trendLine
	if t.goalInRange(t.scale(v)) {
		lines = append(lines, trendLine{
			points: []trendPoint{{0, t.goal.Percent}, {v.length, t.goal.Percent}}, across: true,
			name: t.GoalLabel(t.goal.Percent), style: SmallType.In(InkColor), rank: 1,
			ink: InkColor, width: 1.2, dashes: goalDashes,
		})
	}
	for i, average := range []trendLine{
		{points: v.all, name: t.Text(words.LabelAllTenants), width: 1.3, dashes: allDashes},
		{points: v.similar, name: t.Text(words.LabelSimilarShort), width: 1.2, dashes: similarDashes},
	} {
		if len(average.points) == 0 {
			continue
		}
		average.name = t.endName(average)
		average.style, average.rank, average.ink = SmallType, 2+i, MutedColor
		lines = append(lines, average)
	}
	own := trendLine{points: v.own, name: t.Text(words.LabelThisTenant), ink: t.set.Accent, width: 1.9}
	own.name, own.style = t.endName(own), SmallType.Strong().In(own.ink)
	return append(lines, own)
}

// endName is a line's name with its last value, and the day of that where it is
// not the last one.
func (t Trend) endName(l trendLine) string {
	last := l.points[len(l.points)-1]
	name := t.MarkPercent(l.name, last.value)
	if back := math.Round(t.length() - last.at); back > 0 {
		return t.MarkOn(name, t.ShortDate(t.days[len(t.days)-1].Date.AddDays(-int(back))))
	}
	return name
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

// length is how many days the axis is long, less one; one day has an axis too.
func (t Trend) length() float64 {
	if len(t.days) == 0 {
		return 1
	}
	span := t.days[len(t.days)-1].Date.Time().Sub(t.days[0].Date.Time())
	return max(1, math.Round(span.Hours()/24))
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

// Plot is where the plot of a chart of w by h points begins and ends, above its
// lower edge.
func (t Trend) Plot(w, h float64) (bottom, top float64) {
	f := t.frame(w, h, t.points())
	return f.bottom, f.top
}

func (t Trend) frame(w, h float64, v trendValues) trendFrame {
	values := t.scale(v)
	f := newTrendFrame(t.set, spot(w, h), len(t.footNotes(values)), t.lines(v))
	f.values, f.length = values, v.length
	if len(t.days) == 1 {
		f = f.ofOneDay()
	}
	return f
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
