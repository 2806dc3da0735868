package draw

import (
	"fmt"
	"image/color"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/draw/internal/svg"
)

// colorClasses are the design's colours by their class in the page's style
// sheet, which has another shade of each for dark screens.
var colorClasses = map[color.NRGBA]string{
	InkColor: "ink", MutedColor: "muted", FaintColor: "faint", RuleColor: "rule", ShadeColor: "shade",
	PaperColor: "paper",
	gainColor:  "gain", lossColor: "loss", OkayColor: "okay", OkayInk: "okayink",
}

// SVG is a chart of w by h points as part of a page: markup whose texts are
// escaped. The id has to be unique in the page; alternative is for readers who
// do not see the chart.
func SVG(c Chart, set *Typesetter, w, h float64, id, alternative string) (string, error) {
	classes := map[color.NRGBA]string{set.Accent: "accent"}
	for ink, name := range colorClasses {
		classes[ink] = name // overrides an accent of the same colour
	}
	canvas := svg.New(svg.Options{Width: w, Height: h, Classes: classes,
		Measure: func(face font.Face, s string) float64 {
			return set.Width(Lettering{Bold: face.Font.Weight > xfont.WeightNormal, Size: face.Font.Size.Points()}, s)
		}})
	c.Draw(canvas, spot(w, h))
	text, err := canvas.Text(id, plaintext.Clean(alternative))
	if err != nil {
		return "", fmt.Errorf("drawing %s: %w", id, err)
	}
	return text, nil
}
