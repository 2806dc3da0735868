package config

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// everything is a document with every field, as the contract shows it.
const everything = `store: file://./data
graph:
  cloud: public
  url: ""
slack:
  token: awsparamstore:///securescore/slack-token
  apiUrl: ""
  channel: "#security"
email:
  transport: ses
  from: secure-score@contoso.example
  to: [ciso@contoso.example]
alerts:
  minPoints: 0.5
  mention: {regressed: "<!subteam^S012>"}
retention: P400D
tenants:
  - name: contoso
    id: 00000000-0000-0000-0000-000000000000
    auth:
      federation: {clientId: 11111111-1111-1111-1111-111111111111, audience: "api://AzureADTokenExchange"}
    goal: {percent: 80, by: 2027-06-30}
    zones: {good: 80, okay: 60}
    slack: {channel: "#contoso"}
    email: {to: [it@contoso.example]}
`

const least = `store: file://./data
tenants:
  - {name: contoso, id: t-1, auth: {token: env://GRAPH_TOKEN}}
`

func TestTheContractsExample(t *testing.T) {
	c, err := Parse("config.yaml", []byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	tenant := c.Tenants[0]
	got := fmt.Sprint(c.Store, tenant.Slack.Channel, tenant.Slack.Token, tenant.Email.To, tenant.Email.From, tenant.Email.Transport,
		tenant.Goal.Percent, tenant.Goal.By.Year(), tenant.Zones, tenant.Auth.Federation.Audience, c.Alerts.Mention["regressed"], c.Retention)
	want := `file://./data#contosoawsparamstore:///securescore/slack-token [it@contoso.example] secure-score@contoso.example ses 80 2027 {80 60} api://AzureADTokenExchange <!subteam^S012> P400D`
	if diff := cmp.Diff(strings.ReplaceAll(want, " ", ""), strings.ReplaceAll(got, " ", "")); diff != "" {
		t.Error(diff)
	}
}

func TestDefaults(t *testing.T) {
	c, err := Parse("config.yaml", []byte(least))
	if err != nil {
		t.Fatal(err)
	}
	if c.Graph.Cloud != "public" || c.Alerts.MinPoints != 0.5 || c.Retention.String() != "P400D" || c.Tenants[0].Zones != (Zones{80, 60}) {
		t.Errorf("defaults are %+v", c)
	}
}

// Every problem is reported at once, with its line, and never with a value.
func TestProblems(t *testing.T) {
	doc := `store: ./data
stoer: x
graph: {cloud: moon, url: "http://graph.example/v1.0"}
email: {transport: "smtp://user:hunter2@", from: nobody, to: [x]}
alerts: {minPoints: -1, mention: {exploded: "x"}}
retention: forever
tenants:
  - name: a
    id: t-1
    auth: {token: "hunter2 secret", clientSecret: {clientId: x, secret: hunter2}}
    zones: {good: 50, okay: 60}
  - name: A
    id: "no blanks"
    auth: {}
    goal: {percent: 120}
`
	_, err := Parse("config.yaml", []byte(doc))
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("error %v, want Problems", err)
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a secret is in the problems:\n%v", err)
	}
	lines := map[int]bool{}
	for _, p := range problems {
		lines[p.Line] = true
	}
	for _, line := range []int{1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 15} {
		if !lines[line] {
			t.Errorf("nothing is said about line %d:\n%v", line, err)
		}
	}
}

func TestDocumentsThatAreNone(t *testing.T) {
	for name, doc := range map[string]string{
		"empty": "", "a list": "- a", "a text": "x", "broken YAML": "store: [hunter2", "broken JSON": `{"store": hunter2,}`,
		"too large": strings.Repeat("#", maxDocument+1), "an alias bomb": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
		"a key twice": "store: file://./a\nstore: file://./b\n",
	} {
		_, err := Parse("config.yaml", []byte(doc))
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestSchema(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("config.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for doc, valid := range map[string]bool{
		`{"store": "file://./data", "tenants": [{"name": "a", "id": "t", "auth": {"token": "env://X"}}]}`:         true,
		`{"store": "file://./data", "tenants": []}`:                                                               false,
		`{"store": "file://./data", "tenants": [{"name": "a", "id": "t", "auth": {}}]}`:                           false,
		`{"store": "file://./data", "x": 1, "tenants": [{"name": "a", "id": "t", "auth": {"token": "env://X"}}]}`: false,
	} {
		var value any
		if err := json.Unmarshal([]byte(doc), &value); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != valid {
			t.Errorf("%s: %v, want valid %v", doc, err, valid)
		}
		if _, err := Parse("config.json", []byte(doc)); (err == nil) != valid {
			t.Errorf("%s: Parse says %v, want valid %v", doc, err, valid)
		}
	}
}

func TestSecretsDoNotShow(t *testing.T) {
	s := NewSecret("hunter2")
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprint(s), fmt.Sprintf("%#v %+v %x %q", s, struct{ S Secret }{s}, s, s), string(encoded)} {
		if strings.Contains(shown, "hunter2") || strings.Contains(shown, "68756e74657232") {
			t.Errorf("a secret shows as %s", shown)
		}
	}
}

func TestReferences(t *testing.T) {
	ctx := context.Background()
	file := t.TempDir() + "/token"
	if err := os.WriteFile(file, []byte("of a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	from := NewResolver(func(name string) (string, bool) { return "of " + name, name == "HERE" }, os.ReadFile)
	for ref, want := range map[string]string{"env://HERE": "of HERE", "file://" + file: "of a file", "plain": "plain"} {
		if got, err := NewSecret(ref).Resolve(ctx, from); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", ref, got, err, want)
		}
	}
	for _, ref := range []string{"env://GONE", "file:///nowhere/at/all", "awssecretsmanager://x"} {
		if _, err := NewSecret(ref).Resolve(ctx, from); err == nil || !strings.Contains(err.Error(), ref) {
			t.Errorf("%s: error %v, want one that names it", ref, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(everything))
	f.Add([]byte(least))
	f.Add([]byte(`{"store": "file://./data", "tenants": [{"name": "a"}]}`))
	f.Fuzz(func(_ *testing.T, doc []byte) { _, _ = Parse("config.yaml", doc) })
}
