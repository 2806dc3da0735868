package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestGainAndEffort(t *testing.T) {
	control := func(points float64, unread bool) score.Control {
		return score.Control{
			Points: points, Max: 5, MaxSource: score.MaxOfProfile, Unread: unread,
			Cost: score.Low, UserImpact: score.Moderate,
		}
	}
	for _, tc := range []struct {
		name    string
		control score.Control
		want    string
	}{
		{"points left", control(2, false), "3 points left (+3.00 pp) · cost low · user impact moderate"},
		{"none left", control(5, false), "no points left"},
		{"not sent", control(0, true), "points left unknown · cost low · user impact moderate"},
	} {
		if got := In(report.Locale{}).GainAndEffort(tc.control, 100); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}
