package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
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
	slack    string            // what Slack answers to auth.test
	deaf     bool              // Slack refuses every message
	network  answers           // of every other server
}

// answers stand in for the servers of a network. Nil passes a request on.
type answers func(*http.Request) (*http.Response, error)

// Every message about a likely mistake is in one file, to be read at once. Each
// says what was tried, on what, why it failed and what to do.
func TestMistakes(t *testing.T) {
	var page strings.Builder
	for _, m := range mistakes() {
		w := newWorld(t)
		if m.document != "" {
			document := strings.NewReplacer("<dir>", w.dir, "<graph>", w.graph.URL, "<slack>", w.slack.URL).Replace(m.document)
			if err := w.write("config.yaml", document); err != nil {
				t.Fatal(err)
			}
		}
		for name, value := range m.env {
			w.env[name] = value
		}
		w.slack.refuses, w.slack.down = m.slack, m.deaf
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
		text := strings.NewReplacer(w.dir, "<dir>", w.graph.URL, "<graph>", w.slack.URL, "<slack>").Replace(stdout + stderr)
		fmt.Fprintf(&page, "== %s\n$ securescore %s\n%s(exit code %d)\n\n", m.name, strings.Join(args, " "), text, code)
	}
	golden(t, "testdata/mistakes.txt", page.String())
}

func mistakes() []mistake {
	const (
		head    = "store: file://<dir>/data\n"
		graph   = "graph: {url: \"<graph>\"}\n"
		slack   = "slack: {token: env://SLACK_TOKEN, apiUrl: \"<slack>/\", channel: \"#security\"}\n"
		tenants = "tenants:\n  - {name: contoso, id: " + demo.TenantID + ", auth: {token: env://GRAPH_TOKEN}}\n"
		app     = "tenants:\n  - {name: contoso, id: contoso.example, " +
			"auth: {clientSecret: {clientId: 00000000-0000-0000-0000-000000000001, secret: env://SECRET}}}\n"
	)
	check, doctor := []string{"config", "check"}, []string{"doctor", "--quiet"}
	secret := map[string]string{"SECRET": appSecret}
	tried := func(name string, network answers) mistake {
		return mistake{name: name, document: head + app, args: doctor, env: secret, network: network}
	}
	token := func(name, token string) mistake {
		section := strings.Replace(slack, "env://SLACK_TOKEN", token, 1)
		return mistake{name: name, document: head + section + tenants, args: check}
	}
	return []mistake{
		{name: "a trailing comma in the event", event: "{\n  \"deliver\": [\"slack\",]\n}"},
		{name: "an empty event", event: " "},
		{name: "a misspelt field of the event", event: `{"delivr": ["slack"]}`},
		{name: "an unknown period", event: `{"report": {"period": "7 days"}}`},
		{name: "a schedule that is ahead of the clock", event: `{"scheduledAt": "2062-01-01T00:00:00Z"}`},
		{name: "a filter that matches nothing", event: `{"report": {}, "filter": {"statuses": ["open"]}}`},
		{name: "a tenant that is not there", event: `{"tenants": ["contso"]}`},
		{name: "a misspelt command", args: []string{"docter"}},
		{name: "a misspelt flag", args: []string{"status", "--tenent", "contoso"}},
		{name: "a status that is none", args: []string{"actions", "--status", "open"}},
		{name: "no configuration", args: check, env: map[string]string{configVariable: "/nowhere/securescore.yaml"}},
		{name: "YAML out of step", document: head + "tenants:\n  - name: contoso\n   id: contoso.example\n", args: check},
		{name: "a tab in YAML", document: head + "tenants:\n\t- name: contoso\n", args: check},
		{name: "a # without quotes", document: head + "slack: {token: env://T, channel: #security}\n" + tenants, args: check},
		{name: "a channel without #", document: head + "slack:\n  channel: #security\n" + tenants, args: check},
		{name: "a misspelt key", document: "stoer: file://<dir>/data\n" + tenants, args: check},
		{name: "a key without a value", document: "store:\n" + tenants, args: check},
		{name: "two tenants with one id", args: check, document: head + tenants +
			"  - {name: fabrikam, id: " + demo.TenantID + ", auth: {token: env://GRAPH_TOKEN}}\n"},
		token("an app-level token of Slack", "xapp-1"), token("a person's token of Slack", "xoxp-1"),
		token("a token of Slack that expires", "xoxe-1"),
		{name: "a webhook of Teams as that of Slack", args: check, document: head +
			"slack: {webhook: \"https://contoso.webhook.office.com/webhookb2/1\"}\n" + tenants},
		{name: "mail by graph where a person signs in", args: check, document: head +
			"email: {transport: graph, from: score@contoso.example, to: [ciso@contoso.example]}\n" +
			"tenants:\n  - {name: contoso, id: contoso.example, auth: {deviceCode: {}}}\n"},
		{name: "a variable that is not set", document: head + graph + strings.Replace(tenants, "GRAPH_TOKEN", "UNSET", 1),
			args: doctor},
		{name: "a file that is not there", document: head + graph +
			strings.Replace(tenants, "env://GRAPH_TOKEN", "file:///nowhere/token", 1), args: doctor},
		{name: "a personal token that has expired", args: doctor, env: map[string]string{"GRAPH_TOKEN": wrongToken}},
		{name: "a channel that Slack does not know", event: `{"deliver": ["slack"], "report": {}}`,
			args: []string{"run", "--quiet", "-"}, deaf: true},
		{name: "a token that Slack refuses", args: doctor, slack: "invalid_auth"},
		tried("no DNS", func(r *http.Request) (*http.Response, error) {
			return nil, &net.DNSError{Err: "no such host", Name: r.URL.Hostname(), IsNotFound: true}
		}),
		tried("a proxy that breaks TLS", func(*http.Request) (*http.Response, error) {
			return nil, x509.UnknownAuthorityError{}
		}),
		tried("a proxy that needs a password", func(*http.Request) (*http.Response, error) {
			return nil, errors.New("Proxy Authentication Required")
		}),
		tried("a secret that has expired",
			entra("invalid_client", "AADSTS7000222: The provided client secret keys are expired.")),
		tried("the id of a secret in place of its value",
			entra("invalid_client", "AADSTS7000215: Invalid client secret provided.")),
		tried("an application that is not there", entra("unauthorized_client", "AADSTS700016: Application was not found.")),
		tried("a tenant that is not there", entra("invalid_request", "AADSTS90002: Tenant 'contoso.example' not found.")),
		tried("a clock that is off",
			entra("invalid_client", "AADSTS700024: Client assertion is not within its valid time range.")),
		tried("a missing consent", reply("graph.microsoft.com", http.StatusForbidden,
			`{"error": {"code": "Forbidden", "message": "Missing application permission."}}`)),
		tried("a tenant without a score", reply("graph.microsoft.com", http.StatusOK, `{"value": []}`)),
	}
}

// entra refuses to sign in.
func entra(code, description string) answers {
	body := fmt.Sprintf(`{"error": %q, "error_description": %q}`, code, description)
	refuse := reply("login.microsoftonline.com", http.StatusBadRequest, body)
	return func(r *http.Request) (*http.Response, error) {
		if !strings.HasSuffix(r.URL.Path, "/token") {
			return nil, nil
		}
		return refuse(r)
	}
}

// reply answers every request to a host.
func reply(host string, status int, body string) answers {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Host != host {
			return nil, nil
		}
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
		answer := w.Result()
		answer.Request = r
		return answer, nil
	}
}
