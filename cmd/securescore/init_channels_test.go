package main

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/demo"
)

const (
	teamsAddress = "https://prod-7.westeurope.logic.azure.com/workflows/x?sig=of-the-workflow"
	hookAddress  = "https://tickets.contoso.example/in/of-the-receiver"
	hookSecret   = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
)

// receivers accept what is posted to the two addresses, and note the hosts.
func (w *world) receivers() (posted *[]string) {
	posted = &[]string{}
	w.cloud.first = func(r *http.Request) (*http.Response, error) {
		if r.URL.String() != teamsAddress && r.URL.String() != hookAddress {
			return nil, nil
		}
		*posted = append(*posted, r.URL.Host)
		return &http.Response{StatusCode: http.StatusAccepted, Body: http.NoBody, Request: r}, nil
	}
	return posted
}

// Teams and a webhook are asked for where they are chosen. Their addresses and
// the secret go into files, and a test message reaches both.
func TestInitTeamsAndWebhook(t *testing.T) {
	t.Parallel()
	w, path := setupWorld(t)
	w.columns = 80
	posted := w.receivers()
	answers := strings.Join([]string{
		"contoso", demo.TenantID, "5", "", "", "teams, webhook",
		"", "https://hooks.slack.com/services/x", // of Slack
		teamsAddress, "y", // instead of a reference
		"", hookAddress, "env://NOT_SET", // no secret there
		"n",
		"", hookAddress, "", "too-short",
		"", hookAddress, "", hookSecret,
		"", "y", "n",
	}, "\n") + "\n"
	code, stdout, stderr := w.command(t, answers, "--config", path, "init")
	if code != exitWell {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	for _, says := range []string{
		"address: is a webhook of Slack", "signing secret: must be whsec_ and the base64 of at least 24 bytes",
	} {
		if strings.Count(stderr, says) != 1 {
			t.Errorf("no %q in\n%s", says, stderr)
		}
	}
	if !strings.Contains(stdout, "NOT_SET") || !slices.Equal(*posted, []string{
		"prod-7.westeurope.logic.azure.com", "tickets.contoso.example",
	}) {
		t.Errorf("posted to %q\n%s", *posted, stdout)
	}
	text := written(t, path)
	for _, has := range []string{
		"teams: {webhook: file://./new.teams-webhook}",
		"webhook: {url: file://./new.hook-url, secret: file://./new.hook-secret}",
	} {
		if !strings.Contains(text, has) {
			t.Errorf("no %s in\n%s", has, text)
		}
	}
	for file, want := range map[string]string{
		"new.teams-webhook": teamsAddress, "new.hook-url": hookAddress, "new.hook-secret": hookSecret,
	} {
		if got := written(t, filepath.Join(w.dir, file)); got != want+"\n" {
			t.Errorf("%s: %q", file, got)
		}
		if strings.Contains(stdout+stderr+text, want) {
			t.Errorf("%s is shown", want)
		}
	}
	if strings.Contains(text, "slack:") || strings.Contains(text, "email:") {
		t.Errorf("other channels are in\n%s", text)
	}
}

// Flags name the channels, so only what is missing is asked.
func TestInitChannelsFromFlags(t *testing.T) {
	t.Parallel()
	w, path := setupWorld(t)
	w.columns = 80
	w.receivers()
	w.env["FLOW"], w.env["HOOK"], w.env["HOOK_SECRET"] = teamsAddress, hookAddress, hookSecret
	answers := strings.Join([]string{
		"contoso", demo.TenantID, "", // the store
		"score@contoso.example", "file://./outbox", "env://HOOK_SECRET", "", "n", "n",
	}, "\n")
	code, stdout, stderr := w.command(t, answers, "--config", path, "init", "--token", "env://GRAPH_TOKEN",
		"--email", "it@contoso.example", "--teams", "env://FLOW", "--webhook", "env://HOOK")
	text := written(t, path)
	if code != exitWell || !strings.Contains(text, "teams: {webhook: env://FLOW}") ||
		!strings.Contains(text, "webhook: {url: env://HOOK, secret: env://HOOK_SECRET}") {
		t.Errorf("exit code %d\n%s\n%s\n%s", code, stdout, stderr, text)
	}
	for _, name := range []string{"GRAPH_TOKEN", "FLOW", "HOOK", "HOOK_SECRET"} {
		if !strings.Contains(stdout, "  "+name+"=…\n") {
			t.Errorf("no %s in\n%s", name, stdout)
		}
	}
}
