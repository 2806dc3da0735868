package draw

import (
	"cmp"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

func (t Trend) drawAxes(p pen, f trendFrame) {
	for _, v := range f.values.ticks() {
		y := f.values.at(v, f.bottom, f.top)
		p.line(RuleColor, Hairline, nil, spot(f.left, y), spot(f.right, y))
		p.text(SmallType, f.left-5, y-SmallType.Size*CapHeight/2, 1, t.Points(v))
	}
	end := t.days[len(t.days)-1].Date
	label := func(d score.Date, at, align float64) {
		x := f.left + at/f.length*(f.right-f.left)
		p.line(FaintColor, Hairline, nil, spot(x, f.bottom), spot(x, f.bottom-3))
		p.text(SmallType, x, 3, align, t.ShortDate(d))
	}
	label(end, f.length, 0.5)
	for back := 1.0; back <= f.length; back++ {
		d := end.AddDays(-int(back))
		marked := d.Time().Day() == 1
		if f.length < 45 {
			marked = int(back)%7 == 0
		}
		if marked && back/f.length*(f.right-f.left) > 40 {
			label(d, f.length-back, 0.5)
		}
	}
}

// drawGaps shades the days between two scores that have none.
func (t Trend) drawGaps(p pen, f trendFrame, own []trendPoint) {
	for i := 1; i < len(own); i++ {
		if own[i].at-own[i-1].at < 1.5 {
			continue
		}
		from, to := f.spot(own[i-1]).X.Points(), f.spot(own[i]).X.Points()
		p.fill(ShadeColor, from, f.bottom, to-from, f.top-f.bottom)
		if to-from > 36 {
			p.text(SmallType, (from+to)/2, f.bottom+5, 0.5, words.LabelNoData)
		}
	}
}

// trendLine is how a line looks.
type trendLine struct {
	ink    color.NRGBA
	width  float64
	dashes []vg.Length
}

// drawLine connects neighbouring days only; a day without neighbours is a dot.
func (t Trend) drawLine(p pen, f trendFrame, points []trendPoint, l trendLine) {
	for len(points) > 0 {
		n := 1
		for n < len(points) && points[n].at-points[n-1].at < 1.5 {
			n++
		}
		stretch := make([]vg.Point, n)
		for i := range stretch {
			stretch[i] = f.spot(points[i])
		}
		if n == 1 {
			p.disc(l.ink, stretch[0].X.Points(), stretch[0].Y.Points(), l.width*0.8)
		}
		p.line(l.ink, l.width, l.dashes, stretch...)
		points = points[n:]
	}
}

// endLabel names a line at its right end.
type endLabel struct {
	y     float64
	text  string
	style Lettering
	rank  int // the lowest keeps the upper place among equals
}

// drawEndLabels writes the names without overlaps.
func drawEndLabels(p pen, labels []endLabel, x, bottom, top float64) {
	const apart = 10.0
	slices.SortStableFunc(labels, func(a, b endLabel) int {
		return cmp.Or(cmp.Compare(b.y, a.y), cmp.Compare(a.rank, b.rank))
	})
	for i := range labels {
		labels[i].y = min(labels[i].y, top-3)
		if i > 0 {
			labels[i].y = min(labels[i].y, labels[i-1].y-apart)
		}
	}
	for i := len(labels) - 1; i >= 0; i-- {
		low := bottom + 3 + apart*float64(len(labels)-1-i)
		labels[i].y = max(labels[i].y, low)
	}
	for _, l := range labels {
		p.text(l.style, x, l.y-l.style.Size*CapHeight/2, 0, l.text)
	}
}
