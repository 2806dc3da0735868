package job_test

import (
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
)

// T3: Microsoft sends a date twice. The day that can be believed is kept,
// whatever comes first, and one that is whole rather than a headline.
func TestTrustHistoryWithADateTwice(t *testing.T) {
	of := func(points float64, mistake func(*score.Snapshot)) score.Snapshot {
		s := thin("2026-11-10", points)
		mistake(&s)
		return s
	}
	foreign := of(3, func(s *score.Snapshot) { s.TenantID = theirs })
	headline := of(4, func(s *score.Snapshot) { s.Controls = nil })
	own, other := of(5, func(*score.Snapshot) {}), of(6, func(*score.Snapshot) {})
	for _, tt := range []struct {
		name string
		days []score.Snapshot
		want float64 // points of the day
	}{
		{"a foreign one first", []score.Snapshot{foreign, own}, 5},
		{"a foreign one last", []score.Snapshot{own, foreign}, 5},
		{"a headline first", []score.Snapshot{headline, own}, 5},
		{"a headline last", []score.Snapshot{own, headline}, 5},
		{"two whole ones", []score.Snapshot{own, other}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := tenant(t, ours)
			w.source.history = slices.Concat(tt.days, []score.Snapshot{thin("2026-11-09", 1)})
			w.day("2026-11-16", control("a", 5, 10))
			r := w.well(both)
			if strings.Contains(strings.Join(r.Warnings, "\n"), "left out") {
				t.Errorf("warnings %q", r.Warnings)
			}
			s, err := w.store.Snapshot(t.Context(), "2026-11-10")
			if err != nil || s.Current != tt.want || s.HeadlineOnly() {
				t.Errorf("stored %+v (%v), want %g points and its control", s, err, tt.want)
			}
		})
	}
}
