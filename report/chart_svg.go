package report

import (
	"fmt"
	"html/template"
	"image/color"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"

	"secure-score-reporter/report/internal/svg"
)

// colorClasses are the design's colours as the style sheet of the page names them,
// with another shade of each for dark screens.
var colorClasses = map[color.NRGBA]string{
	inkColor: "ink", mutedColor: "muted", faintColor: "faint", ruleColor: "rule", shadeColor: "shade", paperColor: "paper",
	gainColor: "gain", lossColor: "loss", okayColor: "okay", okayInk: "okayink",
}

// chartSVG is a chart of w by h points as part of a page; id is its own there.
func chartSVG(c chart, set *typesetter, w, h float64, id, says string) (template.HTML, error) {
	classes := map[color.NRGBA]string{set.accent: "accent"}
	for ink, name := range colorClasses {
		classes[ink] = name // the design's own come before an accent of the same colour
	}
	canvas := svg.New(svg.Options{Width: w, Height: h, Classes: classes, Measure: func(face font.Face, s string) float64 {
		return set.width(lettering{bold: face.Font.Weight > xfont.WeightNormal, size: face.Font.Size.Points()}, s)
	}})
	c.draw(canvas, spot(w, h))
	text, err := canvas.Text(id, mailClean(says))
	if err != nil {
		return "", fmt.Errorf("drawing %s: %w", id, err)
	}
	// Numbers, our own class names, and text that the canvas has escaped.
	return template.HTML(text), nil
}
