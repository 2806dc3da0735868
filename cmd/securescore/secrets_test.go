package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/scrub/scrubtest"
)

// Secrets of each kind that a command uses. None of them looks like one.
var planted = map[string]string{
	"TOKEN":  "quiet/otters+park=under~bridges",
	"SECRET": "proud/pumas+prowl=past~ponds",
	"SLACK":  "happy/herons+hunt=near~hedges",
	"HOOK":   "https://hooks.slack.com/services/T0/B0/merryMagpies9moveMarbles",
	"MAIL":   "smtp://me%40contoso.example:jolly%2Fjackals+jump=over~jetties@127.0.0.1:25",

	"AWS_SESSION_TOKEN":     "witty/walrus+wade=in~water",
	"AWS_SECRET_ACCESS_KEY": "lazy/llamas+lie=on~lawns",
}

// hidden are the parts of the secrets that no output may show.
func hidden() (list []string) {
	for name, secret := range planted {
		switch name {
		case "HOOK":
			secret = "/services/T0/B0/merryMagpies9moveMarbles"
		case "MAIL":
			secret = "jolly/jackals+jump=over~jetties"
		}
		list = append(list, secret)
	}
	slices.Sort(list)
	return list
}

// silent are commands that have no part in this, and why.
var silent = map[string]string{
	"demo": "it has a Graph of its own, and no secret", "config schema": "it reads nothing",
	"completion": "it reads nothing",
}

// arguments are what a command needs, or has to be tried with too.
var arguments = map[string][][]string{
	"run":    {{}, {"-"}},
	"doctor": {{}, {"--json", "--send-test"}},
	"status": {{}, {"--json"}},
}

// commands are all commands of the command line.
func commands(t *testing.T) (list [][]string) {
	t.Helper()
	for _, leaf := range commandRows(new(commandLine).tree(process{}, new(choice))) {
		words := strings.Fields(leaf.name)
		if silent[strings.Join(words, " ")] != "" {
			continue
		}
		with := arguments[words[0]]
		if with == nil {
			with = [][]string{{}}
		}
		for _, args := range with {
			list = append(list, slices.Concat(words, args))
		}
	}
	return list
}

// No command shows a secret, whatever service repeats what it was sent.
func TestNoCommandShowsASecret(t *testing.T) {
	for name, value := range planted {
		if strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, value)
		}
	}
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
	t.Setenv("AWS_CONFIG_FILE", os.DevNull)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", os.DevNull)
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	t.Setenv("AWS_CA_BUNDLE", "") // only the SDK's own client takes one
	w := newWorld(t)
	const mailTo = `, from: score@contoso.example, to: [ciso@contoso.example]}`
	all := commands(t)
	if len(all) < 12 {
		t.Fatalf("%d commands, which cannot be all", len(all))
	}
	for _, c := range []struct {
		name, document string
		real           bool // Graph answers as it should
		want           string
	}{
		{"S8: Graph", "auth: {token: env://TOKEN}}]", false, "HTTP 401"},
		{"S9: Entra", "auth: {clientSecret: {clientId: app, secret: env://SECRET}}}]", false, "AADSTS7000215"},
		{"Slack and a mail server", "auth: {token: env://TOKEN}}]\n" +
			"slack: {token: env://SLACK, channel: '#a'}\nemail: {transport: env://MAIL" + mailTo, true, "slack refuses it"},
		{"S11: a webhook and SES", "auth: {token: env://TOKEN}}]\n" +
			"slack: {webhook: env://HOOK}\nemail: {transport: ses" + mailTo, true, "403 Forbidden"},
		{"SSM", "auth: {token: awsparamstore:///token}}]", false, "AccessDenied"},
		{"S3", "auth: {token: env://TOKEN}}]\nstore: s3://scores", true, "AccessDenied"},
	} {
		t.Run(c.name, func(t *testing.T) {
			url := "https://graph.test/v1.0"
			over := scrubtest.Echo{}
			if c.real {
				url = w.graph.URL
				over.Real = map[string]http.RoundTripper{
					strings.TrimPrefix(strings.TrimSuffix(url, "/v1.0"), "http://"): http.DefaultTransport,
				}
			}
			document := fmt.Sprintf("graph: {url: %q}\ntenants: [{name: contoso, id: %s, %s\n", url, demo.TenantID, c.document)
			if !strings.Contains(document, "\nstore:") {
				document += "store: file://" + t.TempDir() + "\n"
			}
			if err := w.write("config.yaml", document); err != nil {
				t.Fatal(err)
			}
			seen := false
			for i, args := range all {
				forms := []string{"plain", "percent-encoded", "base64", "broken"}
				over.Form = scrubtest.Forms[forms[i%len(forms)]]
				said := w.said(over, args)
				seen = seen || strings.Contains(strings.Join(strings.Fields(said), " "), c.want)
				for _, secret := range hidden() {
					if leaks := scrubtest.Leaks(said, secret); len(leaks) > 0 {
						t.Errorf("%v shows %q as %q\n%s", args, secret, leaks, said)
					}
				}
			}
			if !seen {
				t.Errorf("no command said %q", c.want)
			}
		})
	}
}

// said is all output of a command on another network.
func (w *world) said(over scrubtest.Echo, args []string) string {
	var out bytes.Buffer
	lookup := func(name string) (string, bool) {
		if value, ok := planted[name]; ok {
			return value, true
		}
		return w.lookupEnv(name)
	}
	p := process{
		args: append([]string{"--verbose"}, args...), stdin: strings.NewReader(`{"deliver": ["slack", "email"]}`),
		stdout: &out, stderr: &out, lookupEnv: lookup, timeout: unlimited,
		now: func() time.Time { return w.now },
	}
	p.network.HTTP, p.network.Dial = over, over.Dial
	run(context.Background(), p)
	return out.String()
}

// A panic is printed without the secrets in its text.
func TestAPanicShowsNoSecret(t *testing.T) {
	var out bytes.Buffer
	code := run(t.Context(), process{
		args: []string{"status"}, stdout: &out, stderr: &out, lookupEnv: func(string) (string, bool) { return "", false },
		timeout: func(context.Context, time.Duration, error) (context.Context, context.CancelFunc) {
			panic("a form with client_secret=hunter2hunter2")
		},
	})
	if said := out.String(); code != exitFailed || strings.Contains(said, "hunter2") ||
		!strings.Contains(said, "client_secret=[secret]; please report it") || !strings.Contains(said, "goroutine ") {
		t.Errorf("exit code %d, %s", code, said)
	}
}
