package draw

import (
	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Shares is the change of the score by who made it: a row for each, with a bar
// from a zero line, drawn as in the Waterfall.
type Shares struct {
	words.Words
	set  *Typesetter
	rows []words.Share
}

const (
	sharesNames  = 116.0 // room for the names
	sharesValues = 36.0  // room for the numbers
	sharesRow    = 12.5
	sharesSpan   = 0.5 // percentage points that the bars cover at least: less is drawn as little
)

// NewShares is the change of a report by who made it.
func NewShares(m report.Model, set *Typesetter) Shares {
	s := Shares{Words: words.In(m.Locale), set: set}
	if m.Since != nil {
		s.rows = s.Shares(m.Account.Overview())
	}
	return s
}

// FullHeight is the height of the chart in points; 0 without rows.
func (c Shares) FullHeight() float64 { return sharesRow * float64(len(c.rows)) }

// AltText is the chart in words, for readers who do not see it.
func (c Shares) AltText() string { return c.SharesText(c.rows) }

// Draw draws a row for each share.
func (c Shares) Draw(canvas vg.Canvas, size vg.Point) {
	p := pen{canvas: canvas, set: c.set}
	w, h := size.X.Points(), size.Y.Points()
	low, high := 0.0, 0.0
	for _, r := range c.rows {
		if report.Known(r.Effect) {
			low, high = min(low, r.Effect), max(high, r.Effect)
		}
	}
	axis := sharesScale(low, high)
	var names []string
	for _, r := range c.rows {
		names = append(names, r.Name)
	}
	left, right := c.set.roomFor(SmallType, names, sharesNames-6, w/2)+6, w-sharesValues
	zero := axis.at(0, left, right)
	for i, r := range c.rows {
		middle := h - sharesRow*(float64(i)+0.5)
		style, base := SmallType.In(InkColor), middle-SmallType.Size*CapHeight/2
		p.text(style, 0, base, 0, p.set.Fit(style, r.Name, left-6))
		p.text(style.Strong(), w, base, 1, r.Text)
		p.effectBar(r.By, zero, axis.at(r.Effect, left, right), middle, 7)
	}
	p.line(InkColor, 0.8, nil, spot(zero, h-sharesRow*float64(len(c.rows))), spot(zero, h))
}

// sharesScale covers all bars, and no less than sharesSpan.
func sharesScale(low, high float64) scale {
	switch span := high - low; {
	case span == 0:
		high = sharesSpan
	case span < sharesSpan:
		low, high = low*sharesSpan/span, high*sharesSpan/span
	}
	return scale{low: low, high: high}
}
