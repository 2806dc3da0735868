package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// G9: the terminal shows what Microsoft records of a decision, and the
// exception of the configuration beside it.
func TestDecisionsOnTheTerminal(t *testing.T) {
	action := func(id, state string, points float64) score.Control {
		return score.Control{ID: id, Title: "Do " + id, Service: "MDATP", Points: points, Max: 10, Percent: math.NaN(),
			MaxSource: score.MaxOfProfile, HasProfile: true, State: state}
	}
	accepted, late := action("a", "Ignored", 0), action("scid_1", "Default", 5)
	accepted.StateBy, accepted.StateAssigned, accepted.StateComment = "kim", "sam", "scanner until 2027"
	accepted.StateAt = time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	late.Tally = score.Tally{Count: 20, Total: 40}
	before := score.Snapshot{Date: "2026-11-22", Max: 20, Current: 5, Controls: []score.Control{
		action("a", "Default", 0), late,
	}}
	m := report.Build(report.Input{
		Tenant: "Contoso", Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), Since: &before,
		Snapshot: score.Snapshot{Date: "2026-11-23", Max: 20, Current: 5, Controls: []score.Control{accepted, late}},
		Exceptions: []score.Exception{
			{Control: "A", Reason: "It scans", Owner: "ann", Ticket: "SEC-1", Until: "2027-03-31"},
			{Control: "scid_1", Reason: "Old laptops", Until: "2026-11-20"},
		},
	})
	results, err := json.Marshal(actionResults(m.Actions))
	if err != nil {
		t.Fatal(err)
	}
	status, actions, diff := screen{width: columns}, screen{width: columns}, screen{width: columns}
	statusText(&status, m)
	actionsTable(&actions, words.In(m.Locale), m.Actions)
	diffText(&diff, m)
	who := "by kim, assigned to sam, 1 November 2026: “scanner until 2027”"
	reason, late1 := "It scans · owner ann · ticket SEC-1", "overdue: ended on 20 November 2026"
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"G9: status", status.String(), []string{who, reason, late1, "until 31 March 2027 · Risk accepted · 0 of 10 points"}},
		{"G9: actions", actions.String(), []string{
			who, "exception until 31 March 2027 · " + reason, late1, "20 of 40 devices still affected",
		}},
		{"G9: diff", diff.String(), []string{who}},
		{"G9: JSON", string(results), []string{
			`"decided":{"by":"kim","assignedTo":"sam","at":"2026-11-01T08:00:00Z","comment":"scanner until 2027"}`,
			`"affected":{"count":20,"total":40,"unit":"devices"}`, `"owner":"ann","ticket":"SEC-1","until":"2027-03-31"`,
			`"state":"overdue"`,
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Join(strings.Fields(tc.text), " ") // however it is broken into lines
			for _, want := range tc.want {
				if !strings.Contains(text, want) {
					t.Errorf("it lacks %q:\n%s", want, tc.text)
				}
			}
		})
	}
}
