package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/graph"
)

// twoValues are two valid values for each rule that the tag of a setting can
// name.
var twoValues = map[string][2]any{
	"accent":     {"#1d3f72", "#5b2a86"},
	"address":    {"one@contoso.example", "two@contoso.example"},
	"branding":   {"Contoso", "Northwind"},
	"channel":    {"#one", "#two"},
	"channelID":  {"C0000000001", "C0000000002"},
	"cloud":      {"public", "usgov"},
	"day":        {"2027-01-31", "2027-06-30"},
	"edition":    {"summary", "full"},
	"file":       {"one.png", "two.png"},
	"hours":      {"22:00-06:00", "23:00-07:00"},
	"id":         {"one.example", "two.example"},
	"identifier": {"one", "two"},
	"kind":       {"regressed", "added"},
	"language":   {"en", "de"},
	"line":       {"one", "two"},
	"locale":     {"en-GB", "de-DE"},
	"name":       {"one", "two"},
	"hookURL":    {"env://ONE", "env://TWO"},
	"signing":    {"env://ONE", "env://TWO"},
	"network":    {"10.0.0.0/8", "192.168.0.0/16"},
	"note":       {"one note", "another"},
	"paper":      {"a4", "letter"},
	"percent":    {71, 72},
	"points":     {1, 2},
	"reason":     {"Scanner in plant 2", "Lab"},
	"retention":  {"P100D", "P200D"},
	"route":      {"#one", "#two"},
	"secret":     {"env://ONE", "env://TWO"},
	"slackHook":  {"env://ONE", "env://TWO"},
	"slackToken": {"env://ONE", "env://TWO"},
	"teamsHook":  {"env://ONE", "env://TWO"},
	"team":       {"T0000000001", "T0000000002"},
	"timeZone":   {"Europe/Berlin", "Asia/Tokyo"},
	"transport":  {"ses", "graph"},
	"user":       {"U0000000001", "U0000000002"},
	"webURL":     {"https://one.example/v1.0", "https://two.example/v1.0"},
	"weekday":    {"monday", "friday"},
	"word":       {"one", "two"},
}

// refused are settings that the document may not have, although their types do:
// they would have no effect.
var refused = []string{"tenants.slack.askers", "tenants.slack.askIn", "tenants.slack.team"}

// Every setting of the configuration reaches the job: with two values of it,
// two different jobs come out of the wiring. A setting that is read and not
// handed on fails here by its name.
func TestEverySettingReachesTheJob(t *testing.T) {
	process := wiring(t).PromptWith(func(context.Context, graph.DevicePrompt) error { return nil })
	dir := t.TempDir()
	twoValues["store"] = [2]any{"file://" + dir + "/one", "file://" + dir + "/two"}
	job := func(document map[string]any) string {
		t.Helper()
		text, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		cfg, err := config.Parse("config.json", text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		j, err := process.Job(cfg)
		if err != nil {
			t.Fatal(err)
		}
		return dump(j)
	}
	all := settings(reflect.TypeFor[config.Config](), nil)
	if len(all) < 50 {
		t.Fatalf("%d settings, which cannot be all", len(all))
	}
	for _, s := range all {
		values, ok := twoValues[s.check]
		if !ok {
			t.Errorf("%s: there are no two values for the rule %q", s, s.check)
			continue
		}
		if slices.Contains(refused, s.String()) {
			text, _ := json.Marshal(s.document(values[0]))
			if _, err := config.Parse("config.json", text); err == nil || !strings.Contains(err.Error(), "top level") {
				t.Errorf("%s has no effect and is not refused: %v", s, err)
			}
			continue
		}
		one, again, two := job(s.document(values[0])), job(s.document(values[0])), job(s.document(values[1]))
		if one != again {
			t.Fatalf("%s: one document makes two jobs, so nothing can be compared:\n%s", s, firstDifference(one, again))
		}
		if one == two {
			t.Errorf("%s reaches nothing: %v and %v make the same job", s, values[0], values[1])
		}
	}
}

// wiring is a process whose environment has ONE and TWO, with an STS that
// issues the audience as the token.
func wiring(t *testing.T) *Process {
	t.Helper()
	sts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(body))
		fmt.Fprintf(w, `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			<GetWebIdentityTokenResult><WebIdentityToken>for %s</WebIdentityToken></GetWebIdentityTokenResult>
			</GetWebIdentityTokenResponse>`, form.Get("Audience.member.1"))
	}))
	t.Cleanup(sts.Close)
	environment := func(name string) (string, bool) { return "the value of " + name, true }
	now := func() time.Time { return time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC) }
	p := NewProcess(environment, now, slog.New(slog.DiscardHandler))
	p.aws.Load = func(context.Context) (aws.Config, error) {
		return aws.Config{
			Region: "eu-central-1", BaseEndpoint: &sts.URL, RetryMaxAttempts: 1,
			Credentials: credentials.NewStaticCredentialsProvider("id", "key", ""),
		}, nil
	}
	return p
}

// setting is a leaf of the configuration.
type setting struct {
	path  []step
	check string
}

// step is a key on the way to a setting.
type step struct {
	key  string
	of   reflect.Type // of the mapping that has the key; nil for a map
	list bool         // the key holds a list, and the next step is its first item
}

func (s setting) String() string {
	var keys []string
	for _, step := range s.path {
		keys = append(keys, step.key)
	}
	return strings.Join(keys, ".")
}

// settings are all leaves below a struct.
func settings(of reflect.Type, path []step) []setting {
	var list []setting
	for i := range of.NumField() {
		f := of.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("key"), ",")
		if key == "" {
			continue
		}
		inner, check := f.Type, f.Tag.Get("check")
		here := step{key: key, of: of, list: inner.Kind() == reflect.Slice}
		for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		steps := append(slices.Clone(path), here)
		switch {
		case inner.Kind() == reflect.Map:
			list = append(list, setting{append(steps, step{key: "regressed"}), check})
		case check != "":
			list = append(list, setting{steps, check})
		default:
			list = append(list, settings(inner, steps)...)
		}
	}
	return list
}

// document is a small configuration in which the setting has the value.
func (s setting) document(value any) map[string]any {
	root := map[string]any{
		"store":   twoValues["store"][0],
		"slack":   map[string]any{"token": "env://SLACK", "channel": "#security"},
		"email":   map[string]any{"transport": "ses", "from": "score@contoso.example", "to": []any{"ciso@contoso.example"}},
		"teams":   map[string]any{"webhook": "https://teams.invalid/workflow"},
		"webhook": map[string]any{"url": "https://hooks.invalid/score", "secret": "env://HOOK_SECRET"},
		"tenants": []any{map[string]any{
			"name": "contoso", "id": "contoso.example", "auth": map[string]any{"token": "env://TOKEN"},
		}},
	}
	if s.path[0].key == "auth" { // the default, which a tenant's own would hide
		delete(root["tenants"].([]any)[0].(map[string]any), "auth")
	}
	at := root
	for i, step := range s.path {
		if i == len(s.path)-1 {
			at[step.key] = value
			if step.list {
				at[step.key] = []any{value}
			}
			complete(at, step.of)
			break
		}
		next, exists := at[step.key].(map[string]any)
		if list, ok := at[step.key].([]any); ok {
			next, exists = list[0].(map[string]any), true
		}
		if !exists || step.key == "auth" { // of which exactly one way is needed
			next = map[string]any{}
			at[step.key] = next
			if step.list {
				at[step.key] = []any{next}
			}
		}
		at = next
	}
	return root
}

// complete adds the keys that a mapping requires beside the one that is set,
// the token that Slack's address needs, and the secret of an own webhook.
func complete(mapping map[string]any, of reflect.Type) {
	if of == nil {
		return
	}
	for i := range of.NumField() {
		tag := of.Field(i).Tag
		key, option, _ := strings.Cut(tag.Get("key"), ",")
		_, moved := mapping["apiUrl"]
		_, own := mapping["url"]
		needed := option == "required" || moved && key == "token" || own && key == "secret"
		if _, set := mapping[key]; needed && !set {
			mapping[key] = twoValues[tag.Get("check")][0]
		}
	}
}
