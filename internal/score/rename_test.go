package score

import (
	"maps"
	"slices"
	"testing"
)

func TestRenames(t *testing.T) {
	named := func(id, title, service string) Control {
		c := scored(id, 5, 10)
		c.Title, c.Service = title, service
		return c
	}
	for _, tc := range []struct {
		name          string
		before, after []Control
		from          string
	}{
		{"a version raised", []Control{named("AdminMFAV2", "MFA", "AzureAD")},
			[]Control{named("AdminMFAV3", "MFA", "AzureAD")}, "AdminMFAV2"},
		{"a first version", []Control{named("AdminMFA", "MFA", "AzureAD")},
			[]Control{named("adminmfa_v2", " mfa", "azuread")}, "AdminMFA"},
		{"G7: a number and a version", []Control{named("scid_91_v1", "MFA", "MDATP")},
			[]Control{named("scid_91_v2", "MFA", "MDATP")}, "scid_91_v1"},
		{"a first version behind a number", []Control{named("scid_91", "MFA", "MDATP")},
			[]Control{named("scid_91_v2", "MFA", "MDATP")}, "scid_91"},
		{"a number and a version of another number", []Control{named("scid_91_v1", "MFA", "MDATP")},
			[]Control{named("scid_92_v2", "MFA", "MDATP")}, ""},
		{"a v between numbers", []Control{named("tls1v1", "MFA", "MDATP")}, []Control{named("tls1v2", "MFA", "MDATP")}, ""},
		{"a version lowered", []Control{named("AdminMFAV3", "MFA", "AzureAD")},
			[]Control{named("AdminMFAV2", "MFA", "AzureAD")}, ""},
		{"another title", []Control{named("AdminMFAV2", "MFA", "AzureAD")},
			[]Control{named("AdminMFAV3", "Other", "AzureAD")}, ""},
		{"another service", []Control{named("AdminMFAV2", "MFA", "AzureAD")},
			[]Control{named("AdminMFAV3", "MFA", "EXO")}, ""},
		{"both at once", []Control{named("AdminMFAV2", "MFA", "AzureAD")},
			[]Control{named("AdminMFAV2", "MFA", "AzureAD"), named("AdminMFAV3", "MFA", "AzureAD")}, ""},
		{"two candidates", []Control{named("AdminMFAV1", "MFA", "AzureAD")},
			[]Control{named("AdminMFAV2", "MFA", "AzureAD"), named("AdminMFAV3", "MFA", "AzureAD")}, ""},
		{"the same version, written in another way", []Control{named("AdminMFAV2", "MFA", "AzureAD")},
			[]Control{named("AdminMFA_v2", "MFA", "AzureAD")}, ""},
		{"no title", []Control{named("AdminMFAV2", " ", "AzureAD")}, []Control{named("AdminMFAV3", "", "AzureAD")}, ""},
		{"a number that is no version", []Control{named("scid_91", "MFA", "AzureAD")},
			[]Control{named("scid_92", "MFA", "AzureAD")}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			from := ""
			changes := Diff(of("2026-11-16", tc.before...), of("2026-11-23", tc.after...)).Changes
			if tc.from != "" && len(changes) != 1 {
				t.Errorf("%d changes, want the rename alone: %+v", len(changes), changes)
			}
			for _, c := range changes {
				from += c.RenamedFrom
				if c.RenamedFrom != "" && (len(c.Kinds) > 0 || c.Effect != 0) {
					t.Errorf("the rename alone has the kinds %v and the effect %v", c.Kinds, c.Effect)
				}
			}
			if from != tc.from {
				t.Errorf("renamed from %q, want %q", from, tc.from)
			}
		})
	}
}

func TestMovedFrom(t *testing.T) {
	for _, tc := range []struct{ name, before, after, want string }{
		{"to another category", "Apps", "Identity", "Apps"},
		{"in another case", "identity", " Identity", ""},
		{"from no category", "", "Identity", ""},
		{"to no category", "Apps", " ", ""},
		{"from none to none", "", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before, after := scored("A", 5, 10), scored("A", 5, 10)
			before.Category, after.Category = tc.before, tc.after
			got := ""
			for _, c := range Diff(of("2026-11-16", before), of("2026-11-23", after)).Changes {
				got += c.MovedFrom
			}
			if got != tc.want {
				t.Errorf("moved from %q, want %q", got, tc.want)
			}
		})
	}
}

// A day of Microsoft's history has today's categories, so nothing moved since.
func TestNothingMovedSinceAThinDay(t *testing.T) {
	before, after := scored("A", 5, 10), scored("A", 5, 10)
	before.Category, after.Category = "Apps", "Identity"
	thin := of("2026-09-01", before)
	thin.Thin = true
	if changes := Diff(thin, of("2026-11-23", after)).Changes; len(changes) != 0 {
		t.Errorf("changes %+v, want none", changes)
	}
}

func TestInCategoriesOf(t *testing.T) {
	in := func(id, category string) Control {
		c := scored(id, 5, 10)
		c.Category = category
		return c
	}
	before := of("2026-11-16", in("moved", "Apps"), in("gone", "Data"), in("stays", "Identity"))
	after := of("2026-11-23", in("stays", "Identity"), in("MOVED", "Identity"), in("new", "Apps"))
	got := map[string]string{}
	var order []string
	for _, c := range before.InCategoriesOf(after).Controls {
		got[c.ID] = c.Category
		order = append(order, c.ID)
	}
	want := map[string]string{"gone": "Data", "moved": "Identity", "stays": "Identity"}
	if !maps.Equal(got, want) || !slices.IsSorted(order) {
		t.Errorf("categories %v in the order %v, want %v in the order of the ids", got, order, want)
	}
	if before.Controls[0].Category != "Apps" {
		t.Error("the snapshot itself changed")
	}
}
