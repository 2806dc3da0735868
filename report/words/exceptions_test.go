package words

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestDeclaredBy(t *testing.T) {
	at := time.Date(2026, 11, 12, 23, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name string
		c    score.Control
		want string
	}{
		{"nothing", score.Control{}, ""},
		{"everything", score.Control{StateBy: "kim", StateAssigned: "sam", StateAt: at, StateComment: "scanner until 2027"},
			"by kim, assigned to sam, 12 November 2026: “scanner until 2027”"},
		{"a day", score.Control{StateAt: at}, "since 12 November 2026"},
		{"a comment", score.Control{StateComment: "scanner"}, "“scanner”"},
		{"an assignee", score.Control{StateAssigned: "sam"}, "assigned to sam"},
		{"nothing that is seen", score.Control{StateBy: "\u202e", StateComment: "\u200b"}, ""},
		{"hostile", score.Control{StateBy: "a\r\nb\x1b[31m", StateComment: "c\u202ed"}, "by a b[31m: “cd”"},
	} {
		if got := plain.DeclaredBy(tc.c); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	long := plain.DeclaredBy(score.Control{StateBy: strings.Repeat("x", 1e6), StateComment: strings.Repeat("y", 1e6)})
	if len([]rune(long)) > longestPerson+longestComment+20 {
		t.Errorf("%d characters", len([]rune(long)))
	}
}

func TestStillAffected(t *testing.T) {
	for _, tc := range []struct {
		id, service  string
		count, total int
		percent      float64
		want         string
	}{
		{"scid_1", "MDATP", 15, 40, 62.5, "15 of 40 devices still affected"},
		{"scid_1", "MDATP", 1, 1, 0, "1 of 1 device still affected"},
		{"A", "AzureAD", 39, 40, 97.5, "1 of 40 users still affected"},
		{"A", "Azure ATP", 3, 4, 75, "1 of 4 still affected"},
		{"A", "AzureAD", 40, 40, 100, ""},
		{"A", "AzureAD", 40, 40, 0, ""},
	} {
		c := score.Control{ID: tc.id, Service: tc.service, Percent: tc.percent,
			Tally: score.Tally{Count: tc.count, Total: tc.total}}
		if got := plain.StillAffected(c); got != tc.want {
			t.Errorf("%+v: %q, want %q", tc, got, tc.want)
		}
	}
}

func TestNoticeOfEndedExceptions(t *testing.T) {
	of := func(n int) report.Notice {
		notice := report.Notice{Trouble: report.ExceptionEnded}
		for i := range n {
			notice.Ended = append(notice.Ended, score.Decision{
				Exception: score.Exception{Control: "a", Reason: "It scans", Owner: "kim", Until: "2026-11-20"},
				State:     score.ExceptionOverdue,
				Action: score.Control{ID: "a", Title: fmt.Sprint("Action ", i+1), Points: 1, Max: 5,
					MaxSource: score.MaxOfProfile, State: "Ignored", Percent: math.NaN()},
			})
		}
		return notice
	}
	const one = "The exception for “Action 1” ended on 20 November 2026 (It scans · owner kim). Microsoft records the " +
		"status Risk accepted (1 of 5 points). Complete the action, or extend or remove the exception in the " +
		"configuration. Until then, reports list it as overdue."
	if got := plain.NoticeText(of(1)); got != one || English.NoticeTitle(of(1)) != "An exception has ended" {
		t.Errorf("%s: %s", English.NoticeTitle(of(1)), got)
	}
	got := plain.NoticeText(of(7))
	if English.NoticeTitle(of(7)) != "7 exceptions have ended" || strings.Contains(got, "Action 6") ||
		!strings.Contains(got, "And 2 more exceptions.") || !strings.Contains(got, "reports list them as overdue") {
		t.Errorf("%s: %s", English.NoticeTitle(of(7)), got)
	}
}
