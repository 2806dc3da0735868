package score

import "testing"

func TestIsDrift(t *testing.T) {
	ignored := scored("x", 5, 10)
	ignored.State = "Ignored"
	moved := scored("x", 5.3, 10)
	moved.Category = "Apps"
	onlyMoved := scored("x", 5, 10)
	onlyMoved.Category = "Apps"
	here := scored("x", 5, 10)
	here.Category = "Identity"
	nowhere := Control{ID: "x", Points: 5, HasProfile: true}
	noMax := func(points float64) Control { c := nowhere; c.Points = points; return c }
	for _, tc := range []struct {
		name          string
		before, after Control
		want          bool
	}{
		{"the smallest gain", scored("x", 5, 10), scored("x", 5.01, 10), true},
		{"the smallest loss", scored("x", 5, 10), scored("x", 4.99, 10), true},
		{"almost half a point", scored("x", 5, 10), scored("x", 5.49, 10), true},
		{"almost half a point lost", scored("x", 5, 10), scored("x", 4.51, 10), true},
		{"half a point", scored("x", 5, 10), scored("x", 5.5, 10), false},
		{"half a point lost", scored("x", 5, 10), scored("x", 4.5, 10), false},
		{"almost a tenth of the maximum", scored("x", 1, 3), scored("x", 1.29, 3), true},
		{"a tenth of the maximum", scored("x", 1, 3), scored("x", 1.3, 3), false},
		{"a tenth of the maximum lost", scored("x", 1, 3), scored("x", 0.7, 3), false},
		{"half a point, a tenth of the maximum", scored("x", 1, 5), scored("x", 1.5, 5), false},
		{"almost both", scored("x", 1, 5), scored("x", 1.49, 5), true},
		{"all of a small action", scored("x", 0.3, 0.3), scored("x", 0, 0.3), false},
		{"9 points", scored("x", 9, 10), scored("x", 0, 10), false},
		{"it became complete", scored("x", 9.8, 10), scored("x", 10, 10), true},
		{"another state", scored("x", 5, 10), ignored, false},
		{"another maximum", scored("x", 5, 10), scored("x", 5.2, 10.1), false},
		{"a maximum that differs by rounding", scored("x", 5, 10), scored("x", 5.2, 10.004), true},
		{"another category", here, moved, true},
		{"another category and no points", here, onlyMoved, false},
		{"an unknown maximum", nowhere, noMax(5.1), false},
		{"a maximum that was unknown", nowhere, scored("x", 5.1, 10), true},
		{"a maximum that is unknown now", scored("x", 5, 10), noMax(5.1), true},
		{"a small maximum that is unknown now", scored("x", 1, 1), noMax(0.9), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			changes := Diff(of("2026-11-16", tc.before), of("2026-11-17", tc.after)).Changes
			if len(changes) != 1 || changes[0].IsDrift() != tc.want {
				t.Errorf("drift %v: %+v", !tc.want, changes)
			}
		})
	}
}

func TestNewGoneAndRenamedAreNoDrift(t *testing.T) {
	small, old := scored("AdminMFAV2", 0.1, 10), scored("AdminMFA", 0.05, 10)
	small.Title, old.Title = "Block it", "Block it"
	for name, days := range map[string][2]Snapshot{
		"new":     {of("2026-11-16"), of("2026-11-17", small)},
		"gone":    {of("2026-11-16", small), of("2026-11-17")},
		"renamed": {of("2026-11-16", old), of("2026-11-17", small)},
	} {
		changes := Diff(days[0], days[1]).Changes
		if len(changes) != 1 || changes[0].IsDrift() {
			t.Errorf("%s: %+v", name, changes)
		}
	}
}
