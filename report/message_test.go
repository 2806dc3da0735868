package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// What a report's own comparison has, also as a part of something larger, is
// not told a second time. What it does not have is.
func TestUnannounced(t *testing.T) {
	type state struct {
		points, max float64
		status      string
	}
	gone := state{}
	day := func(date score.Date, s state) score.Snapshot {
		snapshot := score.Snapshot{Date: date, Controls: []score.Control{{
			ID: "rest", Points: 50, Max: 80, MaxSource: score.MaxOfProfile, State: "Default", HasProfile: true,
		}}}
		if s != gone {
			snapshot.Controls = append(snapshot.Controls, score.Control{
				ID: "a", Points: s.points, Max: s.max, MaxSource: score.MaxOfProfile, State: s.status, HasProfile: true,
			})
		}
		snapshot.Current = snapshot.Sum()
		for _, c := range snapshot.Controls {
			snapshot.Max += c.Max
		}
		return snapshot
	}
	of := func(points float64) state { return state{points, 20, "Default"} }
	for _, tc := range []struct {
		name                  string
		since, announced, now state
		want                  []string // the causes; nil for no news at all
	}{
		{"the same change", of(10), of(10), of(5), []string{}},
		{"announced before", of(10), of(5), of(5), nil},
		{"the end of a longer fall", of(10), of(8), of(5), []string{}},
		{"the end of a longer rise", of(0), of(8), of(10), []string{}},
		{"a fall from higher up", of(6), of(9), of(5), []string{"regression"}},
		{"back up after a fall that was announced", of(10), of(2), of(5), []string{"improvement"}},
		{"added and then improved", gone, of(0), of(5), []string{"improvement"}},
		{"added, and nothing announced yet", gone, gone, of(5), []string{}},
		{"a risk accepted beside a fall", of(10), of(8), state{5, 20, "Ignored"}, []string{}},
		{
			"a risk accepted, and announced before the fall", of(10), state{8, 20, "Ignored"}, state{5, 20, "Ignored"},
			[]string{"regression"},
		},
		{"worth more, in two steps", state{5, 10, "Default"}, state{5, 12, "Default"}, of(5), []string{}},
		{"worth less than announced", state{5, 10, "Default"}, state{5, 30, "Default"}, of(5), []string{"repointed"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			since, now := day("2026-11-16", tc.since), day("2026-11-23", tc.now)
			news := score.Diff(day("2026-11-20", tc.announced), now).Rounded()
			m := report.Message{Occasion: report.Periodic, News: &news,
				Model: report.Build(report.Input{Snapshot: now, Since: &since})}
			var got []string
			if rest := m.Unannounced(); rest != nil {
				got = []string{}
				for _, c := range rest.Changes {
					got = append(got, string(c.Cause()))
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("unannounced (-want +got):\n%s", diff)
			}
		})
	}
}
