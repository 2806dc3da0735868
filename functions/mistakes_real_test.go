package functions

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"secure-score-reporter/internal/dispatch"
)

// mistakes are what waiting does not fix, each with a part of the cause that
// people read with the dead letter.
var mistakes = []struct {
	name  string
	make  func(f *fleet, i int)
	cause string
}{
	{"no permission", func(f *fleet, i int) { f.breaks(http.StatusForbidden, i) }, "SecurityEvents.Read.All"},
	{"a token that Graph refuses", func(f *fleet, i int) { f.breaks(http.StatusUnauthorized, i) }, "401"},
	{"no such path", func(f *fleet, i int) { f.breaks(http.StatusNotFound, i) }, "404"},
	{"no application", func(f *fleet, i int) { f.unknown[tenantID(i)] = true }, "AADSTS700016"},
	{"an app outside the channel", slackSays("not_in_channel"), "invite"},
	{"channel_not_found", slackSays("channel_not_found"), "#t0005"},
	{"is_archived", slackSays("is_archived"), "archived"},
	{"a code of Slack's that is new", slackSays("something_new"), "something_new"},
	{"a bucket that is read-only", func(f *fleet, i int) { f.readOnly[tenantID(i)] = true }, "AccessDenied"},
	{"an entry that is wrong", func(f *fleet, i int) { f.entry(i)["goal"] = map[string]any{"percent": 800} }, "goal"},
	{"an entry with an unknown key", func(f *fleet, i int) { f.entry(i)["chanel"] = "#x" }, "chanel"},
	{"a tenant without Slack", func(f *fleet, i int) { f.entry(i)["slack"] = map[string]any{"channel": ""} }, "slack"},
}

func slackSays(code string) func(*fleet, int) {
	return func(f *fleet, i int) { f.slackError["#"+tenantName(i)] = code }
}

// F6: each mistake is tried for eight hours, and is then a dead letter with its
// cause. When it is corrected, a redrive delivers once. Other tenants notice
// nothing.
func TestRealMistakes(t *testing.T) {
	tenants := len(mistakes) + 1
	f := newFleet(t, tenants, "60")
	if f == nil {
		return
	}
	var failing []int
	for i, m := range mistakes {
		m.make(f, i)
		failing = append(failing, i)
	}
	f.configure()
	for i := range tenants {
		f.sqs.send(f.sqs.requests, fmt.Sprintf(`{"tenants": [%q], "deliver": ["slack"]}`, tenantName(i)), nil)
	}
	reporters := f.reporters(3)
	f.sqs.drain(reporters...)
	letters := f.sqs.deadLetters()
	causes := causes(letters)
	for i, m := range mistakes {
		if cause, there := causes[tenantName(i)]; !there || !strings.Contains(cause, m.cause) {
			t.Errorf("%s: the cause of the dead letter is %q, want %q in it", m.name, cause, m.cause)
		}
	}
	if len(letters) != len(mistakes) {
		t.Errorf("%d dead letters of %d mistakes", len(letters), len(mistakes))
	}
	f.checkPosts(tenants, failing)

	f.correct()
	f.sqs.redrive(letters)
	f.sqs.redrive(letters)
	f.sqs.drain(reporters...)
	f.checkPosts(tenants, nil)
	if letters := f.sqs.deadLetters(); len(letters) > 0 {
		t.Errorf("dead letters after the correction: %v", causes)
	}
	f.noSecrets(asJSON(t, letters))
}

// F6: a configuration that cannot be read.
func TestRealConfigurationThatCannotBeRead(t *testing.T) {
	const location = "/stack/config"
	cases := []struct {
		name, old, new string // in the document
		refused        int    // times
		dead           string // part of the cause; empty where the message is done
	}{
		{"no YAML", "{", "[", 0, "config"},
		{"an unknown key", `"tenants"`, `"tenant"`, 0, "tenant"},
		{"no secret of Slack", "slack-token", "nothing-here", 0, "nothing-here"},
		{"refused for a day", "", "", 100, "AccessDenied"},
		{"refused for hours", "", "", 12, ""},
	}
	f := newFleet(t, len(cases), "60")
	if f == nil {
		return
	}
	sound := f.parameters[location]
	var failing []int
	for i, tt := range cases {
		f.note(func() {
			f.parameters[location], f.refuses[location] = strings.Replace(sound, tt.old, tt.new, 1), tt.refused
		})
		f.sqs.send(f.sqs.requests, fmt.Sprintf(`{"tenants": [%q], "deliver": ["slack"]}`, tenantName(i)), nil)
		f.sqs.drain(f.reporters(1)...)
		if tt.dead != "" {
			failing = append(failing, i)
		}
	}
	f.checkPosts(len(cases), failing)
	letters := f.sqs.deadLetters()
	causes := causes(letters)
	for i, tt := range cases {
		if cause := causes[tenantName(i)]; (cause == "") != (tt.dead == "") || !strings.Contains(cause, tt.dead) {
			t.Errorf("%s: the cause is %q, want %q in it", tt.name, cause, tt.dead)
		}
	}
	f.note(func() { f.parameters[location], f.refuses[location] = sound, 0 })
	f.sqs.redrive(letters)
	f.sqs.drain(f.reporters(1)...)
	f.checkPosts(len(cases), nil)
}

// causes are those of dead letters by the tenant that their event names.
func causes(letters []types.Message) map[string]string {
	list := map[string]string{}
	for _, m := range letters {
		var e struct{ Tenants []string }
		_ = json.Unmarshal([]byte(*m.Body), &e)
		list[strings.Join(e.Tenants, " ")] = attribute(m, dispatch.Cause)
	}
	return list
}
