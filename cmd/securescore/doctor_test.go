package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

// doctor tries everything, says what is wrong and how to mend it, and tells nobody.
func TestDoctor(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(w *world)
		code  int
		says  []string
	}{
		{"all well", func(*world) {}, exitWell, []string{"ok  Microsoft Graph: signed in, and may read", "ok  store: can be read and written", "signed in as securescore in the workspace Contoso", "mails are written to"}},
		{"a wrong token for Graph", func(w *world) { w.env["GRAPH_TOKEN"] = "wrong" }, exitFailed, []string{"FAIL  Microsoft Graph", "ok  store"}},
		{"a revoked token for Slack", func(w *world) { w.slack.refuses = "token_revoked" }, exitFailed, []string{"FAIL  slack #security: token: slack refuses it (token_revoked)", "→ the token is not valid", "ok  email"}},
		{"a missing scope", func(w *world) { w.slack.scopes = "chat:write" }, exitFailed, []string{"FAIL  slack #security: scopes: the scope files:write is missing", "→ add it to the app under OAuth"}},
		{"not a member", func(w *world) { w.slack.scopes = "chat:write,files:write,channels:read" }, exitFailed, []string{"FAIL  slack #security: channel: the app is not a member", "→ invite it: /invite @app in #security"}},
		{"an unset secret", func(w *world) { delete(w.env, "SLACK_TOKEN") }, exitFailed, []string{"FAIL  slack #security: reading the token"}},
		{"no configuration", func(w *world) { delete(w.env, "SECURESCORE_CONFIG") }, exitWrong, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.spoil(w)
			code, stdout, stderr := w.command("", "doctor")
			if code != c.code {
				t.Errorf("exit code %d, want %d\n%s%s", code, c.code, stdout, stderr)
			}
			flat := strings.Join(strings.Fields(stdout), " ")
			for _, want := range c.says {
				if !strings.Contains(flat, strings.Join(strings.Fields(want), " ")) {
					t.Errorf("no %q in\n%s", want, stdout)
				}
			}
			for line := range strings.Lines(stdout) {
				if uniseg.StringWidth(strings.TrimRight(line, "\n")) > columns {
					t.Errorf("wider than %d columns: %s", columns, line)
				}
			}
			if strings.Contains(stdout+stderr, "xoxb-1") {
				t.Error("the token is shown")
			}
			if len(w.slack.posts) > 0 || len(w.mails()) > 0 {
				t.Error("somebody was told")
			}
		})
	}
}

func TestDoctorSendsATestWhereAsked(t *testing.T) {
	w := newWorld(t)
	code, stdout, _ := w.command("", "doctor", "--send-test", "--json")
	var list []checked
	if err := json.Unmarshal([]byte(stdout), &list); err != nil || code != exitWell || len(list) != 1 {
		t.Fatalf("exit code %d, %v\n%s", code, err, stdout)
	}
	if len(w.slack.posts) != 1 || !strings.Contains(w.slack.posts[0], "Test+of+the+secure+score+reporter") {
		t.Errorf("Slack was sent %q", w.slack.posts)
	}
	if mails := w.mails(); len(mails) != 1 {
		t.Errorf("mails: %q", mails)
	}
}

// mails are the files in the outbox.
func (w *world) mails() []string {
	list, err := filepath.Glob(filepath.Join(w.dir, "outbox", "*.eml"))
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// check answers what only doctor asks of Slack.
func (s *slackServer) check(w http.ResponseWriter, r *http.Request) bool {
	method := filepath.Base(r.URL.Path)
	if method != "auth.test" && method != "conversations.list" {
		return false
	}
	scopes := s.scopes
	if scopes == "" {
		scopes = "chat:write,files:write,commands"
	}
	w.Header().Set("X-OAuth-Scopes", scopes)
	answer := `{"ok":true,"user":"securescore","team":"Contoso"}`
	switch {
	case s.refuses != "":
		answer = `{"ok":false,"error":"` + s.refuses + `"}`
	case method == "conversations.list":
		answer = `{"ok":true,"channels":[{"id":"C1","name":"security","is_member":false}]}`
	}
	_, _ = w.Write([]byte(answer))
	return true
}
