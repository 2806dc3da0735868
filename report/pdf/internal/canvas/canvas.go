package canvas

import (
	"image"
	"image/color"
	"math"

	"github.com/jung-kurt/gofpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report/internal/trace"
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
	to     trace.Matrix
	ink    color.Color
	width  float64
	dashes []float64
	phase  float64
}

// Canvas is the rectangle of the current page whose top left corner is x, y.
// It has no width: vg clips nothing.
func (d *Doc) Canvas(x, y, h float64) *Canvas {
	return &Canvas{doc: d, now: state{to: trace.Matrix{A: 1, D: -1, E: x, F: y + h}, ink: color.Black, width: 1}}
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
	c.now.to = c.now.to.After(trace.Matrix{A: cos, B: sin, C: -sin, D: cos})
}

// Translate implements vg.Canvas.
func (c *Canvas) Translate(pt vg.Point) {
	c.now.to = c.now.to.After(trace.Matrix{A: 1, D: 1, E: pt.X.Points(), F: pt.Y.Points()})
}

// Scale implements vg.Canvas.
func (c *Canvas) Scale(x, y float64) { c.now.to = c.now.to.After(trace.Matrix{A: x, D: y}) }

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
	c.doc.tagInk()
	f, scale := c.doc.f, c.now.to.Scale()
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
	c.doc.tagInk()
	c.doc.f.SetFillColor(rgb(c.now.ink))
	c.trace(p, "F")
}

// FillString implements vg.Canvas. The font is looked up by its name among the
// document's fonts.
func (c *Canvas) FillString(face font.Face, pt vg.Point, s string) {
	m, size := c.now.to, face.Font.Size.Points()
	if m.A == 1 && m.B == 0 && m.C == 0 && m.D == -1 {
		x, y := m.Apply(pt.X.Points(), pt.Y.Points())
		c.doc.Text(face.Font.Name(), size, c.now.ink, x, y, s)
		return
	}
	c.doc.tagInk() // a mark has to begin and end outside a transformation
	f, h := c.doc.f, c.doc.height
	f.TransformBegin()
	f.Transform(gofpdf.TransformMatrix{A: m.A, B: -m.B, C: m.C, D: -m.D, E: m.E, F: h - m.F})
	c.doc.font = "" // what is chosen in here is undone at the end
	c.doc.Text(face.Font.Name(), size, c.now.ink, pt.X.Points(), h-pt.Y.Points(), s)
	f.TransformEnd()
	c.doc.font = ""
}

// DrawImage implements vg.Canvas; it makes the document fail.
func (c *Canvas) DrawImage(vg.Rectangle, image.Image) {
	c.doc.f.SetErrorf("images are not drawn on this canvas")
}

// trace hands a path over. A path with a coordinate that is not a number is
// left out whole.
func (c *Canvas) trace(p vg.Path, how string) {
	steps, ok := trace.Path(p, c.now.to)
	if !ok {
		return
	}
	f := c.doc.f
	for _, s := range steps {
		switch s.Kind {
		case vg.MoveComp:
			f.MoveTo(s.X, s.Y)
		case vg.LineComp:
			f.LineTo(s.X, s.Y)
		case vg.CurveComp:
			f.CurveBezierCubicTo(s.X1, s.Y1, s.X2, s.Y2, s.X, s.Y)
		case vg.CloseComp:
			f.ClosePath()
		}
	}
	f.DrawPath(how)
}
