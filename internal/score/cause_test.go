package score

import (
	"slices"
	"testing"
)

func TestCause(t *testing.T) {
	at := func(status Status) Standing { return Standing{Scored: true, Status: status} }
	open, third, accepted := at(ToAddress), at(ThirdParty), at(RiskAccepted)
	ten := Standing{Scored: true, Max: 10, MaxKnown: true, Status: ToAddress}
	for _, tc := range []struct {
		name   string
		change Change
		want   Cause
	}{
		{"added", Change{After: open}, Addition},
		{"removed", Change{Before: open}, Retirement},
		{"half a point lost", Change{Before: open, After: open, OwnPoints: -0.5}, Regression},
		{"lost with the end of a declaration", Change{Before: third, After: open, OwnPoints: -0.5}, Undeclared},
		{"lost under a declaration that stays", Change{Before: third, After: third, OwnPoints: -0.5}, Regression},
		{"lost with an accepted risk",
			Change{Before: open, After: accepted, OwnPoints: -0.5, Kinds: []Kind{Regressed, StatusChanged}},
			Acceptance},
		{"G9: lost with an accepted risk, after a declaration",
			Change{Before: third, After: accepted, OwnPoints: -0.5, Kinds: []Kind{Regressed, StatusChanged}},
			Acceptance},
		{"lost long after the risk was accepted", Change{Before: accepted, After: accepted, OwnPoints: -0.5},
			Regression},
		{"half a point gained", Change{Before: open, After: open, OwnPoints: 0.5}, Improvement},
		{"half a point gained by a declaration", Change{Before: open, After: third, OwnPoints: 0.5, Declared: true},
			Declaration},
		{"less than half a point of an action of ten", Change{Before: ten, After: ten, OwnPoints: -0.49}, Drift},
		{"half a point of an action of ten", Change{Before: ten, After: ten, OwnPoints: -0.5}, Regression},
		{"less than half a point, with another status",
			Change{Before: ten, After: ten, OwnPoints: 0.1, Kinds: []Kind{Improved, StatusChanged}}, Improvement},
		{"less than half a point, under another id", Change{Before: ten, After: ten, OwnPoints: 0.1, RenamedFrom: "V1"},
			Improvement},
		{"another maximum", Change{Before: open, After: open, Kinds: []Kind{Repointed}}, Repointing},
		{"another maximum of a declared action",
			Change{Before: third, After: third, Kinds: []Kind{Improved, Repointed}, Declared: true}, Repointing},
		{"a declaration ended without points", Change{Before: third, After: open, Kinds: []Kind{StatusChanged}},
			Undeclared},
		{"without points, on a day without statuses", Change{Before: third, After: open, RenamedFrom: "V1"}, Renaming},
		{"a risk accepted without points", Change{Before: open, After: accepted, Kinds: []Kind{StatusChanged}}, Acceptance},
		{"a risk accepted without points, and another maximum",
			Change{Before: open, After: accepted, Kinds: []Kind{Repointed, StatusChanged}}, Acceptance},
		{"a declaration ended without points, and another maximum",
			Change{Before: third, After: open, Kinds: []Kind{Repointed, StatusChanged}}, Undeclared},
		{"planned, and another maximum", Change{Before: open, After: at(Planned), Kinds: []Kind{Repointed, StatusChanged}},
			Repointing},
		{"another status and another id",
			Change{Before: open, After: at(Planned), Kinds: []Kind{StatusChanged}, RenamedFrom: "V1"}, StatusOnly},
		{"another id and another category", Change{Before: open, After: open, RenamedFrom: "V1", MovedFrom: "Apps"},
			Renaming},
		{"another category", Change{Before: open, After: open, MovedFrom: "Apps"}, Moving},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.change.Cause(); got != tc.want {
				t.Errorf("cause %q, want %q", got, tc.want)
			}
		})
	}
}

// A control that was 10 of 10 and is 2 of 5 lost 3 points, and Microsoft took
// 5.
func TestByCauseDividesOneChange(t *testing.T) {
	both := Change{ID: "both", Kinds: []Kind{Regressed, Repointed}, OwnPoints: -3, Effect: -5, OwnEffect: -3}
	both.Before.Scored, both.After.Scored = true, true
	only := Change{ID: "only", Kinds: []Kind{Repointed}, Effect: 0.1 + 0.2}
	only.Before.Scored, only.After.Scored = true, true
	groups := Account{Percent: -4.7, Changes: []Change{both, only}}.ByCause()
	if len(groups) != 2 || groups[0].Cause != Regression || groups[1].Cause != Repointing {
		t.Fatalf("groups %+v, want a regression and a new maximum", groups)
	}
	if g := groups[0]; g.Effect != -3 || len(g.Changes) != 1 || g.Changes[0].Effect != -3 {
		t.Errorf("regression %+v, want the effect -3", g)
	}
	if g := groups[1]; !near(g.Effect, -1.7) || len(g.Changes) != 2 || g.Changes[0].Effect != -2 {
		t.Errorf("new maximum %+v, want the effects -2 and 0.3", g)
	}
}

// Effects that cancel leave no error of floating point behind.
func TestByCauseSettlesTheSum(t *testing.T) {
	var changes []Change
	for _, effect := range []float64{0.1, 0.2, -0.3} {
		changes = append(changes, Change{After: Standing{Scored: true}, Effect: effect})
	}
	if groups := (Account{Changes: changes}).ByCause(); groups[0].Effect != 0 {
		t.Errorf("0.1 + 0.2 - 0.3 is %v", groups[0].Effect)
	}
}

func TestDrive(t *testing.T) {
	scored, ten := Standing{Scored: true}, Standing{Scored: true, Max: 10, MaxKnown: true}
	changes := []Change{
		{Before: scored, After: scored, OwnPoints: -3, Effect: -3, OwnEffect: -3}, // regression
		{After: scored, Effect: -0.5}, // added
		{Before: scored, After: scored, OwnPoints: 0.4, Effect: 0.4, OwnEffect: 0.4},
		{Before: scored, Effect: 2}, // removed
		{Before: scored, After: scored, Kinds: []Kind{StatusChanged}},
		{Before: scored, After: scored, MovedFrom: "Apps"},
		{Before: ten, After: ten, OwnPoints: 0.4, Effect: 9, OwnEffect: 9}, // drift, last whatever it comes to
	}
	rose := []Cause{Retirement, Improvement, Regression, Addition, StatusOnly, Moving, Drift}
	for _, tc := range []struct {
		name    string
		percent float64
		want    []Cause
	}{
		{"the score fell", -0.5, []Cause{Regression, Addition, Retirement, Improvement, StatusOnly, Moving, Drift}},
		{"the score rose", 0.5, rose},
		{"the score stayed", 0, rose},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := mapped(Account{Percent: tc.percent, Changes: changes}.Drive(),
				func(g Group) Cause { return g.Cause })
			if !slices.Equal(got, tc.want) {
				t.Errorf("order %v, want %v", got, tc.want)
			}
		})
	}
}
