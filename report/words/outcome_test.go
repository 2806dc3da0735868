package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// A participle agrees with the number that it goes with.
func TestTalliesAgree(t *testing.T) {
	french, german := In(report.Locale{}.In(report.French)), In(report.Locale{}.In(report.German))
	goals := portfolio.Model{NoGoal: 1, Verdicts: []portfolio.Verdict{
		{Verdict: score.Behind, Tenants: 2}, {Verdict: score.Achieved, Tenants: 1}}}
	reached := portfolio.Model{Verdicts: []portfolio.Verdict{{Verdict: score.Achieved, Tenants: 2}}}
	plan := score.Plan{Need: 5, Reachable: true, Steps: make([]score.Step, 3), Tasks: 1, Effort: 4}
	for _, tc := range []struct{ got, want string }{
		{french.TenantsTotal(2, Tally{1, Done}, Tally{1, Failed}), "2 locataires\u00a0: 1 traité, 1 en échec."},
		{french.TenantsTotal(5, Tally{5, Done}, Tally{0, Failed}), "5 locataires\u00a0: 5 traités."},
		{french.MessagesTotal(3, Tally{1, "sent"}, Tally{2, "already"}), "3 messages\u00a0: 1 envoyé, 2 déjà envoyés."},
		{german.MessagesTotal(3, Tally{1, "sent"}, Tally{2, "dry-run"}), "3 Nachrichten: 1 gesendet, 2 würden gesendet werden."},
		{french.GoalsCount(goals), "2 en retard, 1 atteint, 1 sans objectif"},
		{french.GoalsCount(reached), "2 atteints"},
		{french.PlanNeeds(plan), "Il manque 5 points. Le plan compte 3 actions en 1 tâche pour un effort de 4."},
		{german.PlanNeeds(plan), "5 Punkte fehlen. Der Plan hat 3 Maßnahmen in 1 Aufgabe und einen Aufwand von 4."},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}
