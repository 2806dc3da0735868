package score

import (
	"slices"
	"testing"
)

func TestOutOfScope(t *testing.T) {
	catalogue := []Profile{
		{ID: "b", Service: "EXO", Max: 3}, {ID: "A", Service: "AzureAD", Max: 10}, {ID: "c", Service: "EXO", Max: 5},
		{ID: "gone", Service: "EXO", Max: 5, Deprecated: true}, {ID: "d", Service: "EXO", Max: 5},
	}
	inside := scored("a", 4, 10)
	inside.Service = "AzureAD"
	s := of("2026-11-23", inside)
	if got := mapped(OutOfScope(s, catalogue), func(p Profile) string { return p.ID }); !slices.Equal(got,
		[]string{"c", "d", "b"}) {
		t.Errorf("out of scope are %v", got)
	}
	want := []ServiceScope{{Service: "EXO", Outside: 3, OutsidePoints: 13},
		{Service: "AzureAD", Scored: 1, ScoredMax: 10}}
	if got := Scopes(s, catalogue); !slices.Equal(got, want) {
		t.Errorf("scopes are %+v", got)
	}
}
