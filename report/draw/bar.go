package draw

import (
	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report"
)

// ShareBar is a percentage as a bar from 0 to 100, with the average of others
// as a mark across it.
type ShareBar struct {
	Set     *Typesetter
	Percent float64
	Average float64 // NaN for none
	Strong  bool
}

// Draw draws the bar, centred in its height.
func (b ShareBar) Draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: b.Set}
	w, h := size.X.Points(), size.Y.Points()
	high := min(h, 7)
	y := (h - high) / 2
	p.fill(RuleColor, 0, y, w, high)
	ink := MutedColor
	if b.Strong {
		ink = p.set.Accent
	}
	if share := Within(b.Percent, 0, 100) / 100; share > 0 {
		p.fill(ink, 0, y, w*share, high)
	}
	if report.Known(b.Average) {
		x := w * Within(b.Average, 0, 100) / 100
		p.line(PaperColor, 3.4, nil, spot(x, y-2), spot(x, y+high+2))
		p.line(InkColor, 1.4, nil, spot(x, y-2.5), spot(x, y+high+2.5))
	}
}
