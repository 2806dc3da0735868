package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// One broken entry of tenants stops no other tenant. What is wrong at the top
// level, or with all tenants, stops everything.
func TestBrokenTenants(t *testing.T) {
	const begin = "store: file://./data\nauth: {token: env://T}\n"
	for _, tt := range []struct {
		name, document string
		want           map[string]string // by tenant; nil where everything stops
	}{
		{"all well", begin + "tenants: [{name: a, id: a-1}, {name: b, id: b-1}]", map[string]string{"a": "", "b": ""}},
		{"a bad id", begin + "tenants: [{name: a, id: a-1}, {name: b, id: b b}]",
			map[string]string{"a": "", "b": "c.yaml:3:45: tenants[1].id"}},
		{"two sign-ins", begin + "tenants:\n- {name: a, id: a-1}\n" +
			"- {name: b, id: b-1, auth: {token: env://T, federation: {clientId: x}}}",
			map[string]string{"a": "", "b": "c.yaml:5:28: tenants[1].auth: exactly one"}},
		{"a secret that is no reference", begin +
			"tenants: [{name: a, id: a-1}, {name: b, id: b-1, auth: {token: vault://x}}]",
			map[string]string{"a": "", "b": "c.yaml:3:64: tenants[1].auth.token: looks like a reference"}},
		{"a font", begin + "tenants: [{name: a, id: a-1}, {name: b, id: b-1, report: {font: 'http://x'}}]",
			map[string]string{"a": "", "b": "c.yaml:3:65: tenants[1].report.font: must be a path"}},
		{"no name", begin + "tenants: [{name: a, id: a-1}, {id: b-1}]",
			map[string]string{"a": "", "b-1": "c.yaml:3:31: tenants[1].name: is missing"}},
		{"nothing at all", begin + "tenants: [{name: a, id: a-1}, contoso]",
			map[string]string{"a": "", "tenants[1]": "c.yaml:3:31: tenants[1]: must be a mapping"}},
		{"one name twice", begin + "tenants: [{name: a, id: a-1}, {name: b, id: b-1}, {name: c, id: B-1}]",
			map[string]string{"a": "", "b": "c.yaml:3:45: tenants[1].id: is the same as tenants[2].id",
				"c": "c.yaml:3:65: tenants[2].id: is the same as tenants[1].id"}},
		{"an alias of what is wrong", begin + "tenants:\n- {name: a, id: a-1, report: &r {font: 'http://x'}}\n" +
			"- {name: b, id: b-1, report: *r}\n- {name: c, id: c-1}",
			map[string]string{"a": "c.yaml:4:40: tenants[0].report.font", "b": "c.yaml:4:40: tenants[1].report.font", "c": ""}},
		{"the top level", "stoer: x\n" + begin + "tenants: [{name: a, id: a-1}, {name: b, id: b b}]", nil},
		{"every tenant", begin + "tenants: [{name: b, id: b b}]", nil},
		{"no tenants", begin + "tenants: []", nil},
		{"no list of tenants", begin + "tenants: {}", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Parse("c.yaml", []byte(tt.document))
			if (err == nil) != (tt.want != nil) {
				t.Fatalf("error %v", err)
			}
			if got := len(c.Tenants); got != len(tt.want) {
				t.Fatalf("%d tenants, want %d", got, len(tt.want))
			}
			for _, tenant := range c.Tenants {
				got := tenant.Problems.Error()
				if want := tt.want[tenant.Name]; !strings.HasPrefix(got, want) || (want == "") != (got == "") {
					t.Errorf("%s: problems %q, want %q", tenant.Name, got, want)
				}
			}
			broken := err != nil || len(c.Problems()) > 0
			if checked := Check("c.yaml", []byte(tt.document)) != nil; checked != broken {
				t.Errorf("broken %v, but the check finds it: %v", broken, checked)
			}
		})
	}
}

// A tenant's own sign-in replaces that of the top level as a whole.
func TestDefaultSignIn(t *testing.T) {
	c, err := Parse("c.yaml", []byte(`
store: file://./data
auth: {federation: {clientId: shared, audience: urn:own}}
tenants:
- {name: default, id: t-1}
- {name: other way, id: t-2, auth: {token: env://T}}
- {name: same way, id: t-3, auth: {federation: {clientId: own}}}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Auth{
		{Federation: &Federation{"shared", "urn:own"}},
		{Token: NewSecret("env://T")},
		{Federation: &Federation{"own", "api://AzureADTokenExchange"}},
	}
	for i, auth := range want {
		if diff := cmp.Diff(auth, c.Tenants[i].Auth, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.Tenants[i].Name, diff)
		}
	}
}

// Check is Parse that succeeds only if nothing is wrong.
func Check(name string, doc []byte) error {
	c, err := Parse(name, doc)
	if problems := c.Problems(); err == nil && len(problems) > 0 {
		return problems
	}
	return err
}
