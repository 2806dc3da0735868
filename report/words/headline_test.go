package words

import (
	"strings"
	"testing"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestHeadline(t *testing.T) {
	snapshot := func(a, b float64) score.Snapshot {
		return whySnapshot("2026-11-23", whyControl("a", a, 10, ""), whyControl("b", b, 90, ""))
	}
	moved := score.Diff(snapshot(5, 50), snapshot(10, 48)).Rounded()
	same := score.Diff(snapshot(5, 50), snapshot(5, 50)).Rounded()
	const longName = "Northwind Precision Manufacturing of Germany GmbH"
	for _, tc := range []struct {
		name   string
		tenant string
		m      report.Message
		want   string
	}{
		{"an alert", "Contoso", report.Message{Occasion: report.Alert, News: &moved},
			"Contoso Secure Score 58.0 %, +3.0: 1 regressed, 1 improved"},
		{"no change", "Contoso", report.Message{Occasion: report.Alert, News: &same},
			"Contoso Secure Score 58.0 %, ±0.0: no change"},
		{"first report", "Contoso", report.Message{Occasion: report.Periodic}, "Contoso Secure Score 58.0 %: first report"},
		{"nothing announced", "Contoso", report.Message{Occasion: report.Alert}, "Contoso Secure Score 58.0 %"},
		{"watching", "Contoso", report.Message{Occasion: report.Watching},
			"Contoso Secure Score 58.0 %: monitoring started"},
		{"a notice", "Contoso", report.Message{Notice: &report.Notice{Trouble: report.ExceptionEnded,
			Ended: make([]score.Decision, 1)}}, "Contoso: an exception has ended"},
		{"a long name", longName, report.Message{Occasion: report.Alert, News: &moved},
			"Northwind Precision… Secure Score 58.0 %, +3.0: 1 regressed, 1 improved"},
		{"a long name without blanks", strings.Repeat("Contoso", 9), report.Message{Occasion: report.Watching},
			"ContosoContosoConto… Secure Score 58.0 %: monitoring started"},
		{"a Greek name", "Ελληνική Εταιρεία Ύδρευσης", report.Message{Occasion: report.Watching},
			"Ελληνική Εταιρεία… Secure Score 58.0 %: monitoring started"},
		{"a long name and a notice", longName, report.Message{Notice: &report.Notice{Trouble: report.Failing}},
			"Northwind…: the score is not monitored"},
		{"no name", "\u202e", report.Message{Occasion: report.Watching},
			"(unnamed tenant) Secure Score 58.0 %: monitoring started"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.m.Model.Tenant, tc.m.Model.Percent = tc.tenant, 58
			got := plain.Headline(tc.m)
			if got != tc.want {
				t.Errorf("%s, want %s", got, tc.want)
			}
			if at := strings.Index(got, " %"); at >= 0 && utf8.RuneCountInString(got[:at+2]) > headlineRoom {
				t.Errorf("the score ends beyond %d characters: %s", headlineRoom, got)
			}
		})
	}
}
