package draw

import (
	"math"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
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

// Compare shows the tenant's percentage beside the averages.
type Compare struct {
	words.Words
	set  *Typesetter
	rows []compareRow
}

type compareRow struct {
	label   string
	percent float64 // NaN for none
	own     bool
}

// NewCompare is a report's score beside the averages that Microsoft sends.
func NewCompare(m report.Model, set *Typesetter) Compare {
	return Compare{Words: words.In(m.Locale), set: set, rows: []compareRow{
		{words.LabelThisTenant, m.Percent, true}, {words.In(m.Locale).SimilarSize(m), m.Similar, false},
		{words.LabelAllTenants, m.AllTenants, false},
	}}
}

const (
	compareNames  = 126.0
	compareValues = 44.0
)

// Draw draws one row for each percentage.
func (cc Compare) Draw(c vg.Canvas, size vg.Point) {
	p := pen{canvas: c, set: cc.set}
	w, h := size.X.Points(), size.Y.Points()
	row := h / float64(max(1, len(cc.rows)))
	for i, r := range cc.rows {
		middle := h - row*(float64(i)+0.5)
		style := SmallType
		if r.own {
			style = SmallType.Strong().In(InkColor)
		}
		base := middle - style.Size*CapHeight/2
		p.text(style, 0, base, 0, p.set.Fit(style, r.label, compareNames-4))
		p.text(style, w, base, 1, cc.Percent(r.percent))
		if !report.Known(r.percent) {
			continue
		}
		c.Push()
		c.Translate(spot(compareNames, middle-row/2))
		ShareBar{Set: cc.set, Percent: r.percent, Average: math.NaN(), Strong: r.own}.Draw(c,
			spot(w-compareNames-compareValues, row))
		c.Pop()
	}
}
