package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// filterInput is a tenant of three products, and one that is not scored.
func filterInput(f report.Filter) report.Input {
	control := func(id, category, service string) score.Control {
		return score.Control{ID: id, Title: id, Category: category, Service: service, Max: 10,
			MaxSource: score.MaxOfProfile, HasProfile: true}
	}
	return report.Input{
		Filter: f,
		Snapshot: score.Snapshot{Date: "2026-11-23", Max: 40, Controls: []score.Control{
			control("mfa", "Identity", "AzureAD"), control("odd", "", "Novel"), control("pages", "Apps", "SWAY"),
			control("sensors", "Identity", "Azure ATP"),
		}},
		Catalogue: []score.Profile{{ID: "github", Category: "Apps", Service: "MDA_GitHub", Max: 5}},
	}
}

func TestFilterByProduct(t *testing.T) {
	no := false
	for _, tc := range []struct {
		name   string
		filter report.Filter
		want   string
	}{
		{"by Microsoft's code", report.Filter{Services: []string{" azuread"}}, "mfa"},
		{"by name", report.Filter{Services: []string{"microsoft entra id", "Novel"}}, "mfa odd"},
		{"without a product", report.Filter{ExcludeServices: []string{"Sway"}}, "mfa odd sensors"},
		{"without a product, by name", report.Filter{ExcludeServices: []string{"Microsoft Sway"}}, "mfa odd sensors"},
		{"with and without", report.Filter{Services: []string{"AzureAD", "Azure ATP"},
			ExcludeServices: []string{"Azure ATP"}}, "mfa"},
		{"and a category", report.Filter{Categories: []string{"identity"}, ExcludeServices: []string{"azuread"}},
			"sensors"},
		{"a category without a name", report.Filter{Categories: []string{"uncategorized"}}, "odd"},
		{"not scored", report.Filter{Licensed: &no, Services: []string{"mda_github"}}, "github"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var ids []string
			in := filterInput(tc.filter)
			for _, a := range report.Build(in).Actions {
				ids = append(ids, a.ID)
			}
			slices.Sort(ids)
			if got := strings.Join(ids, " "); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			if misses := in.FilterMisses(); len(misses) > 0 {
				t.Errorf("%+v match nothing", misses)
			}
		})
	}
}

// H6: a name that no action has is a note.
func TestFilterMisses(t *testing.T) {
	no := false
	categories := []string{"Apps", "Identity", "Uncategorized"}
	products := []string{"Microsoft Defender for Identity", "Microsoft Entra ID", "Microsoft Sway", "Novel"}
	for _, tc := range []struct {
		name   string
		filter report.Filter
		want   []report.FilterMiss
	}{
		{"H6: a category", report.Filter{Categories: []string{"Identity", "Foo"}},
			[]report.FilterMiss{{Name: "Foo", Known: categories}}},
		{"products", report.Filter{Services: []string{"Intune"}, ExcludeServices: []string{"Forms"}},
			[]report.FilterMiss{{Product: true, Name: "Intune", Known: products},
				{Product: true, Name: "Forms", Known: products}}},
		{"a product that is scored, where those are wanted that are not", report.Filter{Licensed: &no,
			Services: []string{"AzureAD"}}, []report.FilterMiss{{Product: true, Name: "AzureAD",
			Known: []string{"Microsoft Defender for Cloud Apps (GitHub)"}}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, filterInput(tc.filter).FilterMisses()); diff != "" {
				t.Error(diff)
			}
		})
	}
	in := filterInput(report.Filter{Categories: []string{"Foo"}})
	in.Snapshot.Controls = nil
	if misses := in.FilterMisses(); len(misses) > 0 {
		t.Errorf("%+v, though no action is known", misses)
	}
}
