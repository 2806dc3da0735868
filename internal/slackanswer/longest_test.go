package slackanswer

import (
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Slack cuts a text of more than 40,000 characters, and refuses some. Each "&"
// of what others wrote becomes five bytes.
func TestTheLongestTextsFit(t *testing.T) {
	long := strings.Repeat("&", 1000)
	var h score.History
	var before, newest score.Snapshot
	list := []score.Exception{}
	for day := range 60 {
		s := score.Snapshot{Date: score.Date("2026-10-01").AddDays(day)}
		for i := range 13 {
			c := score.Control{
				ID: fmt.Sprint("c", i), Title: long, Category: long, Service: long + fmt.Sprint(i), Max: 5,
				Points: float64((60 - day) % 4), MaxSource: score.MaxOfProfile, HasProfile: true,
				State: []string{"Planned", ""}[day%2], StateBy: long, StateComment: long, StateAssigned: long,
			}
			list = append(list, score.Exception{Control: c.ID, Reason: long, Owner: long, Ticket: long, Until: "2026-10-02"})
			s.Controls = append(s.Controls, c)
			s.Current, s.Max = s.Current+c.Points, s.Max+c.Max
		}
		h.Add(s)
		before, newest = newest, s
	}
	warnings := []string{long, long, long, long}
	m := report.Build(report.Input{
		Tenant: long, Snapshot: newest, Since: &before, Exceptions: list, Warnings: warnings,
	})
	for name, text := range map[string]string{
		"history": History(job.History{Tenant: job.Tenant{Name: long}, Days: h.Days, Warnings: warnings}),
		"actions": Tenants(words.English, []string{Actions(m), Actions(m)}, 2),
		"diff":    Tenants(words.English, []string{Diff(m), Diff(m)}, 2),
	} {
		if len(text) > 40_000 || !strings.Contains(text, "… and ") {
			t.Errorf("%s: %d bytes, which end in %q", name, len(text), text[len(text)-100:])
		}
	}
	endless := strings.Repeat(strings.Repeat("x", 99)+"\n", 500)
	if text := Tenants(words.English, []string{endless}, 1); len(text) > maxText ||
		!strings.HasSuffix(text, "x\n… and more that does not fit here") {
		t.Errorf("%d bytes, which end in %q", len(text), text[len(text)-100:])
	}
}
