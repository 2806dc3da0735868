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
