package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reversalDays are days one after the other. Each course is the points of a
// control on these days, negative where it is not scored.
func reversalDays(courses map[string][]float64) (days []Snapshot) {
	for i := range courses["a"] {
		var controls []Control
		for id, points := range courses {
			if points[i] >= 0 {
				controls = append(controls, scored(id, points[i], 10))
			}
		}
		s := of(Date("2026-11-16").AddDays(i), controls...)
		s.Normalize()
		days = append(days, s)
	}
	return days
}

func TestReversals(t *testing.T) {
	days := reversalDays(map[string][]float64{
		"a":       {5, 8, 6, 6},       // 3 up, 2 down
		"B":       {9, 4, 9, 9},       // 5 down, 5 up
		"c":       {8, 6, 9, 9},       // 2 down, 3 up: as much as a
		"d":       {5, 5.5, 4.5, 4.9}, // the last is drift
		"drifts":  {5, 5.4, 5.1, 5.4},
		"rises":   {1, 2, 3, 4},
		"falls":   {4, 3, 2, 1},
		"stays":   {5, 5, 5, 5},
		"late":    {7, 7, 8, 7},
		"removed": {5, 9, -1, -1},
		"again":   {5, 9, -1, 5}, // gone and back is no loss
	})
	type reversal struct {
		ID                        string
		Points, Gained, Lost, Net float64
		Turns                     int
	}
	var got []reversal
	for _, r := range Reversals(days) {
		got = append(got, reversal{r.Control.ID, r.Control.Points, r.Gained, r.Lost, r.Net(), r.Turns})
	}
	want := []reversal{ // by how much they moved, then by id
		{"B", 9, 5, 5, 0, 1},
		{"a", 6, 3, 2, 1, 1},
		{"c", 9, 3, 2, 1, 1},
		{"late", 7, 1, 1, 0, 1},
		{"d", 4.9, 0.9, 1, -0.1, 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestTwoDaysHaveNoReversal(t *testing.T) {
	days := reversalDays(map[string][]float64{"a": {5, 8}})
	if got := Reversals(days); len(got) != 0 {
		t.Errorf("%+v, want none", got)
	}
	if got := Reversals(nil); len(got) != 0 {
		t.Errorf("%+v, want none without days", got)
	}
}

// A control that Microsoft gave an id of a higher version is one control.
func TestReversalAcrossARename(t *testing.T) {
	named := func(id string, points float64) Snapshot {
		c := scored(id, points, 10)
		c.Title = "MFA"
		return of("2026-11-16", c)
	}
	got := Reversals([]Snapshot{named("MFAV1", 5), named("MFAV1", 8), named("MFAV2", 8), named("MFAV2", 6)})
	if len(got) != 1 || got[0].Control.ID != "MFAV2" || got[0].Gained != 3 || got[0].Lost != 2 {
		t.Errorf("%+v, want MFAV2 alone, 3 up and 2 down", got)
	}
}

// What Microsoft takes is no loss.
func TestANewMaximumIsNoReversal(t *testing.T) {
	got := Reversals([]Snapshot{of("2026-11-16", scored("a", 5, 10)), of("2026-11-17", scored("a", 10, 10)),
		of("2026-11-18", scored("a", 5, 5))})
	if len(got) != 0 {
		t.Errorf("%+v, want none", got)
	}
}
