package draw

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Chart draws itself onto any vg canvas, with its lower left corner at the
// origin and no larger than size: vectors in the PDF, pixels for an email.
type Chart interface {
	Draw(c vg.Canvas, size vg.Point)
}

// pen draws in points on a vg canvas, upwards from the lower left corner.
type pen struct {
	canvas vg.Canvas
	set    *Typesetter
}

func spot(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }

func (p pen) fill(ink color.NRGBA, x, y, w, h float64) {
	p.polygon(ink, spot(x, y), spot(x+w, y), spot(x+w, y+h), spot(x, y+h))
}

func (p pen) polygon(ink color.NRGBA, corners ...vg.Point) {
	var path vg.Path
	path.Move(corners[0])
	for _, c := range corners[1:] {
		path.Line(c)
	}
	path.Close()
	p.canvas.SetColor(ink)
	p.canvas.Fill(path)
}

func (p pen) disc(ink color.NRGBA, x, y, r float64) {
	var path vg.Path
	path.Move(spot(x+r, y))
	path.Arc(spot(x, y), vg.Length(r), 0, 2*math.Pi)
	path.Close()
	p.canvas.SetColor(ink)
	p.canvas.Fill(path)
}

// line strokes through points; dashes may be none.
func (p pen) line(ink color.NRGBA, width float64, dashes []vg.Length, points ...vg.Point) {
	if len(points) < 2 {
		return
	}
	var path vg.Path
	path.Move(points[0])
	for _, pt := range points[1:] {
		path.Line(pt)
	}
	p.stroke(ink, width, dashes, path)
}

func (p pen) arc(ink color.NRGBA, width, x, y, r, start, sweep float64) {
	if sweep == 0 {
		return
	}
	var path vg.Path
	path.Move(spot(x+r*math.Cos(start), y+r*math.Sin(start)))
	path.Arc(spot(x, y), vg.Length(r), start, sweep)
	p.stroke(ink, width, nil, path)
}

func (p pen) stroke(ink color.NRGBA, width float64, dashes []vg.Length, path vg.Path) {
	p.canvas.SetColor(ink)
	p.canvas.SetLineWidth(vg.Length(width))
	p.canvas.SetLineDash(dashes, 0)
	p.canvas.Stroke(path)
}

// text writes one line with its baseline at y; align is 0 for x being its left
// end, 0.5 its middle, 1 its right end. It returns the width.
func (p pen) text(l Lettering, x, y, align float64, s string) float64 {
	runs, width := p.set.Runs(l, s)
	p.canvas.SetColor(l.Ink)
	for _, r := range runs {
		face := faceOf(r.Face, l.Size)
		p.canvas.FillString(face, spot(x-align*width+r.X, y), r.Text)
	}
	return width
}

// hatched fills a rectangle so that it differs from a filled one even in grey.
func (p pen) hatched(ink color.NRGBA, x, y, w, h float64) {
	p.fill(PaperColor, x, y, w, h)
	const gap = 3.2
	for at := gap; at < w+h; at += gap {
		from, to := at, at-h // where the stroke meets the lower and the upper edge
		x1, y1, x2, y2 := x+from, y, x+to, y+h
		if from > w {
			x1, y1 = x+w, y+from-w
		}
		if to < 0 {
			x2, y2 = x, y+from
		}
		p.line(ink, 1, nil, spot(x1, y1), spot(x2, y2))
	}
	p.line(ink, 0.9, nil, spot(x, y), spot(x+w, y), spot(x+w, y+h), spot(x, y+h), spot(x, y))
}

// CapHeight is the height of Inter's capitals as a share of the size. A line's
// baseline is half of it below the middle.
const CapHeight = 0.727

// Within limits x to two bounds; NaN becomes the lower one.
func Within(x, low, high float64) float64 {
	if !(x > low) {
		return low
	}
	return min(x, high)
}

// scale is a linear axis with ticks at round numbers.
type scale struct{ low, high, step float64 }

// niceScale covers low to high and at least span, with about so many steps. It
// stays between floor and ceiling: a percentage is never above 100.
func niceScale(low, high, span float64, steps int, floor, ceiling float64) scale {
	if grow := span - (high - low); grow > 0 {
		low, high = low-grow/2, high+grow/2
	}
	step := niceStep((high - low) / float64(steps))
	s := scale{low: math.Floor(low/step+1e-9) * step, high: math.Ceil(high/step-1e-9) * step, step: step}
	if s.low < floor {
		s.low, s.high = floor, max(s.high, floor+span)
	}
	if s.high > ceiling {
		s.high, s.low = ceiling, max(floor, min(s.low, ceiling-span))
	}
	return s
}

// niceStep is the smallest of 1, 2, 5 times a power of ten that is not less
// than x.
func niceStep(x float64) float64 {
	if !(x > 1e-6) {
		return 1e-6
	}
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= x*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// ticks are the round numbers on the axis.
func (s scale) ticks() []float64 {
	var list []float64
	for i := math.Ceil(s.low/s.step - 1e-9); i*s.step <= s.high+s.step*1e-6 && len(list) < 50; i++ {
		list = append(list, i*s.step)
	}
	return list
}

// at is the place of x on an axis from one point to another.
func (s scale) at(x, from, to float64) float64 {
	return from + (Within(x, s.low, s.high)-s.low)/(s.high-s.low)*(to-from)
}
