package config_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/config"
)

// What is behind a reference is checked as if it stood in the document, and no
// problem repeats it.
func TestWhatIsBehindReferences(t *testing.T) {
	t.Parallel()
	const (
		bot   = "xoxb-hunter2"
		slack = "slack: {token: file://./value, channel: '#security'}"
		hook  = "slack: {webhook: file://./value}"
		teams = "teams: {webhook: file://./value}"
		mail  = "email: {transport: env://VALUE, from: a@contoso.example, to: [b@contoso.example]}"

		overall = mail + "\nportfolio: {email: {to: [c@contoso.example]}}"
	)
	for name, tt := range map[string]struct {
		section, auth string
		value         string // behind the reference; empty for one that is not known
		want          string // a part of the problem; empty for none
	}{
		"a bot token":          {slack, token, bot, ""},
		"and a newline":        {slack, token, bot + "\n", ""},
		"an app-level token":   {slack, token, "xapp-hunter2", "slack.token: file://./value is an app-level token"},
		"a user's token":       {slack, token, "xoxp-hunter2", "is a user's token (xoxp-)"},
		"a rotated token":      {slack, token, "xoxe.xoxp-hunter2", "is a user's token (xoxe.xoxp-)"},
		"a refresh token":      {slack, token, "xoxe-hunter2", "is a refresh token (xoxe-)"},
		"nothing":              {slack, token, " ", "slack.token: file://./value is empty"},
		"another reference":    {slack, token, "env://SECRET", "leads to another reference"},
		"a webhook of Teams":   {hook, token, "https://a.webhook.office.com/hunter2", "belongs under teams.webhook"},
		"a webhook of Slack":   {teams, token, "https://hooks.slack.com/hunter2", "belongs under slack.webhook"},
		"a transport":          {mail, token, "ses", ""},
		"no transport":         {mail, token, "sendmail-hunter2", "must be ses, graph"},
		"a mailbox":            {mail, token, "graph", ""},
		"a person's mailbox":   {mail, "{deviceCode: {}}", "graph", "email.transport: cannot be graph for tenants[0], where a person"},
		"mail where a person":  {mail, "{deviceCode: {}}", "ses", ""},
		"a mailbox of nobody":  {overall, token, "graph", "portfolio.email.to: cannot be sent by graph"},
		"one that is not here": {slack, token, "", ""},
	} {
		dir := t.TempDir()
		document := "store: file://./data\n" + tt.section + "\ntenants:\n  - {name: contoso, id: contoso.example, auth: " + tt.auth + "}\n"
		path := filepath.Join(dir, "config.yaml")
		if err := os.WriteFile(path, []byte(document), 0o600); err != nil {
			t.Fatal(err)
		}
		look := func(reference string) (string, error) {
			file := "file://" + filepath.ToSlash(filepath.Join(dir, "value"))
			if reference != file && reference != "env://VALUE" {
				t.Errorf("%s: looks at %s", name, reference)
			}
			if tt.value == "" {
				return "", errors.New("not here")
			}
			return tt.value, nil
		}
		_, unseen, err := config.LoadWith(t.Context(), path, nil, look)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if (text == "") != (tt.want == "") || !strings.Contains(text, tt.want) || strings.Contains(text, "hunter2") {
			t.Errorf("%s: %q, want %q", name, text, tt.want)
		}
		var want []config.Unseen
		if tt.value == "" {
			want = []config.Unseen{{Path: "slack.token", Reference: "file://./value"}}
		}
		if diff := cmp.Diff(want, unseen); diff != "" {
			t.Errorf("%s: not looked at (-want +got):\n%s", name, diff)
		}
	}
}

// A mail server's URL in a file is looked at. What is no file is not read: a
// pipe would never end.
func TestWhatIsBehindFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	url := []byte("smtp://me:hunter2@mail.example:port\n")
	if err := os.WriteFile(filepath.Join(dir, "smtp-url"), url, 0o600); err != nil {
		t.Fatal(err)
	}
	look := func(reference string) (string, error) {
		data, err := os.ReadFile(strings.TrimPrefix(reference, "file://"))
		return string(data), err
	}
	const to = ", from: a@contoso.example, to: [b@contoso.example]}"
	null := []config.Unseen{{Path: "slack.token", Reference: "file:///dev/null"}}
	const rest = "tenants:\n  - {name: contoso, id: contoso.example, auth: " + token + "}\n"
	for _, c := range []struct {
		section, want string
		unseen        []config.Unseen
	}{
		{"email: {transport: file://./smtp-url" + to, "email.transport: file://", nil},
		{"email: {transport: file://./outbox" + to, "", nil},
		{"slack: {token: file:///dev/null, channel: '#security'}", "", null},
	} {
		path := filepath.Join(dir, "config.yaml")
		if err := os.WriteFile(path, []byte("store: file://./data\n"+c.section+"\n"+rest), 0o600); err != nil {
			t.Fatal(err)
		}
		_, unseen, err := config.LoadWith(t.Context(), path, nil, look)
		text := fmt.Sprint(err)
		if (err == nil) != (c.want == "") || !strings.Contains(text, c.want) || strings.Contains(text, "hunter2") {
			t.Errorf("%s: %v, want %q", c.section, err, c.want)
		}
		if diff := cmp.Diff(c.unseen, unseen); diff != "" {
			t.Errorf("%s: not looked at (-want +got):\n%s", c.section, diff)
		}
	}
}

// token is a sign-in whose reference is not looked at: anything may be behind
// it.
const token = "{token: env://GRAPH_TOKEN}"
