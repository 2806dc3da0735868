package repository_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/cloudsetup"
)

// What securescore init --aws accepts is what CloudFormation accepts.
func TestParametersAreTheTemplates(t *testing.T) {
	tpl := readTemplate(t, nil)
	for name, want := range cloudsetup.Constraints {
		parameter := get(tpl.doc, "Parameters", name)
		if parameter == nil {
			t.Errorf("the template has no parameter %s", name)
			continue
		}
		got := cloudsetup.Constraint{Meaning: get(parameter, "ConstraintDescription").Value}
		if values := get(parameter, "AllowedValues"); values != nil {
			got.Pattern = strings.Join(tpl.list(values), "|")
		} else {
			got.Pattern = get(parameter, "AllowedPattern").Value
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("%s: not what the template has: %s", name, diff)
		}
	}
	for parameter, stored := range map[string]string{
		"SlackTokenParameter": cloudsetup.TokenParameter, "WebhookSecretParameter": cloudsetup.HookSecretParameter,
	} {
		if got := tpl.parameters[parameter]; got != stored {
			t.Errorf("%s is %s by default, and the secret is stored in %s", parameter, got, stored)
		}
	}
	for cloud, audience := range map[string]string{
		"public": cloudsetup.Audience("public"), "usgov": cloudsetup.Audience("usgov"),
		"usgovdod": cloudsetup.Audience("usgovdod"),
	} {
		if got := get(tpl.doc, "Mappings", "Microsoft", cloud, "Audience").Value; got != audience {
			t.Errorf("%s: the audience is %s and the template's is %s", cloud, audience, got)
		}
	}
}

// The rules refuse, before anything is made, a tenant that is only the default
// and email without a sender.
func TestRules(t *testing.T) {
	const id, zero = "8f1c2c8e-6f0a-4f4e-9a77-2f6f2c2c1f10", "00000000-0000-0000-0000-000000000000"
	const tenant, client = "TenantId is needed", "EntraClientId is needed"
	for name, tt := range map[string]struct {
		parameters map[string]string
		refused    []string
	}{
		"nothing":              {nil, []string{tenant, client}},
		"no application":       {map[string]string{"TenantId": id}, []string{client}},
		"a tenant":             {map[string]string{"TenantId": id, "EntraClientId": id}, nil},
		"zeros for the tenant": {map[string]string{"TenantId": zero, "EntraClientId": id}, []string{tenant}},
		"a document":           {map[string]string{"ConfigLocation": "awsparamstore:///own"}, nil},
		"email without a sender": {
			map[string]string{"ConfigLocation": "awsparamstore:///own", "EmailTo": "it@contoso.example"},
			[]string{"EmailTo needs"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			refused := readTemplate(t, tt.parameters).refused()
			if !slices.EqualFunc(refused, tt.refused, strings.HasPrefix) {
				t.Errorf("refused with %q, want %q", refused, tt.refused)
			}
		})
	}
}

// refused are the descriptions of the assertions that the parameters fail.
func (tpl template) refused() (list []string) {
	tpl.t.Helper()
	rules := get(tpl.doc, "Rules").Content
	for i := 1; i < len(rules); i += 2 {
		if !tpl.holds(get(rules[i], "RuleCondition")) {
			continue
		}
		for _, assertion := range get(rules[i], "Assertions").Content {
			if !tpl.holds(get(assertion, "Assert")) {
				list = append(list, get(assertion, "AssertDescription").Value)
			}
		}
	}
	return list
}
