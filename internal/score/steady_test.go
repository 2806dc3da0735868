package score

import "testing"

func TestIsNoise(t *testing.T) {
	for difference, want := range map[float64]bool{
		0: true, 0.44: true, -0.44: true, 0.444: true, 0.445: false, 0.45: false, -0.45: false, 0.49: false,
		0.5: false, -0.5: false, 3: false,
	} {
		if IsNoise(difference) != want {
			t.Errorf("%v: noise is %v", difference, !want)
		}
	}
}

// Each case is a score of 100 points, so that points are percentage points.
func TestG12ASteadyScore(t *testing.T) {
	for _, tc := range []struct {
		name     string
		after    [3]float64 // of 30, 30 and 30 points before; the maximum of each is 33
		steady   bool
		up, down float64
	}{
		{"G12: +2.00 and −1.97", [3]float64{32, 28.03, 30}, true, 2, -1.97},
		{"nothing", [3]float64{30, 30, 30}, true, 0, 0},
		{"one improved a little", [3]float64{30.5, 30, 30}, false, 0.5, 0},
		{"drift up", [3]float64{30.2, 30.2, 30}, true, 0.4, 0},
		{"drift down", [3]float64{29.8, 29.8, 30}, true, 0, -0.4},
		{"one improved, drift took some back", [3]float64{30.6, 29.7, 30}, false, 0.6, -0.3},
		{"one regressed, drift made more of it good", [3]float64{29.5, 30.4, 30.4}, true, 0.8, -0.5},
		{"both ways, and half a percentage point", [3]float64{32, 28.5, 30}, false, 2, -1.5},
		{"drift of half a percentage point", [3]float64{30.25, 30.25, 30}, false, 0.5, 0},
		{"both ways, and printed as half a percentage point", [3]float64{32, 28.47, 30}, false, 2, -1.53},
		{"both ways, and printed as 0.4", [3]float64{32, 28.44, 30}, true, 2, -1.56},
	} {
		t.Run(tc.name, func(t *testing.T) {
			day := func(points [3]float64) Snapshot {
				return of("2026-11-16", scored("A", points[0], 33), scored("B", points[1], 33),
					scored("C", points[2], 33), scored("rest", 0, 1))
			}
			a := Diff(day([3]float64{30, 30, 30}), day(tc.after)).Rounded()
			if up, down := a.Ways(); a.Steady() != tc.steady || !near(up, tc.up) || !near(down, tc.down) {
				t.Errorf("%v: steady %v, %v up, %v down; want %v, %v, %v", a.Percent, a.Steady(), up, down, tc.steady,
					tc.up, tc.down)
			}
		})
	}
}

// "G1: own moves of 1.05, 0.19, 0.18, 0.14, 0.14, 0.07 points down" are one
// regression and five that drifted.
func TestG1DriftIsACauseOfItsOwn(t *testing.T) {
	var before, after []Control
	for i, lost := range []float64{1.05, 0.19, 0.18, 0.14, 0.14, 0.07} {
		id := string(rune('A' + i))
		before, after = append(before, scored(id, 5, 10)), append(after, scored(id, Hundredths(5-lost), 10))
	}
	groups := Diff(of("2026-11-16", before...), of("2026-11-23", after...)).Rounded().ByCause()
	if len(groups) != 2 || groups[0].Cause != Regression || len(groups[0].Changes) != 1 ||
		groups[1].Cause != Drift || len(groups[1].Changes) != 5 || !near(groups[1].Effect, -1.2) {
		t.Fatalf("%+v", groups)
	}
	for i, c := range groups[1].Changes {
		if !c.Has(Regressed) || c.Counts(Regressed) {
			t.Errorf("drift %d is of the kinds %v, and counts as regressed: %v", i, c.Kinds, c.Counts(Regressed))
		}
	}
	if !groups[0].Changes[0].Counts(Regressed) || groups[0].Changes[0].Counts(Improved) {
		t.Error("the regression does not count as one")
	}
}

// A loss that only another maximum explains counts as another maximum alone.
func TestCountsLeavesOutWhatMicrosoftDid(t *testing.T) {
	c := Diff(of("2026-11-16", scored("A", 10, 10)), of("2026-11-23", scored("A", 5, 5))).Changes[0]
	if c.Counts(Regressed) || !c.Counts(Repointed) {
		t.Errorf("%v: counts as regressed %v, as repointed %v", c.Kinds, c.Counts(Regressed), c.Counts(Repointed))
	}
}

func TestRealPercent(t *testing.T) {
	a := Diff(of("2026-11-16", scored("A", 30, 50), scored("B", 30, 50)),
		of("2026-11-23", scored("A", 29, 50), scored("B", 30.2, 50)))
	a.Unattributed = 3
	if !near(a.RealPercent(), -1) {
		t.Errorf("%v, want −1 without drift and what nothing explains", a.RealPercent())
	}
}
