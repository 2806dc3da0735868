package graph

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"secure-score-reporter/internal/score"
)

// The maximum agrees with points and percentage and can be computed from them,
// whether Microsoft rounds the points, the percentage, or both.
func TestMaxFromRoundedNumbers(t *testing.T) {
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
		if !agrees(most, points, percent) {
			t.Fatalf("%v does not agree with %v points, %v %%", most, points, percent)
		}
		found, ok := maxFrom(points, percent)
		if tolerance := most * (halfStep/points + halfStep/percent); tolerance < 0.5 && (!ok || found != most) {
			t.Fatalf("found %v %t for %v, from %v points, %v %%", found, ok, most, points, percent)
		}
		if ok && (math.IsNaN(found) || found <= 0) {
			t.Fatalf("found %v", found)
		}
	})
}

func TestMax(t *testing.T) {
	for name, c := range map[string]struct {
		points, percent float64
		want            float64 // 0 is unknown
	}{
		"all":                {10, 100, 10},
		"rounded percentage": {6.67, 66.7, 10},
		"two decimals":       {3.33, 33.33, 10},
		"a third of eight":   {2.67, 33.33, 8},
		"small part":         {0.01, 0.11, 9},
		"not whole":          {1.5, 60, 2.5},
		"zero":               {0, 0, 0},
		"no points":          {0, 50, 0},
		"no percentage":      {5, math.NaN(), 0},
		"zero percent":       {5, 0, 0},
		"tiny percentage":    {1, 1e-300, 0},
		"impossible result":  {999_999, 0.5, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := maxFrom(c.points, c.percent)
			if got != c.want || ok != (c.want != 0) {
				t.Errorf("got %v %t, want %v", got, ok, c.want)
			}
			if ok && !agrees(got, c.points, c.percent) {
				t.Errorf("%v does not agree with %v points, %v %%", got, c.points, c.percent)
			}
		})
	}
}
