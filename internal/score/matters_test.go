package score

import "testing"

func TestMatters(t *testing.T) {
	base := of("2026-11-16", scored("A", 5, 10), scored("B", 5, 10))
	ignored, moved := scored("A", 5, 10), scored("A", 5, 10)
	ignored.State = "Ignored"
	base.Controls[0].Category, moved.Category = "Apps", "Identity"
	for _, tc := range []struct {
		name      string
		after     []Control
		minPoints float64
		want      bool
	}{
		{"nothing", []Control{scored("A", 5, 10), scored("B", 5, 10)}, 0.5, false},
		{"nothing, where all drift counts", []Control{scored("A", 5, 10), scored("B", 5, 10)}, 0, false},
		{"the smallest drift, where all counts", []Control{scored("A", 5.01, 10), scored("B", 5, 10)}, 0, true},
		{"little drift", []Control{scored("A", 5.49, 10), scored("B", 5, 10)}, 0.5, false},
		{"little drift down", []Control{scored("A", 4.51, 10), scored("B", 5, 10)}, 0.5, false},
		{"drift adds up", []Control{scored("A", 5.25, 10), scored("B", 5.25, 10)}, 0.5, true},
		{"drift adds up to a hundredth less", []Control{scored("A", 5.25, 10), scored("B", 5.24, 10)}, 0.5, false},
		{"drift down adds up", []Control{scored("A", 4.75, 10), scored("B", 4.75, 10)}, 0.5, true},
		{"drift in both directions does not", []Control{scored("A", 5.4, 10), scored("B", 4.6, 10)}, 0.5, false},
		{"a gain and a loss", []Control{scored("A", 9, 10), scored("B", 1, 10)}, 50, true},
		{"exactly the least that is no drift", []Control{scored("A", 5.5, 10), scored("B", 5, 10)}, 50, true},
		{"the same down", []Control{scored("A", 4.5, 10), scored("B", 5, 10)}, 50, true},
		{"another status", []Control{ignored, scored("B", 5, 10)}, 50, true},
		{"a new action", []Control{scored("A", 5, 10), scored("B", 5, 10), scored("C", 0, 1)}, 50, true},
		{"an action less", []Control{scored("A", 5, 10)}, 50, true},
		{"another maximum", []Control{scored("A", 5, 10), scored("B", 5, 11)}, 50, true},
		{"another category", []Control{moved, scored("B", 5, 10)}, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Diff(base, of("2026-11-17", tc.after...)).Matters(tc.minPoints, nil); got != tc.want {
				t.Errorf("Matters = %v, want %v", got, tc.want)
			}
		})
	}
}

// "T29: minPoints: 13; one control falls from 9 to 0 of 10" is an alert, and so
// is every other move of one control that is no drift.
func TestT29ARealMoveAlwaysMatters(t *testing.T) {
	rest := scored("rest", 300, 590)
	for _, minPoints := range []float64{0, 5, 13, 1000} {
		for _, points := range []float64{0, 4, 8.5, 9.5, 10} {
			a := Diff(of("2026-11-16", scored("A", 9, 10), rest), of("2026-11-17", scored("A", points, 10), rest))
			if !a.Matters(minPoints, nil) {
				t.Errorf("9 to %v points with minPoints %v is no reason for an alert", points, minPoints)
			}
		}
	}
}

func TestDriftIsNothingBesideMore(t *testing.T) {
	base := of("2026-11-16", scored("A", 5, 10), scored("B", 5, 10))
	points, more := Diff(base, of("2026-11-17", scored("A", 5.3, 10), scored("B", 0, 10))).drift(nil)
	if points != 0 || !more {
		t.Errorf("%v points of drift, more %v", points, more)
	}
}

// A rename alone is no news. One with a move is, however small.
func TestARenameMattersWhereItMoved(t *testing.T) {
	old, now := scored("AdminMFA", 5, 10), scored("AdminMFAV2", 5, 10)
	old.Title, now.Title = "Block it", "Block it"
	if Diff(of("2026-11-16", old), of("2026-11-17", now)).Matters(0, nil) {
		t.Error("a rename matters")
	}
	now.Points = 5.01
	if !Diff(of("2026-11-16", old), of("2026-11-17", now)).Matters(50, nil) {
		t.Error("a rename with a move does not matter")
	}
}

// What the headline does without the controls counts like a move, and what the
// controls do without the headline too.
func TestMattersWithoutTheOther(t *testing.T) {
	base := of("2026-11-16", scored("A", 5, 10), scored("B", 5, 10))
	for _, tc := range []struct {
		name          string
		a, b, current float64
		want          bool
	}{
		{"the headline rose alone", 5, 5, 10.5, true},
		{"the headline fell alone", 5, 5, 9.5, true},
		{"the headline moved a little", 5, 5, 10.4, false},
		{"drift up, the headline stayed", 5.4, 5, 10, false},
		{"drift up, the headline fell by a little more", 5.4, 5, 9.9, true},
		{"drift down, the headline rose by a little more", 5, 4.6, 10.1, true},
		{"drift and the rest add up", 5.3, 5, 10.5, true},
		{"drift and the rest add up, down", 5, 4.7, 9.5, true},
		{"a small gain and a small loss explain the headline", 5.4, 4.8, 10.2, false},
		{"a small loss that the headline does not have", 5, 4.7, 10.3, true}, // 0.6 apart
		{"the same, a hundredth less", 5, 4.7, 10.19, false},                 // 0.49 apart
	} {
		t.Run(tc.name, func(t *testing.T) {
			after := of("2026-11-17", scored("A", tc.a, 10), scored("B", tc.b, 10))
			after.Current = tc.current
			if got := Diff(base, after).Matters(0.5, nil); got != tc.want {
				t.Errorf("Matters = %v, want %v", got, tc.want)
			}
		})
	}
}

func TestMutedChangesDoNotMatter(t *testing.T) {
	base := of("2026-11-16", scored("A", 5, 10), scored("B", 5, 10), scored("C", 5, 10))
	ignored := scored("B", 5, 10)
	ignored.State = "Ignored"
	muteA := func(c Change) bool { return c.ID == "A" }
	for _, tc := range []struct {
		name  string
		after []Control
		want  bool
	}{
		{"the muted one gained", []Control{scored("A", 9, 10), scored("B", 5, 10), scored("C", 5, 10)}, false},
		{"the muted one lost", []Control{scored("A", 1, 10), scored("B", 5, 10), scored("C", 5, 10)}, false},
		{"the muted one is gone", []Control{scored("B", 5, 10), scored("C", 5, 10)}, false},
		{"another one has another status", []Control{scored("A", 9, 10), ignored, scored("C", 5, 10)}, true},
		{"another one moved less than it", []Control{scored("A", 9, 10), scored("B", 6, 10), scored("C", 5, 10)}, true},
		{"drift of others adds up", []Control{scored("A", 9, 10), scored("B", 5.2, 10), scored("C", 5.3, 10)}, true},
		{"others moved a little", []Control{scored("A", 9, 10), scored("B", 5.2, 10), scored("C", 4.8, 10)}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Diff(base, of("2026-11-17", tc.after...)).Matters(0.5, muteA); got != tc.want {
				t.Errorf("Matters = %v, want %v", got, tc.want)
			}
		})
	}
}
