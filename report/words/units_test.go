package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// "G5: points 1" is one point in every form.
func TestG5OnePoint(t *testing.T) {
	one := score.Control{Points: 0, Max: 1, MaxSource: score.MaxOfProfile, HasProfile: true}
	action := report.Action{Control: one, Gain: 0.51}
	for _, tc := range []struct{ got, want string }{
		{plain.PointsMovedBy(1), "+1 point"},
		{plain.PointsMovedBy(-1), "−1 point"},
		{plain.PointsMovedBy(1.004), "+1 point"},
		{plain.PointsMovedBy(1.01), "+1.01 points"},
		{plain.PointsMovedBy(0), "±0 points"},
		{plain.InPoints(1), "1 point"},
		{plain.InPoints(0.99), "0.99 points"},
		{plain.ScorePoints(0.99, 1), "0.99 of 1 point"},
		{plain.ScorePoints(1, 1), "1 of 1 point"},
		{plain.ScorePoints(1, 10), "1 of 10 points"},
		{plain.Gain(action), "+1 point (+0.51 pp)"},
		{plain.GainAndEffort(one, 100), "1 point left (+1.00 pp) · cost unknown · user impact unknown"},
		{plain.PointsNote(score.Account{Points: 1, Before: score.Headline{Max: 2}, After: score.Headline{Max: 1}}),
			"+1 point; the maximum went from 2 to 1 point"},
		{plain.WeeksText([]score.Week{{Known: true, Gained: 1, Lost: 2, Drift: -1}}),
			"In 1 week, 1 point was achieved and 2 points regressed. Drift comes to −1 point."},
		{plain.PlanNeeds(score.Plan{Need: 1, Reachable: true, Steps: make([]score.Step, 1), Tasks: 1, Effort: 1}),
			"1 point is missing. The plan has 1 action and an effort of 1."},
		{Count(1, "action"), "1 action"},
		{Count(0, "action"), "0 actions"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}
