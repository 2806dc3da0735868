package words

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
)

func TestMoveRemarks(t *testing.T) {
	c := score.Change{
		Category: "Identity", Service: "AzureAD", Kinds: []score.Kind{score.StatusChanged},
		Before:  score.Standing{Scored: true, Status: score.ToAddress},
		After:   score.Standing{Scored: true, Status: score.RiskAccepted},
		Control: score.Control{StateBy: "kim@contoso.example", StateComment: "until the scanner is replaced"},
	}
	const want = "Microsoft Entra ID · Identity · Risk accepted · To address → Risk accepted · by " +
		"kim@contoso.example: “until the scanner is replaced”"
	if got := strings.Join(plain.MoveRemarks(c, CauseName(score.Acceptance)), " · "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	c.Kinds = []score.Kind{score.Regressed}
	if got := strings.Join(plain.MoveRemarks(c), " · "); got != "Microsoft Entra ID · Identity" {
		t.Errorf("without another status: %s", got)
	}
}
