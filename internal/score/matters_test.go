package score

import "testing"

func TestMatters(t *testing.T) {
	base := of("2026-11-16", scored("A", 5, 10), scored("B", 5, 10))
	ignored := scored("A", 5, 10)
	ignored.State = "Ignored"
	for _, tc := range []struct {
		name      string
		after     []Control
		minPoints float64
		want      bool
	}{
		{"nothing", []Control{scored("A", 5, 10), scored("B", 5, 10)}, 0.5, false},
		{"nothing, where every move counts", []Control{scored("A", 5, 10), scored("B", 5, 10)}, 0, false},
		{"the smallest move, where every move counts", []Control{scored("A", 5.01, 10), scored("B", 5, 10)}, 0, true},
		{"a small gain", []Control{scored("A", 5.49, 10), scored("B", 5, 10)}, 0.5, false},
		{"a small loss", []Control{scored("A", 4.51, 10), scored("B", 5, 10)}, 0.5, false},
		{"small gains add up", []Control{scored("A", 5.25, 10), scored("B", 5.25, 10)}, 0.5, true},
		{"small losses add up", []Control{scored("A", 4.75, 10), scored("B", 4.75, 10)}, 0.5, true},
		{"small moves in both directions do not", []Control{scored("A", 5.4, 10), scored("B", 4.6, 10)}, 0.5, false},
		{"a gain does not hide a loss", []Control{scored("A", 9, 10), scored("B", 1, 10)}, 0.5, true},
		{"exactly the threshold", []Control{scored("A", 5.5, 10), scored("B", 5, 10)}, 0.5, true},
		{"another status", []Control{ignored, scored("B", 5, 10)}, 0.5, true},
		{"a new action", []Control{scored("A", 5, 10), scored("B", 5, 10), scored("C", 0, 1)}, 0.5, true},
		{"an action less", []Control{scored("A", 5, 10)}, 50, true},
		{"another maximum", []Control{scored("A", 5, 10), scored("B", 5, 11)}, 0.5, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Diff(base, of("2026-11-17", tc.after...)).Matters(tc.minPoints, nil); got != tc.want {
				t.Errorf("Matters = %v, want %v", got, tc.want)
			}
		})
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
		{"a control gained, the headline stayed", 5.6, 5, 10, true},
		{"a control lost, the headline stayed", 5, 4.4, 10, true},
		{"a small gain and a small loss explain the headline", 5.4, 4.8, 10.2, false},
		{"a small loss that the headline does not have", 5, 4.7, 10.3, true}, // 0.6 apart
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
		{"others moved a little", []Control{scored("A", 9, 10), scored("B", 5.2, 10), scored("C", 4.8, 10)}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Diff(base, of("2026-11-17", tc.after...)).Matters(0.5, muteA); got != tc.want {
				t.Errorf("Matters = %v, want %v", got, tc.want)
			}
		})
	}
}
