package score

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

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
		{"almost a tenth of an odd maximum", scored("x", 1, 4.91), scored("x", 1.49, 4.91), true},
		{"all of a small action", scored("x", 0.3, 0.3), scored("x", 0, 0.3), false},
		{"9 points", scored("x", 9, 10), scored("x", 0, 10), false},
		{"it became complete", scored("x", 9.8, 10), scored("x", 10, 10), true},
		{"another state", scored("x", 5, 10), ignored, false},
		{"another state and a little less", scored("x", 5.1, 10), ignored, false},
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

// drifting are days one after the other, on each of which some controls of 10
// points have these points above 5 in all.
func drifting(controls int, above ...float64) (days []Snapshot) {
	for i, sum := range above {
		var list []Control
		for n := range controls {
			list = append(list, scored(fmt.Sprintf("C%02d", n), Hundredths(5+sum/float64(controls)), 10))
		}
		s := of(Date("2026-11-01").AddDays(i), list...)
		days = append(days, s)
	}
	return days
}

// swinging are days on which the sum of the drift is 0 and the given points in
// turn.
func swinging(days, controls int, points float64) []Snapshot {
	var above []float64
	for i := range days {
		above = append(above, points*float64(i%2))
	}
	return drifting(controls, above...)
}

func TestCalmer(t *testing.T) {
	small := swinging(12, 40, 4)
	for _, s := range small {
		for i := range s.Controls {
			s.Controls[i].Max = 3
		}
	}
	tiny := swinging(12, 40, 0.8)
	for _, s := range tiny {
		for i := range s.Controls {
			s.Controls[i].Points, s.Controls[i].Max = s.Controls[i].Points-5, 0.9
		}
	}
	gap := swinging(8, 40, 4)
	for i := range gap {
		gap[i].Date = Date("2026-11-01").AddDays(10 * i)
	}
	busy := swinging(12, 40, 4) // on each day something else happens too
	for i := range busy {
		busy[i].Controls[0].Points = float64(i % 2 * 9)
		busy[i].Current = busy[i].Sum()
	}
	bare := swinging(12, 40, 4)
	for i := range bare[:6] {
		bare[i].Controls = nil
	}
	for _, tc := range []struct {
		name      string
		days      []Snapshot
		minPoints float64
		want      Calm // zero: nothing to propose
	}{
		{"an alert a day", swinging(12, 40, 4), 0.5, Calm{11, 11, 5, 11, 4}},
		{"a part of a point", swinging(12, 40, 2.4), 2.2, Calm{11, 11, 3, 11, 2.4}},
		{"exactly minPoints", swinging(12, 40, 4), 4, Calm{11, 11, 5, 11, 4}},
		{"below minPoints", swinging(12, 40, 4), 4.01, Calm{}},
		{"up to ten points", swinging(12, 40, 9.6), 5, Calm{11, 11, 10, 11, 9.6}},
		{"never more than ten points", swinging(12, 40, 12), 5, Calm{}},
		{"never more than one action is worth", small, 0.5, Calm{}},
		{"never more than one small action is worth", tiny, 0.5, Calm{}},
		{"seven days", swinging(7, 40, 4), 0.5, Calm{6, 6, 5, 6, 4}},
		{"six days", swinging(6, 40, 4), 0.5, Calm{}},
		{"an alert every ten days", gap, 0.5, Calm{}},
		{"real moves are not what it is about", busy, 0.5, Calm{}},
		{"days of which only the headline is known", bare, 0.5, Calm{}},
		{"one alert in ten days may stay", drifting(40, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 10), 0.5, Calm{10, 10, 5, 9, 4}},
		{"two may not", drifting(40, 0, 4, 0, 4, 0, 4, 0, 4, 0, 6, 0), 0.5, Calm{10, 10, 7, 10, 6}},
		{"nothing", nil, 0.5, Calm{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, ok := Calmer(tc.days, tc.minPoints)
			if diff := cmp.Diff(tc.want, got); diff != "" || ok != (tc.want != Calm{}) {
				t.Errorf("proposed %v (-want +got)\n%s", ok, diff)
			}
		})
	}
}

// Whatever Calmer proposes, a move that is no drift is announced on its day.
func TestCalmerHidesNoRealMove(t *testing.T) {
	proposed := 0
	rapid.Check(t, func(t *rapid.T) {
		var days []Snapshot
		points := rapid.SliceOfN(rapid.IntRange(200, 800), 3, 12).Draw(t, "points") // hundredths of 10 points
		for day := range rapid.IntRange(8, 25).Draw(t, "days") {
			var list []Control
			for i := range points {
				step := 40
				if rapid.IntRange(0, 60).Draw(t, "real") == 0 {
					step = 300
				}
				points[i] = min(1000, max(0, points[i]+rapid.IntRange(-step, step).Draw(t, "move")))
				list = append(list, scored(fmt.Sprintf("C%02d", i), float64(points[i])/100, 10))
			}
			days = append(days, of(Date("2026-11-01").AddDays(day), list...))
		}
		minPoints := float64(rapid.IntRange(0, 5).Draw(t, "minPoints"))
		calm, ok := Calmer(days, minPoints)
		if !ok {
			return
		}
		proposed++
		if calm.MinPoints <= minPoints || calm.MinPoints > calmMost || calm.Largest >= calm.MinPoints {
			t.Fatalf("proposes %+v in place of %v", calm, minPoints)
		}
		announced := days[0]
		for _, s := range days[1:] {
			account := Diff(announced, s)
			announces := account.Matters(calm.MinPoints, nil)
			if len(account.Real()) > 0 && !announces {
				t.Fatalf("%+v does not announce %+v", calm, account.Real())
			}
			if announces {
				announced = s
			}
		}
	})
	if proposed == 0 {
		t.Error("nothing was proposed in any history")
	}
}
