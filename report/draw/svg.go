package draw

import (
	"fmt"
	"html/template"
	"image/color"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/draw/internal/svg"
)

// colorClasses are the design's colours as the style sheet of the page names them,
// with another shade of each for dark screens.
var colorClasses = map[color.NRGBA]string{
	InkColor: "ink", MutedColor: "muted", FaintColor: "faint", RuleColor: "rule", ShadeColor: "shade", PaperColor: "paper",
	gainColor: "gain", lossColor: "loss", OkayColor: "okay", OkayInk: "okayink",
}

// SVG is a chart of w by h points as part of a page; id is its own there.
func SVG(c Chart, set *Typesetter, w, h float64, id, says string) (template.HTML, error) {
	classes := map[color.NRGBA]string{set.Accent: "accent"}
	for ink, name := range colorClasses {
		classes[ink] = name // the design's own come before an accent of the same colour
	}
	canvas := svg.New(svg.Options{Width: w, Height: h, Classes: classes, Measure: func(face font.Face, s string) float64 {
		return set.Width(Lettering{Bold: face.Font.Weight > xfont.WeightNormal, Size: face.Font.Size.Points()}, s)
	}})
	c.Draw(canvas, spot(w, h))
	text, err := canvas.Text(id, plaintext.Clean(says))
	if err != nil {
		return "", fmt.Errorf("drawing %s: %w", id, err)
	}
	// Numbers, our own class names, and text that the canvas has escaped.
	return template.HTML(text), nil
}
