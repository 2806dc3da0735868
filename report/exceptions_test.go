package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/mail"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/reporttest"
)

// G9: every form shows what Microsoft records of a decision, and the exception
// of the configuration beside it. The PDF and the terminal have tests of their
// own.
func TestDecisionsInEveryForm(t *testing.T) {
	m := report.Build(reporttest.Sample())
	message := report.Message{Occasion: report.Periodic, Model: m}
	full := message
	full.Model.Edition = report.Full
	letter, err := mail.Draw(full)
	if err != nil {
		t.Fatal(err)
	}
	html, err := page.Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	table, err := csv.Actions(m)
	if err != nil {
		t.Fatal(err)
	}
	slack, err := json.Marshal(blockkit.Render(message, blockkit.Mentions{}))
	if err != nil {
		t.Fatal(err)
	}
	const overdue, until = "overdue: ended on 20 November 2026", "until 31 March 2027"
	decided := []string{reporttest.Comment, reporttest.By, reporttest.Assigned, reporttest.Reason, reporttest.Owner,
		reporttest.Ticket}
	for _, form := range []struct {
		name, text string
		besides    []string
	}{
		{"G9: HTML", string(html), []string{overdue, until, "22 of 250 devices still affected"}},
		{"G9: email", letter.HTML, []string{overdue, until}},
		{"G9: email as text", letter.Text, []string{overdue, until}},
		{"G9: CSV", string(table), []string{",overdue,", ",2026-11-20", ",current,", ",2027-03-31", ",22,250,devices,"}},
		{"G9: Slack", string(slack), []string{overdue, until}},
	} {
		t.Run(form.name, func(t *testing.T) {
			text := strings.Join(strings.Fields(form.text), " ") // however it is broken into lines
			for _, want := range append(form.besides, decided...) {
				if !strings.Contains(text, want) {
					t.Errorf("it lacks %q", want)
				}
			}
		})
	}
}
