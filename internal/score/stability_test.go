package score

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFlipped(t *testing.T) {
	of := func(controls ...Control) Snapshot { return Snapshot{Date: "2026-11-16", Controls: controls} }
	c := func(id string, points, maximum float64) Control {
		return Control{ID: id, Points: points, Max: maximum, MaxSource: MaxOfProfile}
	}
	before := of(c("Lost", 5, 5), c("gained", 2, 5), c("part", 2, 5), c("repointed", 5, 5), c("gone", 5, 5), Control{ID: "unknown"})
	after := of(c("lost", 4.99, 5), c("GAINED", 5, 5), c("part", 3, 5), c("repointed", 5, 8), c("new", 5, 5), Control{ID: "unknown", Points: 5})
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
		{"there and back", days(map[Date][]string{"2026-11-18": {"a", "b"}, "2026-11-20": {"a"}}), map[string]int{"a": 2}},
		{"settled", days(map[Date][]string{"2026-11-15": {"a"}, "2026-11-16": {"a"}}), map[string]int{}},
		{"not yet settled", days(map[Date][]string{"2026-11-15": {"a"}, "2026-11-17": {"a"}}), map[string]int{"a": 2}},
		{"long ago", days(map[Date][]string{"2026-11-09": {"a"}, "2026-11-20": {"a"}}), map[string]int{}},
		{"later than asked for", days(map[Date][]string{"2026-11-20": {"a"}, "2026-11-24": {"a"}}), map[string]int{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Unstable(c.days, "2026-11-23")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestDrift(t *testing.T) {
	var days []Day
	current := 600.0
	for i := range 20 {
		current += []float64{0.5, -0.2, 0.3, -5}[i%4]
		days = append(days, Day{Headline: Headline{Date: Date("2026-11-01").AddDays(i), Current: current, Max: 1000}})
	}
	if got := Drift(days, "2026-11-20"); got != 0.3 {
		t.Errorf("drift %v, want 0.3, the median: five times 0.2, five times 0.3, and larger ones", got)
	}
	if got := Drift(days[:5], "2026-11-20"); !math.IsNaN(got) {
		t.Errorf("drift %v of four moves", got)
	}
	days[10].Max, days[11].Max = 1001, 1002
	if got := Drift(days, "2026-11-11"); math.IsNaN(got) {
		t.Error("a change of the maximum hides all the rest")
	}
}
