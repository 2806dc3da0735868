package draw

import (
	"cmp"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
)

// trendLine is a line of a chart over days, with its name.
type trendLine struct {
	points []trendPoint
	across bool // one value for the whole axis
	name   string
	style  Lettering // of the name
	rank   int       // the lowest keeps the upper place among equals
	ink    color.NRGBA
	width  float64
	dashes []vg.Length
}

const (
	trendNumbers = 32.0  // room for the numbers of the axis
	trendFoot    = 16.0  // room for the dates
	trendNarrow  = 400.0 // a chart that is narrower has the names above the plot
	trendKey     = 16.0  // length of the piece of a line beside its name
	trendLead    = 9.0   // between the plot and the names
	trendRow     = 10.5  // height of a line of names or notes
)

// trendFrame is where the plot lies in a chart, and where the names of the
// lines are.
type trendFrame struct {
	left, right, bottom, top float64
	width                    float64 // of the chart
	values                   scale
	length                   float64 // days on the axis, less one
	narrow                   bool
	oneDay                   bool
	columns                  int // of names, in a narrow chart
}

// newTrendFrame leaves room for the names of the lines and for so many notes
// below the dates.
func newTrendFrame(set *Typesetter, size vg.Point, notes int, lines []trendLine) trendFrame {
	w, h := size.X.Points(), size.Y.Points()
	widest := 0.0
	for _, l := range lines {
		widest = max(widest, set.Width(l.style, l.name))
	}
	widest += trendKey + 4
	f := trendFrame{left: trendNumbers, right: w - trendLead - widest - 1, bottom: trendFoot, top: h - 5, width: w}
	if notes > 0 {
		f.bottom += trendRow
	}
	if w < trendNarrow {
		f.narrow, f.columns, f.right = true, 1, w-5
		if 2*widest+8 <= w {
			f.columns = 2
		}
		rows := (len(lines) + f.columns - 1) / f.columns
		f.top = h - trendRow*float64(rows) - 8
		f.bottom += trendRow * float64(max(0, notes-1))
	}
	return f
}

// ofOneDay is a frame whose plot is as narrow as one day needs, with the names
// beside it.
func (f trendFrame) ofOneDay() trendFrame {
	const wide = 44.0
	f.oneDay, f.right, f.length = true, f.left+wide, 2*f.length
	if f.narrow {
		f.narrow, f.top = false, f.top+trendRow
	}
	return f
}

func (f trendFrame) spot(p trendPoint) vg.Point {
	return spot(f.left+p.at/f.length*(f.right-f.left), f.values.at(p.value, f.bottom, f.top))
}

// drawNames writes the name of each line beside a piece of it.
func (f trendFrame) drawNames(p pen, lines []trendLine) {
	if f.narrow {
		f.drawLegend(p, lines)
		return
	}
	ends := make([]lineEnd, len(lines))
	for i, l := range lines {
		y := f.spot(l.points[len(l.points)-1]).Y.Points()
		ends[i] = lineEnd{trendLine: l, from: y, y: y}
	}
	apart(ends, f.bottom, f.top)
	x := f.right + trendLead
	for _, e := range ends {
		if moved := e.y - e.from; moved > 1.5 || moved < -1.5 {
			p.line(FaintColor, Hairline, nil, spot(f.right+4, e.from), spot(x-1, e.y))
		}
		e.drawName(p, x, e.y)
	}
}

// drawLegend writes the names above the plot, the tenant's own first.
func (f trendFrame) drawLegend(p pen, lines []trendLine) {
	sorted := slices.SortedStableFunc(slices.Values(lines), func(a, b trendLine) int {
		return cmp.Compare(a.rank, b.rank)
	})
	first := f.top + trendRow*float64((len(lines)+f.columns-1)/f.columns) + 1
	for i, l := range sorted {
		x := f.width / float64(f.columns) * float64(i%f.columns)
		l.drawName(p, x, first-trendRow*float64(i/f.columns))
	}
}

// drawName writes the name of a line, centred at y, behind a piece of the line.
func (l trendLine) drawName(p pen, x, y float64) {
	p.line(l.ink, l.width, l.dashes, spot(x, y), spot(x+trendKey, y))
	p.text(l.style, x+trendKey+4, y-l.style.Size*CapHeight/2, 0, l.name)
}

// lineEnd is where a line ends, and where its name is.
type lineEnd struct {
	trendLine
	from, y float64
}

// apart moves the names so that none overlaps another or leaves the plot.
func apart(ends []lineEnd, bottom, top float64) {
	const gap = 10.0
	slices.SortStableFunc(ends, func(a, b lineEnd) int {
		return cmp.Or(cmp.Compare(b.y, a.y), cmp.Compare(a.rank, b.rank))
	})
	for i := range ends {
		ends[i].y = min(ends[i].y, top)
		if i > 0 {
			ends[i].y = min(ends[i].y, ends[i-1].y-gap)
		}
	}
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i].y = max(ends[i].y, bottom+gap*float64(len(ends)-1-i))
	}
}
