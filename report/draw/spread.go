package draw

import (
	"strconv"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// Spread is how the scores of a portfolio are spread from 0 to 100 percent: the
// sign of its zone for each tenant, or bars where there are too many.
type Spread struct {
	words.Words
	set *Typesetter
	m   portfolio.Model
}

// NewSpread is the chart of a portfolio's scores.
func NewSpread(m portfolio.Model, set *Typesetter) Spread {
	return Spread{Words: words.In(m.Locale), set: set, m: m}
}

// AltText is the chart in words, for readers who do not see it.
func (c Spread) AltText() string { return c.SpreadText(c.m) }

const (
	spreadFoot = 15.0 // room for the axis
	spreadHead = 13.0 // room for the average
	spreadSign = 13.0 // height of a tenant's sign at most
	spreadLow  = 6.5  // a smaller sign cannot be told from others
)

// Draw draws the scores from the axis upwards.
func (c Spread) Draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	inset := c.set.Width(SmallType, c.RoundPercent(100))/2 + 4
	axis := scale{low: 0, high: 100, step: 20}
	at := func(percent float64) float64 { return axis.at(percent, inset, w-inset) }
	most := 1
	for _, b := range c.m.Bins {
		most = max(most, b.Tenants())
	}
	room := h - spreadFoot - spreadHead
	unit := min(spreadSign, room/float64(most))
	bars := unit < spreadLow
	if bars { // with a number above
		unit = (room - SmallType.Leading) / float64(most)
	}
	for _, tick := range axis.ticks() {
		p.line(RuleColor, Hairline, nil, spot(at(tick), spreadFoot), spot(at(tick), h-spreadHead))
		p.text(SmallType, at(tick), 2, 0.5, c.RoundPercent(tick))
	}
	for _, b := range c.m.Bins {
		left, right := at(b.From), at(b.From+portfolio.BinWide)
		if bars {
			c.bar(p, b, left+1, right-1, unit)
		} else {
			c.signs(p, b, (left+right)/2, unit)
		}
	}
	p.line(InkColor, 0.8, nil, spot(at(0), spreadFoot), spot(at(100), spreadFoot))
	if report.Known(c.m.Mean) && c.m.Current > 1 {
		x := at(c.m.Mean)
		p.line(InkColor, 1, nil, spot(x, c.above(unit, bars)), spot(x, h-spreadHead))
		label, style := c.MeanMark(c.m.Mean), SmallType.Strong().In(InkColor)
		half := c.set.Width(style, label) / 2
		p.text(style, Within(x, half, w-half), h-spreadHead+4, 0.5, label)
	}
}

// above is where the mark of the average ends: over the tenants of its bin.
func (c Spread) above(unit float64, bars bool) float64 {
	n := 0
	for _, b := range c.m.Bins {
		if b.From <= c.m.Mean {
			n = b.Tenants()
		}
	}
	y := spreadFoot + float64(n)*unit + 2
	if bars && n > 0 {
		y += SmallType.Leading
	}
	return y
}

// signs are the tenants of a bin above each other.
func (c Spread) signs(p pen, b portfolio.Bin, x, unit float64) {
	y := spreadFoot + 1
	for _, z := range b.Zones {
		sign, mark, _ := zoneInk(z.Zone)
		style := Lettering{Size: unit, Ink: mark}
		for range z.Tenants {
			p.text(style, x, y+unit*0.14, 0.5, sign)
			y += unit
		}
	}
}

// bar is the tenants of a bin as a bar with its number. A bad zone is hatched.
func (c Spread) bar(p pen, b portfolio.Bin, left, right, unit float64) {
	y := spreadFoot
	for _, z := range b.Zones {
		high := float64(z.Tenants) * unit
		_, mark, _ := zoneInk(z.Zone)
		switch {
		case z.Tenants == 0:
		case z.Zone == score.Bad:
			p.hatched(mark, left, y, right-left, high)
		default:
			p.fill(mark, left, y, right-left, high)
		}
		y += high
	}
	if n := b.Tenants(); n > 0 {
		p.text(SmallType, (left+right)/2, y+2.5, 0.5, strconv.Itoa(n))
	}
}
