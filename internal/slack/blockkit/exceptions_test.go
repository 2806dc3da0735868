package blockkit

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/slacktest"
	"secure-score-reporter/report"
)

// However long their texts are, exceptions fit into a report and a notice.
func TestExceptionsFit(t *testing.T) {
	long := strings.Repeat("𝕏 <!channel> ", 500)
	m := slacktest.Report()
	m.Model.Exceptions = nil
	for range 60 {
		m.Model.Exceptions = append(m.Model.Exceptions, score.Decision{
			Exception: score.Exception{Control: long, Reason: long, Owner: long, Ticket: long, Until: "2026-11-20"},
			State:     score.ExceptionOverdue,
			Action: score.Control{Title: long, State: long, StateBy: long, StateAssigned: long, StateComment: long,
				HasProfile: true},
		})
	}
	notice := slacktest.Notice()
	notice.Notice = &report.Notice{Trouble: report.ExceptionEnded, Ended: m.Model.Exceptions}
	for name, message := range map[string]report.Message{"report": m, "notice": notice} {
		t.Run(name, func(t *testing.T) {
			r := Render(message, Mentions{})
			checkPosts(t, r, nil)
			if !r.Parent.fits() {
				t.Error("the message is too long")
			}
			if !strings.Contains(r.Parent.Text, "60 exceptions") && !strings.Contains(r.Parent.Text, "60 overdue") {
				t.Errorf("the count is missing in %.300s", r.Parent.Text)
			}
		})
	}
}
