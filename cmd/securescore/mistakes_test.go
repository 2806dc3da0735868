package main

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/demo"
)

// mistake is what an administrator gets wrong, or what goes wrong around the
// program, in the first hour.
type mistake struct {
	name     string
	document string            // the configuration; empty for one that works
	event    string            // what run reads
	args     []string          // of the command; run without any
	env      map[string]string // beside what the world has
	slack    string            // the error that Slack answers to auth.test
	posts    string            // the error that Slack answers to a message
	mail     map[string]string // what the mail server answers, by command
	network  answers           // of every other server
}

// answers stand in for the servers of a network. Nil passes a request on.
type answers func(*http.Request) (*http.Response, error)

// Every message about a likely mistake is in one file, to be read at once. Each
// says what was tried, on what, why it failed and what to do.
func TestMistakes(t *testing.T) {
	withoutAWS(t)
	var page strings.Builder
	for _, m := range slices.Concat(mistakes(), mistakesOfServices(t)) {
		t.Run(m.name, func(t *testing.T) { m.write(t, &page) })
	}
	golden(t, "testdata/mistakes.txt", page.String())
}

// write makes the mistake and writes what the program says about it.
func (m mistake) write(t *testing.T, page io.Writer) {
	t.Helper()
	w := newWorld(t)
	if m.document != "" {
		document := strings.NewReplacer("<dir>", w.dir, "<graph>", w.graph.URL, "<slack>", w.slack.URL).Replace(m.document)
		if err := w.write("config.yaml", document); err != nil {
			t.Fatal(err)
		}
	}
	for name, value := range m.env {
		w.env[name] = value
		if strings.HasPrefix(name, "AWS_") { // which the SDK reads itself
			t.Setenv(name, value)
		}
	}
	w.slack.refuses, w.slack.refusesPosts = m.slack, m.posts
	if m.mail != nil {
		w.mail = listenForMail(t, m.mail)
	}
	if m.network != nil {
		w.cloud = &microsoft{graph: w.graph.URL, slack: w.slack.URL, first: m.network}
	}
	args := m.args
	if args == nil {
		args = []string{"run", "-"}
	}
	code, stdout, stderr := w.command(t, m.event, args...)
	if code == exitWell {
		t.Errorf("%s: exit code 0\n%s%s", m.name, stdout, stderr)
	}
	w.writeAnswer(page, m.name, args, stdout+stderr, code)
}

// writeAnswer writes a command and what it printed.
func (w *world) writeAnswer(page io.Writer, name string, args []string, text string, code int) {
	text = strings.NewReplacer(w.dir, "<dir>", w.graph.URL, "<graph>", w.slack.URL, "<slack>").Replace(text)
	text = nameServer.ReplaceAllString(text, " on <server>: no such host")
	fmt.Fprintf(page, "== %s\n$ securescore %s\n%s(exit code %d)\n\n", name, strings.Join(args, " "), text, code)
}

// nameServer is where an error names this machine's own name server.
var nameServer = regexp.MustCompile(` on [0-9a-f.:\[\]]+: no such host`)

// The parts of a configuration.
const (
	storePart   = "store: file://<dir>/data\n"
	graphPart   = "graph: {url: \"<graph>\"}\n"
	slackPart   = "slack: {token: env://SLACK_TOKEN, apiUrl: \"<slack>/\", channel: \"#security\"}\n"
	tenantsPart = "tenants:\n  - {name: contoso, id: " + demo.TenantID + ", auth: {token: env://GRAPH_TOKEN}}\n"
	byPerson    = "tenants:\n  - {name: contoso, id: contoso.example, auth: {deviceCode: {}}}\n"
	mailByGraph = "email: {transport: graph, from: score@contoso.example, to: [ciso@contoso.example]}\n"
)

// transport is one that cannot be used everywhere.
var transport = map[string]string{"TRANSPORT": "graph"}

func mistakes() []mistake {
	check := []string{"config", "check"}
	token := func(name, token string) mistake {
		section := strings.Replace(slackPart, "env://SLACK_TOKEN", token, 1)
		return mistake{name: name, document: storePart + section + tenantsPart, args: check}
	}
	return []mistake{
		{name: "a trailing comma in the event", event: "{\n  \"deliver\": [\"slack\",]\n}"},
		{name: "an empty event", event: " "},
		{name: "a misspelt field of the event", event: `{"delivr": ["slack"]}`},
		{name: "an unknown period", event: `{"report": {"period": "7 days"}}`},
		{name: "a schedule that is ahead of the clock", event: `{"scheduledAt": "2062-01-01T00:00:00Z"}`},
		{name: "a filter that matches nothing", event: `{"report": {}, "filter": {"statuses": ["open"]}}`},
		{name: "a tenant that is not configured", event: `{"tenants": ["contso"]}`},
		{name: "a misspelt command", args: []string{"docter"}},
		{name: "a misspelt flag", args: []string{"status", "--tenent", "contoso"}},
		{name: "a status that is none", args: []string{"actions", "--status", "open"}},
		{name: "no configuration", args: check, env: map[string]string{configVariable: "/nowhere/securescore.yaml"}},
		{name: "YAML out of step", document: storePart + "tenants:\n  - name: contoso\n   id: contoso.example\n", args: check},
		{name: "a tab in YAML", document: storePart + "tenants:\n\t- name: contoso\n", args: check},
		{name: "a channel without quotes in brackets", document: storePart + "slack: {token: env://T, channel: #security}\n" + tenantsPart, args: check},
		{name: "a channel without quotes", document: storePart + "slack:\n  channel: #security\n" + tenantsPart, args: check},
		{name: "a misspelt key", document: "stoer: file://<dir>/data\n" + tenantsPart, args: check},
		{name: "a key without a value", document: "store:\n" + tenantsPart, args: check},
		{name: "tenants without a value", document: storePart + "tenants:\n", args: check},
		{name: "no tenant in the list", document: storePart + "tenants: []\n", args: check},
		{name: "a configuration of comments only", document: "# store: file://<dir>/data\n", args: check},
		{name: "a tenant added to a list without a value", document: storePart + "tenants:\n",
			args: []string{"tenants", "add", "contoso", "contoso.example", "--device-code"}},
		{name: "two tenants with one id", args: check, document: storePart + tenantsPart +
			"  - {name: fabrikam, id: " + demo.TenantID + ", auth: {token: env://GRAPH_TOKEN}}\n"},
		token("an app-level token of Slack", "xapp-1"), token("a person's token of Slack", "xoxp-1"),
		token("a refresh token of Slack", "xoxe-1"),
		{name: "an app-level token of Slack behind a reference", document: storePart + slackPart + tenantsPart,
			args: check, env: appLevel},
		{name: "a webhook of Teams as that of Slack", args: check, document: storePart +
			"slack: {webhook: \"https://contoso.webhook.office.com/webhookb2/1\"}\n" + tenantsPart},
		{name: "mail by graph where a person signs in", document: storePart + mailByGraph + byPerson, args: check},
		{name: "mail by graph behind a reference where a person signs in", args: check, env: transport,
			document: storePart + strings.Replace(mailByGraph, "graph", "env://TRANSPORT", 1) + byPerson},
		{name: "a variable that is not set", args: quietDoctor,
			document: storePart + graphPart + strings.Replace(tenantsPart, "GRAPH_TOKEN", "UNSET", 1)},
		{name: "a file that is not there", args: quietDoctor,
			document: storePart + graphPart + strings.Replace(tenantsPart, "env://GRAPH_TOKEN", "file:///nowhere/token", 1)},
		{name: "a webhook of Teams that is not set", args: quietDoctor,
			document: storePart + graphPart + "teams: {webhook: env://UNSET}\n" + tenantsPart},
		{name: "a personal token that has expired", args: quietDoctor, env: map[string]string{"GRAPH_TOKEN": wrongToken}},
	}
}
