package repository_test

import (
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
		got := cloudsetup.Constraint{
			Pattern: get(parameter, "AllowedPattern").Value, Meaning: get(parameter, "ConstraintDescription").Value,
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("%s: not what the template has: %s", name, diff)
		}
	}
	if got := tpl.parameters["SlackTokenParameter"]; got != cloudsetup.TokenParameter {
		t.Errorf("the Slack token is stored in %s and read from %s", cloudsetup.TokenParameter, got)
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
