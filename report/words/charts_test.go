package words

import (
	"testing"

	"secure-score-reporter/internal/score"
)

func TestAcceptedInBrief(t *testing.T) {
	day := func(date score.Date, accepted float64) score.Day {
		return score.Day{Headline: score.Headline{Date: date}, Split: score.Split{Known: true, Accepted: accepted}}
	}
	unknown := score.Day{Headline: score.Headline{Date: "2026-09-01"}}
	for _, tc := range []struct {
		name string
		days []score.Day
		want string
	}{
		{"more", []score.Day{unknown, day("2026-09-02", 6.5), day("2026-11-23", 43)},
			"Accepted risks cost 43 points, 36.5 more than on 2 September 2026."},
		{"fewer", []score.Day{day("2026-09-02", 6.5), day("2026-11-23", 1)},
			"Accepted risks cost 1 point, 5.5 fewer than on 2 September 2026."},
		{"as many", []score.Day{day("2026-09-02", 6.5), day("2026-11-23", 6.5)},
			"Accepted risks cost 6.5 points, as on 2 September 2026."},
		{"one day", []score.Day{unknown, day("2026-11-23", 6.5)}, "Accepted risks cost 6.5 points."},
		{"none known", []score.Day{unknown}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := plain.AcceptedInBrief(tc.days); got != tc.want {
				t.Errorf("%s, want %s", got, tc.want)
			}
		})
	}
}

func TestBriefPlan(t *testing.T) {
	steps := func(n int) []score.Step {
		list := make([]score.Step, n)
		for i := range list {
			list[i] = score.Step{Percent: 60 + 20*float64(i+1)/float64(n), Effort: 3}
		}
		return list
	}
	for _, tc := range []struct {
		name string
		plan score.Plan
		want string
	}{
		{"none", score.Plan{Reachable: true}, ""},
		{"one", score.Plan{Reachable: true, Steps: steps(1), From: 60, Goal: 80, Reaches: 80},
			"1 action reaches it with the least effort."},
		{"more than are listed", score.Plan{Reachable: true, Steps: steps(4), From: 60, Goal: 80, Reaches: 80},
			"4 actions reach it with the least effort. The first 3 are:"},
		{"many", score.Plan{Reachable: true, Steps: steps(10), From: 60, Goal: 80, Reaches: 80, Effort: 30},
			"10 actions reach it with the least effort. The first 5 of them give half of the missing points."},
		{"out of reach", score.Plan{Steps: steps(2), From: 60, Goal: 90, Reaches: 80},
			"The goal cannot be reached with the actions that are scored today: all 2 open actions together raise the " +
				"score to 80.00 %."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := plain.BriefPlan(tc.plan); got != tc.want {
				t.Errorf("%s, want %s", got, tc.want)
			}
		})
	}
}

func TestPlanHalf(t *testing.T) {
	for first, want := range map[float64]string{
		70: "The first action, with an effort of 2, gives half of the missing points.",
		69: "The first 2 actions, with an effort of 3, give half of the missing points.",
	} {
		plan := score.Plan{From: 60, Goal: 80, Reaches: 80, Steps: []score.Step{{Percent: first, Effort: 2},
			{Percent: 75, Effort: 1}, {Percent: 76}, {Percent: 77}, {Percent: 78}, {Percent: 78.5}, {Percent: 79},
			{Percent: 80}}}
		if got := plain.halfText(plan); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
