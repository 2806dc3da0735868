package draw

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Waterfall leads from the earlier percentage to today's, as a score.Overview
// has it: one bar for each cause, as long as its effect, starting where the
// last one ended. What the organisation did comes first, then what it reported,
// which is hatched, then what Microsoft did, which is hollow, then drift, which
// is grey. Causes that are too small to see share a row. Start and end are
// marks, not bars, because the axis does not begin at zero. It covers at least
// one percentage point.
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
	mark  bool
	by    score.Agent
	value string // shown at the right
}

const (
	waterfallSpan   = 1.0   // percentage points
	waterfallNames  = 112.0 // room for the labels
	waterfallValues = 40.0  // room for the values
	waterfallFoot   = 14.0
	waterfallRow    = 17.0 // largest height of a line
	waterfallRows   = 6    // causes that are all shown, however small
	waterfallSliver = 40   // a smaller part of the whole has no row of its own among more
)

// NewWaterfall shows the change of a report that has a comparison: the day of
// the earlier score, the effect of each cause, what is not attributable,
// today's score. The start has no percent: with one decimal it might not be the
// end less the change.
func NewWaterfall(m report.Model, set *Typesetter) Waterfall {
	w, a := words.In(m.Locale), m.Account
	o := a.Overview()
	end := score.Tenths(a.After.Percent())
	at := score.Hundredths(end - o.Percent)
	steps := []waterfallStep{{label: w.ShortDate(a.Before.Date), from: at, to: at, mark: true}}
	for _, e := range folded(w, effectsOf(w, a, o)) {
		to := score.Hundredths(at + e.effect)
		steps = append(steps, waterfallStep{label: e.label, from: at, to: to, by: e.by, value: w.PartOf(o, e.effect)})
		at = to
	}
	steps = append(steps, waterfallStep{label: w.ShortDate(a.After.Date), from: end, to: end, mark: true,
		value: w.TenthsPercent(end)})
	return Waterfall{Words: w, set: set, steps: steps}
}

// waterfallEffect is what one cause did.
type waterfallEffect struct {
	label  string
	effect float64
	by     score.Agent
}

// agents are who moves a score, in the order of a chart.
var agents = []score.Agent{score.ByOrganisation, score.ByDeclaration, score.ByMicrosoft, score.ByDrift}

// effectsOf are the effects of an account that are not nothing, in the order of
// the chart.
func effectsOf(w words.Words, a score.Account, o score.Overview) []waterfallEffect {
	var list []waterfallEffect
	exact := a.ByCause()
	for i, g := range o.Groups {
		if score.Hundredths(exact[i].Effect) != 0 {
			list = append(list, waterfallEffect{w.CauseRow(len(g.Changes), g.Cause), g.Effect, g.Cause.By()})
		}
	}
	slices.SortStableFunc(list, func(x, y waterfallEffect) int {
		return slices.Index(agents, x.by) - slices.Index(agents, y.by)
	})
	if score.Hundredths(a.Unattributed) != 0 {
		list = append(list, waterfallEffect{w.Text(words.LabelUnattributedShort), o.Unattributed, score.ByDrift})
	}
	return list
}

// folded are the effects, those that are too small to see in one row at the
// end.
func folded(w words.Words, list []waterfallEffect) []waterfallEffect {
	at, low, high := 0.0, 0.0, 0.0
	for _, e := range list {
		at += e.effect
		low, high = min(low, at), max(high, at)
	}
	small := func(e waterfallEffect) bool {
		return e.effect == 0 || len(list) > waterfallRows && math.Abs(e.effect) < (high-low)/waterfallSliver
	}
	var shown []waterfallEffect
	n, sum := 0, 0.0
	for _, e := range list {
		if small(e) {
			n, sum = n+1, sum+e.effect
			continue
		}
		shown = append(shown, e)
	}
	if n < 2 {
		return list
	}
	return append(shown, waterfallEffect{w.SmallerCauses(n), score.Hundredths(sum), score.ByDrift})
}

// FullHeight is the height in points at which every line has its full height.
func (c Waterfall) FullHeight() float64 {
	return waterfallRow*float64(len(c.steps)) + waterfallFoot
}

// Draw draws one line for each step.
func (c Waterfall) Draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	var names []string
	for _, s := range c.steps {
		names = append(names, s.label)
	}
	left, right := c.set.roomFor(SmallType, names, waterfallNames-8, 0.6*w)+8, w-waterfallValues
	row := min((h-waterfallFoot)/float64(len(c.steps)), waterfallRow)
	foot := h - row*float64(len(c.steps))
	axis := c.scale()
	named := c.namedTicks(axis, right-left)
	for _, v := range axis.ticks() {
		x := axis.at(v, left, right)
		p.line(RuleColor, Hairline, nil, spot(x, foot), spot(x, h))
		if named(v) {
			p.text(SmallType, x, foot-10, 0.5, c.RoundPercent(v))
		}
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
		if s.mark {
			x, y := axis.at(s.to, left, right), h-row*(float64(i)+0.5)
			p.disc(PaperColor, x, y, 4.4)
			p.disc(p.set.Accent, x, y, 3.4)
		}
	}
}

func (c Waterfall) drawStep(p pen, s waterfallStep, axis scale, left, right, middle, row float64) {
	style, base := SmallType.In(InkColor), middle-SmallType.Size*CapHeight/2
	if s.mark {
		style = style.Strong()
	}
	p.text(style, 0, base, 0, p.set.Fit(style, s.label, left-8))
	p.text(style, right+waterfallValues, base, 1, s.value)
	if s.mark {
		return
	}
	p.effectBar(s.by, axis.at(s.from, left, right), axis.at(s.to, left, right), middle, min(row*0.56, 11))
}

// effectBar is an effect from one place to another: solid for what the
// organisation did, hatched for what it reported, hollow for what Microsoft
// did, grey for drift.
func (p pen) effectBar(by score.Agent, from, to, middle, high float64) {
	ink := gainColor
	if to < from {
		ink = lossColor
	}
	x, y, width := min(from, to), middle-high/2, math.Abs(to-from)
	switch {
	case width < 1.2: // too short for a bar
		p.line(InkColor, 1.2, nil, spot(to, y), spot(to, y+high))
	case by == score.ByDeclaration:
		p.hatched(ink, x, y, width, high)
	case by == score.ByMicrosoft:
		p.hollow(MutedColor, x, y, width, high)
	case by == score.ByDrift:
		p.fill(FaintColor, x, y+high/4, width, high/2)
	default:
		p.fill(ink, x, y, width, high)
	}
}

// hollow is a rectangle that is only an outline.
func (p pen) hollow(ink color.NRGBA, x, y, w, h float64) {
	p.fill(PaperColor, x, y, w, h)
	const half = 0.65
	p.line(ink, 2*half, nil, spot(x+half, y), spot(x+half, y+h), spot(x+w-half, y+h), spot(x+w-half, y), spot(x, y))
}

// namedTicks says which round numbers of an axis have their percent below it:
// all, or only every second or fifth where they would touch.
func (c Waterfall) namedTicks(axis scale, length float64) func(v float64) bool {
	widest := 0.0
	for _, v := range axis.ticks() {
		widest = max(widest, c.set.Width(SmallType, c.RoundPercent(v)))
	}
	const between = 4.0
	apart := axis.step / (axis.high - axis.low) * length
	every := 5.0
	for _, n := range []float64{2, 1} {
		if n*apart >= widest+between {
			every = n
		}
	}
	return func(v float64) bool { return math.Mod(math.Round(v/axis.step), every) == 0 }
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
