// Package svg is a vg.Canvas that writes SVG to stand within a page. It knows
// nothing of reports.
//
// Colours become classes, as far as their owner names them, so that the page's
// style sheet can turn a drawing dark. Nothing has a style attribute, which a
// strict Content-Security-Policy forbids. A text carries the width that it was
// measured to have, and the reader's font is stretched to it: labels that were
// laid out apart stay apart.
//
// Lengths are points; a drawing's origin is its lower left corner, as vg has
// it. What has a coordinate that is not a number is left out. The same drawing
// gives the same bytes. Pictures within a drawing are not supported, and make
// it fail.
package svg

import (
	"errors"
	"fmt"
	"html"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"secure-score-reporter/report/internal/trace"
)

// Canvas collects a drawing.
type Canvas struct {
	width, height float64
	classes       map[color.NRGBA]string
	measure       func(face font.Face, s string) float64
	out           strings.Builder
	now           state
	stack         []state
	err           error
}

var _ vg.Canvas = (*Canvas)(nil)

type state struct {
	to     trace.Matrix
	ink    color.Color
	width  float64
	dashes []vg.Length
	phase  vg.Length
}

// Options are what a drawing is made of.
type Options struct {
	Width, Height float64
	// Classes are the names of colours: a class f-NAME fills with one, s-NAME
	// draws lines with it.
	Classes map[color.NRGBA]string
	// Measure is how wide a text is, in points.
	Measure func(face font.Face, s string) float64
}

// New is an empty drawing.
func New(o Options) *Canvas {
	return &Canvas{
		width: o.Width, height: o.Height, classes: o.Classes, measure: o.Measure,
		now: state{to: trace.Matrix{A: 1, D: -1, F: o.Height}, ink: color.Black, width: 1},
	}
}

// Text is the whole drawing, with id and alternative for who does not see it.
// The id has to be one that the page has once.
func (c *Canvas) Text(id, alternative string) (string, error) {
	if c.err != nil {
		return "", c.err
	}
	return fmt.Sprintf(`<svg viewBox="0 0 %s %s" role="img" aria-labelledby="%s"><title id="%s">%s</title>%s</svg>`,
		length(c.width), length(c.height), id, id, html.EscapeString(alternative), c.out.String()), nil
}

// SetLineWidth implements vg.Canvas.
func (c *Canvas) SetLineWidth(w vg.Length) { c.now.width = w.Points() }

// SetLineDash implements vg.Canvas.
func (c *Canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.now.dashes, c.now.phase = pattern, offset
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
	steps, ok := trace.Path(p, c.now.to)
	if !ok {
		return
	}
	c.out.WriteString(`<path d="` + data(steps) + `" ` + c.paint("s-", "stroke") + ` stroke-width="` +
		length(c.now.width*c.now.to.Scale()) + `"`)
	if len(c.now.dashes) > 0 {
		var dashes []string
		for _, d := range c.now.dashes {
			dashes = append(dashes, length(d.Points()))
		}
		c.out.WriteString(` stroke-dasharray="` + strings.Join(dashes, " ") + `"`)
		if c.now.phase != 0 {
			c.out.WriteString(` stroke-dashoffset="` + length(c.now.phase.Points()) + `"`)
		}
	}
	c.out.WriteString(`/>`)
}

// Fill implements vg.Canvas.
func (c *Canvas) Fill(p vg.Path) {
	if steps, ok := trace.Path(p, c.now.to); ok {
		c.out.WriteString(`<path d="` + data(steps) + `" ` + c.paint("f-", "fill") + `/>`)
	}
}

// FillString implements vg.Canvas. A text is never turned: only its place
// follows the transformations.
func (c *Canvas) FillString(face font.Face, pt vg.Point, s string) {
	x, y := c.now.to.Apply(pt.X.Points(), pt.Y.Points())
	size := face.Font.Size.Points()
	if s == "" || !trace.Finite(x, y, size) {
		return
	}
	weight := ""
	if strings.Contains(face.Font.Name(), "Bold") {
		weight = ` font-weight="600"`
	}
	const text = `<text x="%s" y="%s" font-size="%s"%s %s textLength="%s" lengthAdjust="spacingAndGlyphs">%s</text>`
	fmt.Fprintf(&c.out, text,
		length(x), length(y), length(size), weight, c.paint("f-", "fill"), length(c.measure(face, s)),
		html.EscapeString(s))
}

// DrawImage implements vg.Canvas; it makes the drawing fail.
func (c *Canvas) DrawImage(vg.Rectangle, image.Image) {
	c.err = errors.New("pictures are not drawn on this canvas")
}

// paint is the colour as a class, or as an attribute where it has no name.
func (c *Canvas) paint(prefix, attribute string) string {
	ink := color.NRGBAModel.Convert(c.now.ink).(color.NRGBA)
	if name, known := c.classes[ink]; known {
		return `class="` + prefix + name + `"`
	}
	if attribute == "stroke" {
		return fmt.Sprintf(`fill="none" stroke="#%02x%02x%02x"`, ink.R, ink.G, ink.B)
	}
	return fmt.Sprintf(`fill="#%02x%02x%02x"`, ink.R, ink.G, ink.B)
}

// data is a path as SVG writes it.
func data(steps []trace.Step) string {
	var b strings.Builder
	for _, s := range steps {
		switch s.Kind {
		case vg.MoveComp:
			b.WriteString("M" + pair(s.X, s.Y))
		case vg.LineComp:
			b.WriteString("L" + pair(s.X, s.Y))
		case vg.CurveComp:
			b.WriteString("C" + pair(s.X1, s.Y1) + " " + pair(s.X2, s.Y2) + " " + pair(s.X, s.Y))
		case vg.CloseComp:
			b.WriteString("Z")
		}
	}
	return b.String()
}

func pair(x, y float64) string { return length(x) + " " + length(y) }

// length is a number with as many decimals as a screen can show.
func length(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
}
