package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCategories(t *testing.T) {
	in := func(category string, points, maximum float64) Control {
		c := scored(category, points, maximum)
		c.Category = category
		return c
	}
	unknown := in("Apps", 3, 0)
	unknown.MaxSource = MaxUnknown
	got := Categories(of("2026-11-23",
		in("Novel", 1, 1), in(" ", 2, 4), in("Apps", 1, 2), unknown, in("Data", 0, 5), in("Identity", 0.1, 0.3),
		in(" identity", 0.2, 0.6), in("Device", 1, 8),
	))
	want := []CategoryTotal{ // the portal's in its order, then the others by name
		{Category: "Identity", Points: 0.3, Max: 0.9, Controls: 2, Measured: 0.3},
		{Category: "Data", Points: 0, Max: 5, Controls: 1, Measured: 0},
		{Category: "Device", Points: 1, Max: 8, Controls: 1, Measured: 1},
		{Category: "Apps", Points: 4, Max: 2, Controls: 2, Unknown: 1, Measured: 1},
		{Category: "Novel", Points: 1, Max: 1, Controls: 1, Measured: 1},
		{Category: "Uncategorized", Points: 2, Max: 4, Controls: 1, Measured: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if percent := got[3].Percent(); percent != 50 {
		t.Errorf("Apps is at %v %%, want 50: 1 of 2 points, without the control of unknown maximum", percent)
	}
}

func TestCategoriesSumToTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := snapshots().Draw(t, "snapshot")
		var points float64
		var controls int
		for _, c := range Categories(s) {
			points += c.Points
			controls += c.Controls
		}
		if Hundredths(points) != s.Sum() || controls != len(s.Controls) {
			t.Fatalf("categories have %v points of %d controls, the score has %v of %d", points, controls, s.Sum(),
				len(s.Controls))
		}
	})
}
