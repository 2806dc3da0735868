package draw

import (
	"math"

	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report/words"
)

// drawGrid draws the values of the axis. Where a line has one value only, that
// line stands for the one of the grid.
func (t Trend) drawGrid(p pen, f trendFrame, number func(float64) string, lines []trendLine) {
	for _, v := range f.values.ticks() {
		y := f.values.at(v, f.bottom, f.top)
		covered := false
		for _, l := range lines {
			covered = covered || l.across && math.Abs(f.spot(l.points[0]).Y.Points()-y) < 1.5
		}
		if !covered {
			p.line(RuleColor, Hairline, nil, spot(f.left, y), spot(f.right, y))
		}
		p.text(SmallType, f.left-5, y-SmallType.Size*CapHeight/2, 1, number(v))
	}
}

// dateTick is a day with its name below the axis.
type dateTick struct {
	at   float64 // days from the start of the axis
	name string
}

// drawDates writes the last day and, as far as there is room, the days before
// it; in a longer chart those a week apart, in a still longer one the first of
// each month.
func (t Trend) drawDates(p pen, f trendFrame) {
	end, earlier := t.ticks()
	draw := func(d dateTick, align float64) {
		x := f.spot(trendPoint{d.at, f.values.low}).X.Points()
		p.line(FaintColor, Hairline, nil, spot(x, f.bottom), spot(x, f.bottom-3))
		p.text(SmallType, x, f.bottom-13, align, d.name)
	}
	endWidth := p.set.Width(SmallType, end.name)
	free, align := f.spot(trendPoint{at: end.at}).X.Points()-endWidth/2, 0.5
	if f.narrow { // there is no room to the right of the plot
		free, align = free-endWidth/2, 1
	}
	draw(end, align)
	if f.oneDay || len(earlier) == 0 {
		return
	}
	widest := 0.0
	for _, d := range earlier {
		widest = max(widest, p.set.Width(SmallType, d.name))
	}
	for _, d := range earlier {
		if x := f.spot(trendPoint{at: d.at}).X.Points(); x+widest/2+8 <= free && x-widest/2 >= 0 {
			draw(d, 0.5)
			free = x - widest/2
		}
	}
}

// ticks are the last day, and the days before it that can have a name, newest
// first.
func (t Trend) ticks() (end dateTick, earlier []dateTick) {
	last := t.days[len(t.days)-1].Date
	length := t.length()
	day, month := t.ShortDate, t.ShortDate
	if length > 330 { // a day without its year may be either of two
		day, month = t.LongDate, t.Month
	}
	for back := 1; back <= int(length); back++ {
		d := last.AddDays(-back)
		if length < 14 || length < 45 && back%7 == 0 || length >= 45 && d.Time().Day() == 1 {
			earlier = append(earlier, dateTick{length - float64(back), month(d)})
		}
	}
	return dateTick{length, day(last)}, earlier
}

// drawGaps shades the days without a score: before the first and between two.
func (t Trend) drawGaps(p pen, f trendFrame, own []trendPoint, lines []trendLine) {
	if f.oneDay {
		return
	}
	from := 0.0
	for i, to := range own {
		wide := to.at - from
		if i == 0 && wide > 0.5 || wide > 1.5 {
			t.drawGap(p, f, [2]float64{from, to.at}, lines)
		}
		from = to.at
	}
}

// drawGap shades days, and says that they have no data where that is over no
// line.
func (t Trend) drawGap(p pen, f trendFrame, days [2]float64, lines []trendLine) {
	x, end := f.spot(trendPoint{at: days[0]}).X.Points(), f.spot(trendPoint{at: days[1]}).X.Points()
	p.fill(ShadeColor, x, f.bottom, end-x, f.top-f.bottom)
	if end-x < p.set.Width(SmallType, t.Text(words.LabelNoData))+8 {
		return
	}
	const tall = 6.0 // of the words, with some room
	var y float64
	for _, tick := range f.values.ticks() {
		y = f.values.at(tick, f.bottom, f.top) + 5
		if y+tall < f.top && !f.touched(lines, days, y-2.5, y+tall+2.5) {
			p.text(SmallType, (x+end)/2, y, 0.5, t.Text(words.LabelNoData))
			return
		}
	}
}

// touched says whether a line comes between two heights on some days.
func (f trendFrame) touched(lines []trendLine, days [2]float64, low, high float64) bool {
	for _, l := range lines {
		for i, at := range l.points {
			next := l.points[min(i+1, len(l.points)-1)]
			if next.at < days[0] || at.at > days[1] {
				continue
			}
			y1, y2 := f.spot(at).Y.Points(), f.spot(next).Y.Points()
			if max(y1, y2) >= low && min(y1, y2) <= high {
				return true
			}
		}
	}
	return false
}

// drawLine connects neighbouring days only; a day without neighbours is a dot.
func (t Trend) drawLine(p pen, f trendFrame, l trendLine) {
	if l.across || f.oneDay && len(l.dashes) > 0 {
		y := f.spot(l.points[0]).Y
		p.line(l.ink, l.width, l.dashes, vg.Point{X: vg.Length(f.left), Y: y}, vg.Point{X: vg.Length(f.right), Y: y})
		return
	}
	for points := l.points; len(points) > 0; {
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
