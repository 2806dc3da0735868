package words

import (
	"testing"

	"secure-score-reporter/internal/score"
)

func TestChangeDetail(t *testing.T) {
	of := func(points, maximum float64) score.Standing {
		return score.Standing{Scored: true, Points: points, Max: maximum, MaxKnown: true, Status: score.ToAddress}
	}
	unknown := score.Standing{Scored: true, Points: 1, Status: score.ToAddress}
	planned := of(4, 8)
	planned.Status = score.Planned
	added := score.Change{After: of(0, 5), Kinds: []score.Kind{score.Added}, Control: whyControl("a", 0, 5, "")}
	begun := score.Change{After: of(2, 5), Kinds: []score.Kind{score.Added}, Control: whyControl("a", 2, 5, "")}
	for _, tc := range []struct {
		name   string
		change score.Change
		want   string
	}{
		{"improved", score.Change{Before: of(1, 8), After: of(4, 8), Kinds: []score.Kind{score.Improved}},
			"1 → 4 of 8 points"},
		{"regressed", score.Change{Before: of(1, 1), After: of(0, 1), Kinds: []score.Kind{score.Regressed}},
			"1 → 0 of 1 point"},
		{"unknown maximum", score.Change{Before: of(4, 8), After: unknown, Kinds: []score.Kind{score.Regressed}},
			"4 → 1 point, maximum unknown"},
		{"worth less", score.Change{Before: of(0.71, 2), After: of(0.71, 1), Kinds: []score.Kind{score.Repointed}},
			"0.71 points · worth 2 → 1 point"},
		{"worth less, and moved", score.Change{Before: of(2.5, 5), After: of(0, 1),
			Kinds: []score.Kind{score.Regressed, score.Repointed}}, "2.5 → 0 points · worth 5 → 1 point"},
		{"worth more, with a status", score.Change{Before: of(1, 1), After: planned,
			Kinds: []score.Kind{score.Improved, score.Repointed, score.StatusChanged}},
			"1 → 4 points · worth 1 → 8 points · To address → Planned"},
		{"status only", score.Change{Before: of(4, 8), After: planned, Kinds: []score.Kind{score.StatusChanged}},
			"4 of 8 points · To address → Planned"},
		{"renamed", score.Change{Before: of(0, 4), After: of(0, 4), RenamedFrom: "aV1"},
			"0 of 4 points · previously aV1"},
		{"moved", score.Change{Before: of(1, 4), After: of(1, 4), MovedFrom: "Apps"}, "1 of 4 points · moved from Apps"},
		{"added", added, "5 points left · cost unknown · user impact unknown"},
		{"added, and begun", begun, "2 of 5 points · 3 points left · cost unknown · user impact unknown"},
		{"removed", score.Change{Before: of(3, 3), Kinds: []score.Kind{score.Retired}}, "had 3 of 3 points"},
	} {
		if got := plain.ChangeDetail(tc.change, score.Headline{}); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestCauseCount(t *testing.T) {
	for cause, want := range map[score.Cause][2]string{
		score.Regression: {"1 regressed", "2 regressed"},
		score.Undeclared: {"1 no longer reported", "2 no longer reported"},
		score.Acceptance: {"1 risk accepted", "2 risks accepted"},
		score.Repointing: {"1 new maximum", "2 new maximums"},
		score.Drift:      {"1 drifted", "2 drifted"},
		score.StatusOnly: {"1 changed status", "2 changed status"},
		score.Moving:     {"1 changed category", "2 changed category"},
	} {
		if got := [2]string{English.CauseCount(1, cause), English.CauseCount(2, cause)}; got != want {
			t.Errorf("%s: %q, want %q", cause, got, want)
		}
	}
}

func TestOutOfReach(t *testing.T) {
	const unreachable = "The goal cannot be reached with the actions that are scored today: "
	for n, want := range []string{
		"none of them is open.",
		"the only open action raises the score to 90.15 %.",
		"all 2 open actions together raise the score to 90.15 %.",
	} {
		if got := plain.outOfReach(score.Plan{Steps: make([]score.Step, n), Reaches: 90.15}); got != unreachable+want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
