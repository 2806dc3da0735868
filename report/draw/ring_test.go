package draw

import (
	"math"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The score, its points and its zone do not touch the ring, with the longest
// numbers too.
func TestRingHoldsItsTexts(t *testing.T) {
	const width, height = 204.0, 150.0 // as in the PDF
	x, y, inner := width/2, height/2-height*0.04, height/2-22-ringWidth/2
	set := NewTypesetter(report.Appearance{})
	for _, l := range report.Languages {
		for _, points := range [][2]float64{{7, 9}, {696.61, 1101}, {1404.63, 2070}, {10404.63, 12070.25}} {
			m := report.Model{Zone: score.Okay}
			m.Locale = m.Locale.In(l)
			m.Current, m.Max, m.Percent = points[0], points[1], 100*points[0]/points[1]
			labels, _ := drawn(NewRing(m, set), set, spot(width, height))
			if len(labels) < 3 {
				t.Errorf("%s, %v: %d texts", l, points, len(labels))
			}
			for _, text := range labels {
				low, high := text.y-y, text.y+text.h-y
				far := math.Hypot(text.w/2, max(-low, high))
				if open := low < -inner/math.Sqrt2; !open && far > inner || math.Abs(text.x+text.w/2-x) > 1 {
					t.Errorf("%s, %v: %q reaches %.1f points from the middle, and the ring begins at %.1f",
						l, points, text.text, far, inner)
				}
			}
		}
	}
}
