package report

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// shareBar is a percentage as a bar from 0 to 100, with the average of others as
// a mark across it.
type shareBar struct {
	set     *typesetter
	percent float64
	average float64 // NaN for none
	strong  bool
}

func (b shareBar) draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: b.set}
	w, h := size.X.Points(), size.Y.Points()
	high := min(h, 7)
	y := (h - high) / 2
	p.fill(ruleColor, 0, y, w, high)
	ink := mutedColor
	if b.strong {
		ink = p.set.accent
	}
	if share := within(b.percent, 0, 100) / 100; share > 0 {
		p.fill(ink, 0, y, w*share, high)
	}
	if finite(b.average) {
		x := w * within(b.average, 0, 100) / 100
		p.line(paperColor, 3.4, nil, spot(x, y-2), spot(x, y+high+2))
		p.line(inkColor, 1.4, nil, spot(x, y-2.5), spot(x, y+high+2.5))
	}
}

// compareChart sets the tenant's percentage beside what others reach.
type compareChart struct {
	Words
	set  *typesetter
	rows []compareRow
}

type compareRow struct {
	label   string
	percent float64 // NaN for none
	own     bool
}

const (
	compareNames  = 62.0
	compareValues = 44.0
)

func (cc compareChart) draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: cc.set}
	w, h := size.X.Points(), size.Y.Points()
	row := h / float64(max(1, len(cc.rows)))
	for i, r := range cc.rows {
		middle := h - row*(float64(i)+0.5)
		look := smallType
		if r.own {
			look = smallType.strong().in(inkColor)
		}
		base := middle - look.size*capHeight/2
		p.text(look, 0, base, 0, p.set.fit(look, r.label, compareNames-4))
		p.text(look, w, base, 1, cc.Percent(r.percent))
		if !finite(r.percent) {
			continue
		}
		c.Push()
		c.Translate(spot(compareNames, middle-row/2))
		shareBar{set: cc.set, percent: r.percent, average: math.NaN(), strong: r.own}.draw(c, spot(w-compareNames-compareValues, row))
		c.Pop()
	}
}
