package draw

import (
	"math"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Waterfall leads from the earlier percentage to today's: one bar for each
// cause, as long as its effect, starting where the last one ended. The bar of
// drift is grey, as it is neither good nor bad. Start and end are marks, not
// bars, because the axis does not begin at zero. It covers at least one
// percentage point.
type Waterfall struct {
	words.Words
	set   *Typesetter
	steps []waterfallStep
}

// waterfallStep is one line of the chart.
type waterfallStep struct {
	label string
	from  float64 // percent; for a mark the same as to
	to    float64
	look  waterfallLook
	value string // shown at the right
}

type waterfallLook int

const (
	waterfallBar waterfallLook = iota
	waterfallGrey
	waterfallMark
)

const (
	waterfallSpan   = 1.0   // percentage points
	waterfallNames  = 100.0 // room for the labels
	waterfallValues = 46.0  // room for the values
	waterfallFoot   = 14.0
	waterfallRow    = 19.0 // largest height of a line
)

// NewWaterfall shows the change of a report that has a comparison: the earlier
// score, the effect of each cause, what is not attributable, today's score.
func NewWaterfall(m report.Model, set *Typesetter) Waterfall {
	w, a := words.In(m.Locale), m.Account
	at, end := score.Hundredths(a.Before.Percent()), score.Hundredths(a.After.Percent())
	steps := []waterfallStep{{w.ShortDate(a.Before.Date), at, at, waterfallMark, w.Percent(at)}}
	effect := func(label string, points float64, look waterfallLook) {
		if score.Hundredths(points) == 0 {
			return
		}
		to := score.Hundredths(at + points)
		steps = append(steps, waterfallStep{label, at, to, look, w.SignedHundredths(points)})
		at = to
	}
	for _, g := range a.ByCause() {
		look := waterfallBar
		if g.Cause == score.Drift {
			look = waterfallGrey
		}
		effect(words.CauseCount(len(g.Changes), g.Cause), g.Effect, look)
	}
	effect(words.LabelUnattributedShort, a.Unattributed, waterfallBar)
	steps = append(steps, waterfallStep{w.ShortDate(a.After.Date), end, end, waterfallMark, w.Percent(end)})
	return Waterfall{Words: w, set: set, steps: steps}
}

// FullHeight is the height in points at which every line has its full height.
func (c Waterfall) FullHeight() float64 {
	return waterfallRow*float64(len(c.steps)) + waterfallFoot
}

// Draw draws one line for each step.
func (c Waterfall) Draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	left, right := waterfallNames, w-waterfallValues
	row := min((h-waterfallFoot)/float64(len(c.steps)), waterfallRow)
	foot := h - row*float64(len(c.steps))
	axis := c.scale()
	for _, v := range axis.ticks() {
		x := axis.at(v, left, right)
		p.line(RuleColor, Hairline, nil, spot(x, foot), spot(x, h))
		p.text(SmallType, x, foot-10, 0.5, c.RoundPercent(v))
	}
	for i, s := range c.steps {
		middle := h - row*(float64(i)+0.5)
		c.drawStep(p, s, axis, left, right, middle, row)
		if i+1 < len(c.steps) {
			x := axis.at(s.to, left, right)
			p.line(FaintColor, 0.7, nil, spot(x, middle), spot(x, middle-row))
		}
	}
	// The marks come last, over the connecting lines.
	for i, s := range c.steps {
		if s.look == waterfallMark {
			x, y := axis.at(s.to, left, right), h-row*(float64(i)+0.5)
			p.disc(PaperColor, x, y, 4.4)
			p.disc(p.set.Accent, x, y, 3.4)
		}
	}
}

func (c Waterfall) drawStep(p pen, s waterfallStep, axis scale, left, right, middle, row float64) {
	style, base := SmallType.In(InkColor), middle-SmallType.Size*CapHeight/2
	if s.look == waterfallMark {
		style = style.Strong()
	}
	p.text(style, 0, base, 0, p.set.Fit(style, s.label, left-8))
	p.text(style, right+waterfallValues, base, 1, s.value)
	if s.look == waterfallMark {
		return
	}
	from, to := axis.at(s.from, left, right), axis.at(s.to, left, right)
	high := min(row*0.56, 11)
	switch width := math.Abs(to - from); {
	case width < 0.8: // too short for a bar
		p.line(InkColor, 1.2, nil, spot(to, middle-high/2), spot(to, middle+high/2))
	case s.look == waterfallGrey:
		p.fill(FaintColor, min(from, to), middle-high/2, width, high)
	case s.to < s.from:
		p.hatched(lossColor, min(from, to), middle-high/2, width, high)
	default:
		p.fill(gainColor, min(from, to), middle-high/2, width, high)
	}
}

func (c Waterfall) scale() scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range c.steps {
		low, high = min(low, s.from, s.to), max(high, s.from, s.to)
	}
	if !report.Known(low) || !report.Known(high) {
		low, high = 0, 100
	}
	return niceScale(low, high, waterfallSpan, 3, math.Inf(-1), math.Inf(1))
}
