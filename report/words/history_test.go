package words

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
)

// G9: the comment of a status is in the history once.
func TestMoveRemarksSayACommentOnce(t *testing.T) {
	before, after := whyControl("a", 4, 5, ""), whyControl("a", 0, 5, "Ignored")
	after.StateBy, after.StateComment = "kim@contoso.example", "scanner until 2027"
	changes := score.Diff(whySnapshot("2026-11-16", before), whySnapshot("2026-11-23", after)).Changes
	got := strings.Join(plain.MoveRemarks(changes[0]), " · ")
	const want = "Microsoft Entra ID · Identity · To address → Risk accepted · by kim@contoso.example: " +
		"“scanner until 2027”"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOtherDays(t *testing.T) {
	for want, got := range map[string]string{
		"1 other day with changes not listed because of the filters.": English.OtherDays(1, 2),
		"4 days with changes not listed because of the filters.":      English.OtherDays(4, 0),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// G4: a plan says that the planned actions are in it only where there are some.
func TestPlanIntroAndPlannedActions(t *testing.T) {
	const sentence = "All planned actions are among them."
	for _, state := range []string{"", "Planned"} {
		plan := score.Plan{Reachable: true, Tasks: 1, Effort: 2,
			Steps: []score.Step{{Control: whyControl("a", 0, 5, state), Task: 1, Gain: 5, Effort: 2}}}
		if got := plain.PlanIntro(plan); strings.Contains(got, sentence) != (state != "") {
			t.Errorf("state %q: %s", state, got)
		}
	}
}
