package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestWordsOfTheFullEdition(t *testing.T) {
	w := In(report.Locale{})
	for _, c := range []struct{ name, got, want string }{
		{"order", English.PlanOrder([]int{37, 1, 1, 1, 4}),
			"The steps in their order, by the rank in the list of all actions: 37, 1 (3 actions), 4."},
		{"one note", English.SeeNotes([]int{4}), "See note 4."},
		{"notes", English.SeeNotes([]int{1, 5, 6}), "See notes 1, 5 and 6."},
		{"exception", English.AmongExceptions(1), "1 more action is listed under Exceptions."},
		{"exceptions", English.AmongExceptions(2), "2 more actions are listed under Exceptions."},
		{"open", English.UnusualStatus(score.ToAddress), ""},
		{"planned", English.UnusualStatus(score.Planned), "Planned"},
		{"product", w.NothingScored([]ProductCount{{"Forms", 1, 3}}),
			"No action of 1 other product is scored: Forms (1 action, 3 points)."},
		{"products", w.NothingScored([]ProductCount{{"Forms", 1, 3}, {"Intune", 4, 1}}),
			"No action of 2 other products is scored: Forms (1 action, 3 points), Intune (4 actions, 1 point)."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("%q, want %q", c.got, c.want)
			}
		})
	}
}
