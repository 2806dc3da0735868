package score

import (
	"math"
	"testing"
)

// What is zero is a number; what has no maximum is not.
func TestComparisonsOfSmallNumbers(t *testing.T) {
	in := func(category string, points, maximum float64, source MaxSource) Control {
		c := scored(category, points, maximum)
		c.Category, c.MaxSource = category, source
		return c
	}
	s := of("2026-11-23",
		in("Identity", 0.2, 0.5, MaxOfProfile), in("Data", 3, 0, MaxUnknown), in("Device", 1, 2, MaxOfProfile),
		in("Apps", 1, 2, MaxOfProfile), in("Infrastructure", 1, 2, MaxOfProfile),
	)
	s.Averages = []Average{{Basis: BasisSimilar, Percent: 40, SeatsFrom: 100, SeatsTo: 300,
		Categories: []CategoryAverage{
			{"Apps", 0.25, 0.5}, {"Data", 5, 10}, {"Device", 0, 10}, {"Identity", 3, 0},
		}}}
	similar := s.Comparisons()[1]
	if similar.SeatsFrom != 100 || similar.SeatsTo != 300 {
		t.Errorf("seats from %d to %d, want 100 to 300", similar.SeatsFrom, similar.SeatsTo)
	}
	none := math.NaN()
	want := []struct {
		category      string
		ours, average float64
	}{
		{"Identity", 40, none}, // an average without a maximum
		{"Data", none, 50},     // no known maximum of ours
		{"Device", 50, 0},
		{"Apps", 50, 50},
		{"Infrastructure", 50, none},
	}
	for i, w := range want {
		c := similar.Categories[i]
		same := func(a, b float64) bool { return near(a, b) || math.IsNaN(a) && math.IsNaN(b) }
		if c.Category != w.category || !same(c.Ours, w.ours) || !same(c.Percent, w.average) ||
			!same(c.Ahead, w.ours-w.average) {
			t.Errorf("%+v, want %s with ours %v and average %v", c, w.category, w.ours, w.average)
		}
	}
	s.Averages[0].Percent = 39.994 // printed as 39.99
	s.Current, s.Max = 40.005, 100 // printed as 40.01
	if ahead := s.Comparisons()[1].Ahead; ahead != 0.02 {
		t.Errorf("ahead by %v, want the difference of the two as they are printed", ahead)
	}
	s.Averages[0].Percent = none
	for _, c := range s.Comparisons()[1].Categories {
		if !math.IsNaN(c.Percent) {
			t.Errorf("%s has the average %v, though Microsoft sent none of the score", c.Category, c.Percent)
		}
	}
}
