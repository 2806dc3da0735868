package score

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFlipped(t *testing.T) {
	of := func(controls ...Control) Snapshot { return Snapshot{Date: "2026-11-16", Controls: controls} }
	c := func(id string, points, maximum float64) Control {
		return Control{ID: id, Points: points, Max: maximum, MaxSource: MaxOfProfile}
	}
	before := of(c("Lost", 5, 5), c("gained", 2, 5), c("part", 2, 5), c("repointed", 5, 5), c("gone", 5, 5),
		Control{ID: "unknown"})
	after := of(c("lost", 4.99, 5), c("GAINED", 5, 5), c("part", 3, 5), c("repointed", 5, 8), c("new", 5, 5),
		Control{ID: "unknown", Points: 5})
	if diff := cmp.Diff([]string{"gained", "lost"}, after.Flipped(before)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestUnstable(t *testing.T) {
	days := func(flips map[Date][]string) []Day {
		var list []Day
		for date, ids := range flips {
			list = append(list, Day{Headline: Headline{Date: date}, Flipped: ids})
		}
		return list
	}
	for _, c := range []struct {
		name string
		days []Day
		want map[string]int
	}{
		{"nothing", nil, map[string]int{}},
		{"one flip", days(map[Date][]string{"2026-11-20": {"a"}}), map[string]int{}},
		{"twice in fourteen days", days(map[Date][]string{"2026-11-18": {"a", "b"}, "2026-11-20": {"a"}}),
			map[string]int{"a": 2}},
		{"settled", days(map[Date][]string{"2026-11-15": {"a"}, "2026-11-16": {"a"}}), map[string]int{}},
		{"not yet settled", days(map[Date][]string{"2026-11-15": {"a"}, "2026-11-17": {"a"}}), map[string]int{"a": 2}},
		{"on the first of the fourteen days", days(map[Date][]string{"2026-11-10": {"a"}, "2026-11-20": {"a"}}),
			map[string]int{"a": 2}},
		{"the first one fifteen days ago", days(map[Date][]string{"2026-11-09": {"a"}, "2026-11-20": {"a"}}),
			map[string]int{}},
		{"after the day", days(map[Date][]string{"2026-11-20": {"a"}, "2026-11-24": {"a"}}), map[string]int{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Unstable(c.days, "2026-11-23")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestMarked(t *testing.T) {
	account := Account{Changes: []Change{{ID: "Flaps"}, {ID: "calm"}}}
	marked := account.Marked(map[string]int{"flaps": 3})
	if marked.Changes[0].Flips != 3 || marked.Changes[1].Flips != 0 {
		t.Errorf("marked %+v, want three flips of the first", marked.Changes)
	}
	if account.Changes[0].Flips != 0 {
		t.Error("the account itself changed")
	}
}

// movedBy are days one after the other up to 30 November 2026, between which
// the score makes these moves.
func movedBy(moves ...float64) (days []Day) {
	date, current := Date("2026-11-30").AddDays(-len(moves)), 600.0
	for i := range len(moves) + 1 {
		days = append(days, Day{Headline: Headline{Date: date.AddDays(i), Current: current, Max: 1000}})
		if i < len(moves) {
			current += moves[i]
		}
	}
	return days
}

func TestDrift(t *testing.T) {
	newMaximum := movedBy(1, 1, 1, 1, 9, 9, 1, 1, 1)
	newMaximum[5].Max = 1001 // the moves to this day and from it are no drift
	gap := movedBy(1, 1, 1, 1, 9, 9, 1, 1, 1)
	gap = slices.Delete(gap, 5, 6)
	both := movedBy(1, 1, 1, 1, 9, 9, 1, 1)
	both[5].Max = 1001
	long := movedBy(append(slices.Repeat([]float64{5}, 40), slices.Repeat([]float64{1}, 30)...)...)
	for _, tc := range []struct {
		name string
		days []Day
		want float64 // NaN: too few moves
	}{
		// 0.1 0.2 0.3 0.4 0.5 3 5
		{"the median, in whatever order and direction", movedBy(0.5, -0.2, 3, 0.3, -5, 0.1, -0.4), 0.4},
		{"the upper of two in the middle", movedBy(8, 1, 2, 3, 4, 5, 6, 7), 5},
		{"six moves", movedBy(1, 1, 1, 1, 1, 1), math.NaN()},
		{"seven moves", movedBy(1, 1, 1, 1, 1, 1, 1), 1},
		{"a new maximum is left out", newMaximum, 1},
		{"a missing day is left out", gap, 1},
		{"six moves without a new maximum", both, math.NaN()},
		{"thirty days back", long, 1},
		{"no days", nil, math.NaN()},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Drift(tc.days, "2026-11-30"); got != tc.want && !(math.IsNaN(got) && math.IsNaN(tc.want)) {
				t.Errorf("drift %v, want %v", got, tc.want)
			}
		})
	}
}
