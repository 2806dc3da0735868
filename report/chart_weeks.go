package report

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
)

// weeksChart is the points that were gained and lost in each week, as bars up and
// down from zero. A loss is hatched, so that it differs without colour. A week of
// which nothing is known is shaded, not zero.
type weeksChart struct {
	Words
	set   *typesetter
	weeks []score.Week // oldest first
}

const (
	weeksNumbers = 34.0 // room for the numbers of the axis
	weeksFoot    = 16.0 // room for the dates
	weeksSpan    = 5.0  // points that the axis covers at least
	weeksApart   = 46.0 // between two dates, at least
)

// newWeeks is the weeks of a report.
func newWeeks(m Model, set *typesetter) weeksChart {
	return weeksChart{Words: In(m.Locale), set: set, weeks: m.Trend.Weeks}
}

// says is the chart in words.
func (c weeksChart) says() string { return c.weeksText(c.weeks) }

func (c weeksChart) draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	if len(c.weeks) == 0 {
		return
	}
	axis := c.scale()
	left, bottom, top := weeksNumbers, weeksFoot, h-6
	for _, v := range axis.ticks() {
		y := axis.at(v, bottom, top)
		p.line(ruleColor, hairline, nil, spot(left, y), spot(w, y))
		p.text(smallType, left-5, y-smallType.size*capHeight/2, 1, c.Points(v))
	}
	step := (w - left) / float64(len(c.weeks))
	every := max(1, int(math.Ceil(weeksApart/step)))
	for i, week := range c.weeks {
		x := left + step*float64(i)
		c.drawWeek(p, week, axis, x+step*0.16, step*0.68, bottom, top)
		// Counted from the right, so that the newest week always has its date.
		if (len(c.weeks)-1-i)%every == 0 {
			p.text(smallType, x+step/2, 3, 0.5, c.ShortDate(week.Monday))
		}
	}
	zero := axis.at(0, bottom, top)
	p.line(inkColor, 0.8, nil, spot(left, zero), spot(w, zero))
}

func (c weeksChart) drawWeek(p pen, week score.Week, axis scale, x, width, bottom, top float64) {
	if !week.Known {
		p.fill(shadeColor, x, bottom, width, top-bottom)
		return
	}
	zero := axis.at(0, bottom, top)
	if week.Gained > 0 {
		p.fill(gainColor, x, zero, width, axis.at(week.Gained, bottom, top)-zero)
	}
	if week.Lost > 0 {
		low := axis.at(-week.Lost, bottom, top)
		p.hatched(lossColor, x, low, width, zero-low)
	}
}

func (c weeksChart) scale() scale {
	low, high := 0.0, 0.0
	for _, week := range c.weeks {
		if week.Known && finite(week.Gained) && finite(week.Lost) {
			low, high = min(low, -week.Lost), max(high, week.Gained)
		}
	}
	return niceScale(low, high, weeksSpan, 4, math.Inf(-1), math.Inf(1))
}

// empty tells whether nothing is known of any week, so that there is nothing to
// draw.
func (c weeksChart) empty() bool {
	return !slices.ContainsFunc(c.weeks, func(w score.Week) bool { return w.Known })
}
