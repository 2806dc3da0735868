package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Every channel names the same changes.
func TestWhatMessagesName(t *testing.T) {
	groups := []score.Group{
		{Cause: score.Regression, Changes: []score.Change{{ID: "fell", Effect: -0.5}}},
		{Cause: score.Undeclared, Changes: []score.Change{{ID: "taken back"}}},
		{Cause: score.Acceptance, Changes: []score.Change{{ID: "accepted"}}},
		{Cause: score.StatusOnly, Changes: []score.Change{{ID: "planned"}}},
		{Cause: score.Improvement, Changes: []score.Change{{ID: "rose", Effect: 0.2}}},
		{Cause: score.Addition, Changes: []score.Change{{ID: "new", Effect: -0.1}}},
		{Cause: score.Repointing, Changes: []score.Change{{ID: "worth more", Effect: -0.1}}},
		{Cause: score.Drift, Changes: []score.Change{{ID: "drifted", Effect: 0.01}}},
	}
	ids := func(groups []score.Group) (list []string) {
		for _, g := range groups {
			sum := 0.0
			for _, c := range g.Changes {
				list, sum = append(list, c.ID), sum+c.Effect
			}
			if score.Hundredths(sum) != g.Effect {
				t.Errorf("%s: %v is not the sum of its changes", g.Cause, g.Effect)
			}
		}
		return list
	}
	for _, tc := range []struct {
		name         string
		is           func(score.Cause, score.Change) bool
		some, others []string
	}{
		{
			"a report", report.IsNews, []string{"fell", "taken back", "accepted", "new"},
			[]string{"planned", "rose", "worth more", "drifted"},
		},
		{
			"an alert", report.IsEvent, []string{"fell", "taken back", "accepted", "planned", "rose", "new"},
			[]string{"worth more", "drifted"},
		},
		{
			"drift", report.NotDrift, []string{"fell", "taken back", "accepted", "planned", "rose", "new", "worth more"},
			[]string{"drifted"},
		},
	} {
		some, others := report.Divide(groups, tc.is)
		if diff := cmp.Diff([][]string{tc.some, tc.others}, [][]string{ids(some), ids(others)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

func TestDue(t *testing.T) {
	decision := func(state score.ExceptionState, until score.Date) score.Decision {
		return score.Decision{State: state, Exception: score.Exception{Until: until}}
	}
	late, first := decision(score.ExceptionOverdue, "2026-11-22"), decision(score.ExceptionCurrent, "2026-11-23")
	last, after := decision(score.ExceptionCurrent, "2026-12-23"), decision(score.ExceptionCurrent, "2026-12-24")
	list := []score.Decision{late, first, last, after, decision(score.ExceptionCurrent, ""),
		decision(score.ExceptionNeedless, "2026-11-24")}
	overdue, ending := report.Due(list, "2026-11-23")
	if diff := cmp.Diff([][]score.Decision{{late}, {first, last}}, [][]score.Decision{overdue, ending}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
