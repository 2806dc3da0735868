package reporttest

import (
	"slices"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// historyOf is the last weeks of a tenant that stood in one way before and
// stands in another after: a day of drift, one of which only the score is
// known, quiet days and missing ones.
func historyOf(before, after score.Snapshot) []score.HistoryDay {
	on := func(s score.Snapshot, daysAgo int) score.Snapshot {
		s.Date = after.Date.AddDays(-daysAgo)
		return s
	}
	drifted := on(before, 11)
	drifted.Controls = slices.Clone(before.Controls)
	moved := 0
	for i := range drifted.Controls {
		if c := &drifted.Controls[i]; c.Points > 1 && c.Max > 4 && moved < 3 {
			c.Points = score.Hundredths(c.Points - 0.1)
			drifted.Current = score.Hundredths(drifted.Current - 0.1)
			moved++
		}
	}
	headline := score.Snapshot{TenantID: after.TenantID, Current: before.Current + 1, Max: before.Max}
	var h score.History
	for _, s := range []score.Snapshot{
		on(before, 33), on(before, 12), drifted, on(headline, 10), on(before, 9), on(before, 8), on(after, 3),
		on(after, 2), after,
	} {
		h.Add(s)
	}
	return h.Since(after.Date.AddDays(1-report.HistoryDays), after.Date)
}
