package mail

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
)

// accent is the colour of the letter's rule, links and button: the configured
// one, which is readable on white, and a lighter one for the dark design.
type accent struct{ Light, Dark string }

// builtIn are the design's own.
var builtIn = accent{Light: "#1a56ab", Dark: "#8fbcf9"}

func accentOf(a report.Appearance) accent {
	if a.Accent == "" {
		return builtIn
	}
	light := draw.AccentHex(a)
	return accent{Light: light, Dark: lightened(light)}
}

// The style sheets have these in place of a colour.
const (
	lightMark = "<accent>"
	darkMark  = "<accent-dark>"
)

// coloured is a style sheet with the accent filled in.
func (a accent) coloured(sheet string) string {
	return strings.NewReplacer(lightMark, a.Light, darkMark, a.Dark).Replace(sheet)
}

// darkGround is the lightest ground of the dark design, and readable the
// contrast that text has to have on it.
const (
	darkGround = "#1c2631"
	readable   = 4.5
)

// lightened is the colour, mixed with as little white as makes it readable on
// the dark ground.
func lightened(colour string) string {
	ground := luminance(channels(darkGround))
	rgb := channels(colour)
	const steps = 20
	for step := range steps {
		share := float64(step) / steps
		var mixed [3]float64
		for i, c := range rgb {
			mixed[i] = math.Round(c + (255-c)*share)
		}
		if (luminance(mixed)+0.05)/(ground+0.05) >= readable {
			return fmt.Sprintf("#%02x%02x%02x", int(mixed[0]), int(mixed[1]), int(mixed[2]))
		}
	}
	return builtIn.Dark
}

// channels are red, green and blue of a colour such as #1a56ab, 0 to 255.
func channels(colour string) (rgb [3]float64) {
	for i := range rgb {
		value, _ := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		rgb[i] = float64(value)
	}
	return rgb
}

// luminance is the relative luminance of WCAG 2.
// Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
func luminance(rgb [3]float64) float64 {
	sum := 0.0
	for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		c := rgb[i] / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
