package score

import (
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
