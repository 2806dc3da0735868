package svg

import (
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

var ink = color.NRGBA{R: 1, G: 2, B: 3, A: 255}

func drawing() *Canvas {
	return New(Options{
		Width: 100, Height: 50, Classes: map[color.NRGBA]string{ink: "ink"},
		Measure: func(_ font.Face, s string) float64 { return float64(len(s)) * 5 },
	})
}

// parsed reads a drawing as XML, which a page's parser would forgive, and
// returns its elements.
func parsed(t *testing.T, c *Canvas) []xml.StartElement {
	t.Helper()
	text, err := c.Text("a", `<b> & "c"`)
	if err != nil {
		t.Fatal(err)
	}
	var elements []xml.StartElement
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if start, ok := token.(xml.StartElement); ok {
			elements = append(elements, start.Copy())
			for _, a := range start.Attr {
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("attribute %s", a.Name.Local)
				}
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestDrawing(t *testing.T) {
	c := drawing()
	var line vg.Path
	line.Move(vg.Point{X: 10, Y: 10})
	line.Line(vg.Point{X: 20, Y: 40})
	c.SetColor(ink)
	c.SetLineDash([]vg.Length{4, 2.5}, 1)
	c.Stroke(line)
	c.Push()
	c.Translate(vg.Point{X: 50, Y: 0})
	c.Scale(2, 2)
	c.SetColor(color.NRGBA{R: 255, A: 255})
	c.Fill(line)
	c.Pop()
	c.FillString(font.Face{Font: font.Font{Size: 8}}, vg.Point{X: 1, Y: 2}, "<script>&")
	elements := parsed(t, c)
	if len(elements) != 5 { // svg, title, two paths, text
		t.Fatalf("%d elements: %v", len(elements), elements)
	}
	for _, want := range []struct {
		element          int
		attribute, value string
	}{
		{0, "viewBox", "0 0 100 50"}, {0, "role", "img"},
		{2, "d", "M10 40L20 10"}, {2, "class", "s-ink"}, {2, "stroke-dasharray", "4 2.5"}, {2, "stroke-width", "1"},
		{3, "d", "M70 30L90 -30"}, {3, "fill", "#ff0000"},
		{4, "x", "1"}, {4, "y", "48"}, {4, "textLength", "45"}, {4, "class", "f-ink"},
	} {
		if got := attribute(elements[want.element], want.attribute); got != want.value {
			t.Errorf("%s of element %d is %q, want %q", want.attribute, want.element, got, want.value)
		}
	}
}

// What is no number is left out and harms nothing else.
func TestWhatIsNoNumber(t *testing.T) {
	c := drawing()
	var broken vg.Path
	broken.Move(vg.Point{X: vg.Length(math.NaN()), Y: 1})
	broken.Line(vg.Point{X: vg.Length(math.Inf(1)), Y: 1})
	c.Stroke(broken)
	c.Fill(broken)
	c.FillString(font.Face{Font: font.Font{Size: 8}}, vg.Point{X: vg.Length(math.NaN())}, "text")
	if elements := parsed(t, c); len(elements) != 2 {
		t.Errorf("drawn: %v", elements)
	}
}

func TestAPictureFails(t *testing.T) {
	c := drawing()
	c.DrawImage(vg.Rectangle{}, nil)
	if _, err := c.Text("a", "b"); err == nil {
		t.Error("no error")
	}
}
