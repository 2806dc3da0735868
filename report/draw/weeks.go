package draw

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Weeks is the points achieved and regressed in each week, as bars up and down
// from zero. Points regressed are hatched, so that they differ even in grey.
// Drift is a narrow grey bar beside them. A week without data is shaded, not
// zero.
type Weeks struct {
	words.Words
	set   *Typesetter
	weeks []score.Week // oldest first
}

const (
	weeksNumbers = 34.0 // room for the numbers of the axis
	weeksFoot    = 16.0 // room for the dates
	weeksSpan    = 5.0  // points that the axis covers at least
	weeksApart   = 46.0 // between two dates, at least
	weeksDrift   = 0.2  // share of a week's width that drift has
)

// NewWeeks is the weeks of a report.
func NewWeeks(m report.Model, set *Typesetter) Weeks {
	return Weeks{Words: words.In(m.Locale), set: set, weeks: m.Trend.Weeks}
}

// AltText is the chart in words, for readers who do not see it.
func (c Weeks) AltText() string { return c.WeeksText(c.weeks) }

// Draw draws one pair of bars for each week.
func (c Weeks) Draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	if len(c.weeks) == 0 {
		return
	}
	axis := c.scale()
	left, bottom, top := weeksNumbers, weeksFoot, h-6
	for _, v := range axis.ticks() {
		y := axis.at(v, bottom, top)
		p.line(RuleColor, Hairline, nil, spot(left, y), spot(w, y))
		p.text(SmallType, left-5, y-SmallType.Size*CapHeight/2, 1, c.Points(v))
	}
	step := (w - left) / float64(len(c.weeks))
	every := max(1, int(math.Ceil(weeksApart/step)))
	for i, week := range c.weeks {
		x := left + step*float64(i)
		c.drawWeek(p, week, axis, x+step*0.16, step*0.68, bottom, top)
		// Counted from the right, so that the newest week always has its date.
		if (len(c.weeks)-1-i)%every == 0 {
			date := c.ShortDate(week.Monday)
			p.text(SmallType, min(x+step/2, w-c.set.Width(SmallType, date)/2), 3, 0.5, date)
		}
	}
	zero := axis.at(0, bottom, top)
	p.line(InkColor, 0.8, nil, spot(left, zero), spot(w, zero))
}

func (c Weeks) drawWeek(p pen, week score.Week, axis scale, x, width, bottom, top float64) {
	if !week.Known {
		p.fill(ShadeColor, x, bottom, width, top-bottom)
		return
	}
	zero := axis.at(0, bottom, top)
	wide := width * (1 - weeksDrift)
	if week.Gained > 0 {
		p.fill(gainColor, x, zero, wide, axis.at(week.Gained, bottom, top)-zero)
	}
	if week.Lost > 0 {
		low := axis.at(-week.Lost, bottom, top)
		p.hatched(lossColor, x, low, wide, zero-low)
	}
	if week.Drift != 0 {
		end := axis.at(week.Drift, bottom, top)
		p.fill(FaintColor, x+wide, min(zero, end), width-wide, math.Abs(end-zero))
	}
}

func (c Weeks) scale() scale {
	low, high := 0.0, 0.0
	for _, week := range c.weeks {
		if week.Known && report.Known(week.Gained) && report.Known(week.Lost) && report.Known(week.Drift) {
			low, high = min(low, -week.Lost, week.Drift), max(high, week.Gained, week.Drift)
		}
	}
	return niceScale(low, high, weeksSpan, 4, math.Inf(-1), math.Inf(1))
}

// Empty reports whether there is nothing to draw: no week has data, or nothing
// moved in any.
func (c Weeks) Empty() bool {
	return !slices.ContainsFunc(c.weeks, func(w score.Week) bool {
		return w.Known && (w.Gained != 0 || w.Lost != 0 || w.Drift != 0)
	})
}
