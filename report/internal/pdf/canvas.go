package pdf

import (
	"image"
	"image/color"
	"math"

	"github.com/jung-kurt/gofpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Canvas draws vg graphics as vectors into a rectangle of a page. It does all
// transformation itself and hands gofpdf finished coordinates. Images are not
// supported.
type Canvas struct {
	doc   *Doc
	now   state
	stack []state
}

var _ vg.Canvas = (*Canvas)(nil)

type state struct {
	to     matrix
	ink    color.Color
	width  float64
	dashes []float64
	phase  float64
}

// Canvas is the rectangle of the current page whose top left corner is x, y.
// It has no width: vg clips nothing.
func (d *Doc) Canvas(x, y, h float64) *Canvas {
	return &Canvas{doc: d, now: state{to: matrix{a: 1, d: -1, e: x, f: y + h}, ink: color.Black, width: 1}}
}

// SetLineWidth implements vg.Canvas.
func (c *Canvas) SetLineWidth(w vg.Length) { c.now.width = w.Points() }

// SetLineDash implements vg.Canvas.
func (c *Canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.now.dashes = nil
	for _, d := range pattern {
		c.now.dashes = append(c.now.dashes, d.Points())
	}
	c.now.phase = offset.Points()
}

// SetColor implements vg.Canvas.
func (c *Canvas) SetColor(ink color.Color) { c.now.ink = ink }

// Rotate implements vg.Canvas.
func (c *Canvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.now.to = c.now.to.after(matrix{a: cos, b: sin, c: -sin, d: cos})
}

// Translate implements vg.Canvas.
func (c *Canvas) Translate(pt vg.Point) {
	c.now.to = c.now.to.after(matrix{a: 1, d: 1, e: pt.X.Points(), f: pt.Y.Points()})
}

// Scale implements vg.Canvas.
func (c *Canvas) Scale(x, y float64) { c.now.to = c.now.to.after(matrix{a: x, d: y}) }

// Push implements vg.Canvas.
func (c *Canvas) Push() { c.stack = append(c.stack, c.now) }

// Pop implements vg.Canvas.
func (c *Canvas) Pop() {
	if n := len(c.stack); n > 0 {
		c.now, c.stack = c.stack[n-1], c.stack[:n-1]
	}
}

// Stroke implements vg.Canvas.
func (c *Canvas) Stroke(p vg.Path) {
	if c.now.width <= 0 {
		return
	}
	f, scale := c.doc.f, math.Sqrt(math.Abs(c.now.to.a*c.now.to.d-c.now.to.b*c.now.to.c))
	f.SetDrawColor(rgb(c.now.ink))
	f.SetLineWidth(c.now.width * scale)
	if len(c.now.dashes) > 0 {
		f.SetDashPattern(c.now.dashes, c.now.phase)
		defer f.SetDashPattern(nil, 0)
	}
	c.trace(p, "D")
}

// Fill implements vg.Canvas.
func (c *Canvas) Fill(p vg.Path) {
	c.doc.f.SetFillColor(rgb(c.now.ink))
	c.trace(p, "F")
}

// FillString implements vg.Canvas. The font is looked up by its name among the
// document's fonts.
func (c *Canvas) FillString(face font.Face, pt vg.Point, s string) {
	m, size := c.now.to, face.Font.Size.Points()
	if m.a == 1 && m.b == 0 && m.c == 0 && m.d == -1 {
		x, y := m.apply(pt.X.Points(), pt.Y.Points())
		c.doc.Text(face.Font.Name(), size, c.now.ink, x, y, s)
		return
	}
	f, h := c.doc.f, c.doc.height
	f.TransformBegin()
	f.Transform(gofpdf.TransformMatrix{A: m.a, B: -m.b, C: m.c, D: -m.d, E: m.e, F: h - m.f})
	c.doc.font = "" // what is chosen in here is undone at the end
	c.doc.Text(face.Font.Name(), size, c.now.ink, pt.X.Points(), h-pt.Y.Points(), s)
	f.TransformEnd()
	c.doc.font = ""
}

// DrawImage implements vg.Canvas; it makes the document fail.
func (c *Canvas) DrawImage(vg.Rectangle, image.Image) {
	c.doc.f.SetErrorf("images are not drawn on this canvas")
}

// trace hands a path over. A path with a coordinate that is not a number is left
// out whole.
func (c *Canvas) trace(p vg.Path, how string) {
	var t tracer
	for _, comp := range p {
		t.add(comp, c.now.to)
	}
	if t.broken || len(t.steps) == 0 {
		return
	}
	f := c.doc.f
	for _, s := range t.steps {
		switch s.kind {
		case vg.MoveComp:
			f.MoveTo(s.x, s.y)
		case vg.LineComp:
			f.LineTo(s.x, s.y)
		case vg.CurveComp:
			f.CurveBezierCubicTo(s.x1, s.y1, s.x2, s.y2, s.x, s.y)
		case vg.CloseComp:
			f.ClosePath()
		}
	}
	f.DrawPath(how)
}

// matrix maps x, y to a*x+c*y+e, b*x+d*y+f.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// after is the matrix that does inner first, then m.
func (m matrix) after(inner matrix) matrix {
	e, f := m.apply(inner.e, inner.f)
	return matrix{
		a: m.a*inner.a + m.c*inner.b, b: m.b*inner.a + m.d*inner.b,
		c: m.a*inner.c + m.c*inner.d, d: m.b*inner.c + m.d*inner.d,
		e: e, f: f,
	}
}
