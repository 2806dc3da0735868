package graph

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/score"
)

// Whatever Microsoft rounds, the points, the percentage or the percentage of the
// rounded points: the maximum explains both, and is found again.
func TestMaxIsFoundAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := float64(rapid.IntRange(1, 60).Draw(t, "max"))
		of := rapid.IntRange(1, 5000).Draw(t, "of")
		reached := float64(rapid.IntRange(0, of).Draw(t, "reached")) / float64(of)
		points := score.Hundredths(most * reached)
		percent := reached * 100
		switch rapid.SampledFrom([]string{"exact", "rounded", "of the rounded points"}).Draw(t, "percentage") {
		case "rounded":
			percent = score.Hundredths(percent)
		case "of the rounded points":
			percent = score.Hundredths(points / most * 100)
		}
		if !explains(most, points, percent) {
			t.Fatalf("%v does not explain %v points, %v %%", most, points, percent)
		}
		found, ok := maxFrom(points, percent)
		if doubt := most * (halfStep/points + halfStep/percent); doubt < 0.5 && (!ok || found != most) {
			t.Fatalf("found %v %t for %v, from %v points, %v %%", found, ok, most, points, percent)
		}
		if ok && (math.IsNaN(found) || found <= 0) {
			t.Fatalf("found %v", found)
		}
	})
}
