package slackanswer

import (
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// hostileModel is a tenant with more actions than an answer lists, and hostile
// titles.
func hostileModel() report.Model {
	of := func(date score.Date, points float64) score.Snapshot {
		s := score.Snapshot{Date: date, TenantID: "t"}
		for i := range 13 {
			s.Controls = append(s.Controls, score.Control{
				ID: string(rune('a' + i)), Title: "Do <!channel> *this* & <https://evil.example|that>",
				Category: "Identity", Service: "AzureAD",
				Points: points, Max: 5, MaxSource: score.MaxOfProfile, HasProfile: true, Cost: score.Low,
				UserImpact: score.Low,
			})
			s.Current, s.Max = s.Current+points, s.Max+5
		}
		return s
	}
	before, after := of("2026-11-16", 3), of("2026-11-23", 2)
	return report.Build(report.Input{
		Tenant: "Contoso <@U1>", Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), Snapshot: after, Since: &before,
		Zones:    score.Zones{Good: 80, Okay: 60},
		Warnings: []string{"look `here` <!here>"},
	})
}

func TestInspections(t *testing.T) {
	m := hostileModel()
	first := m
	first.Since = nil
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"actions": {Actions(m), []string{"13 actions on 23 November 2026", "1. Do",
			"+3 points (+4.62 pp) · cost low · user impact low · To address", "… and 3 more actions", "Note: look"}},
		"diff": {Diff(m), []string{"The score fell", "*Regressed*: 13 actions", "3 → 2 of 5 points",
			"… and 5 more of these"}},
		"first": {Diff(first), []string{"no earlier score"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, want := range c.want {
				if !strings.Contains(c.text, want) {
					t.Errorf("no %q in\n%s", want, c.text)
				}
			}
			for _, alive := range []string{"<!", "<@", "<http", "*this*", "`here`"} {
				if strings.Contains(c.text, alive) {
					t.Errorf("%s is alive in\n%s", alive, c.text)
				}
			}
		})
	}
}
