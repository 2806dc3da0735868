package slackanswer

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
)

// days is a history on each of whose days every action loses a point, the
// first of them with nothing before it.
func days(n int) (list []score.HistoryDay) {
	var h score.History
	for day := range n {
		m := hostileModel()
		s := score.Snapshot{Date: score.Date("2026-10-01").AddDays(day)}
		for _, a := range m.Actions {
			c := a.Control
			c.Points = float64((n - day) % 5)
			s.Controls = append(s.Controls, c)
			s.Current, s.Max = s.Current+c.Points, s.Max+c.Max
		}
		h.Add(s)
	}
	return h.Days
}

func TestHistory(t *testing.T) {
	tenant := job.Tenant{Name: "Contoso <@U1>"}
	for name, c := range map[string]struct {
		h    job.History
		want []string
	}{
		"a day and what is before it": {job.History{Tenant: tenant, Days: days(2)[1:]}, []string{
			"40.00 % on 1 October 2026, 20.00 % on 2 October 2026", "1 day, 13 changes, together −20.00 percentage points",
			"*2 October 2026* 20.00 % (−20.00 pp)", "• −1.53 pp  Do", "(Microsoft Entra ID): regressed",
			"5 more changes", "\n• −7."}},
		"the first day": {job.History{Tenant: tenant, Days: days(1)}, []string{"The first stored day"}},
		"more than fits": {job.History{Tenant: tenant, Days: days(60)}, []string{"… and ",
			" earlier days with ", "lists the last 30 days"}},
		"no day": {job.History{Tenant: tenant, Warnings: []string{"look `here` <!here>"}},
			[]string{"There is no score in this period.", "Note: look"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := History(c.h)
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			if len(text) > maxText {
				t.Errorf("%d bytes", len(text))
			}
			for _, alive := range []string{"<!", "<@", "<http", "*this*", "`here`"} {
				if strings.Contains(text, alive) {
					t.Errorf("%s is alive in\n%s", alive, text)
				}
			}
		})
	}
}
