package reporttest

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// A situation is what its name says.
func TestSituations(t *testing.T) {
	for name, holds := range map[string]func(report.Model) bool{
		"first-with-history": func(m report.Model) bool { return m.Since != nil && len(m.Account.Changes) > 5 },
		"first-alone":        func(m report.Model) bool { return m.Since == nil && len(m.Trend.Days) == 1 },
		"bad-zone-no-change": func(m report.Model) bool {
			return m.Zone == score.Bad && m.Account.Percent == 0.03 && len(m.Account.Changes) == 4
		},
		"many-actions": func(m report.Model) bool {
			return len(m.Actions) == 433 && len(m.Actions[0].Title) == 300 && len(m.Account.Changes) == 200
		},
		"goal-out-of-reach":  func(m report.Model) bool { return m.Analysis.Progress.Verdict == score.OutOfReach },
		"fell-by-70":         func(m report.Model) bool { return m.Account.Percent == -70 && m.Zone == score.Bad },
		"provider":           func(m report.Model) bool { return len(m.Note) > 280 && len(m.Appearance.Company) > 90 },
		"one-day-of-history": func(m report.Model) bool { return len(m.Trend.Days) == 1 },
		"400-days":           func(m report.Model) bool { return len(m.Trend.Days) == 90 },
	} {
		if m := Case(name); !holds(m) {
			t.Errorf("%s is another situation: %v, %d changes, %d actions, %d days", name, m.Account.Percent,
				len(m.Account.Changes), len(m.Actions), len(m.Trend.Days))
		}
	}
}
