package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/demo"
	"secure-score-reporter/report/words"
)

// setupWorld is a world in which Microsoft and Slack have their own addresses,
// and the document that init writes there.
func setupWorld(t *testing.T) (w *world, document string) {
	t.Helper()
	w = newWorld(t)
	w.cloud = &microsoft{graph: w.graph.URL, slack: w.slack.URL}
	return w, filepath.Join(w.dir, "new.yaml")
}

// written is the document; empty without one.
func written(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(text)
}

const setupDocument = `# The configuration of Secure Score Reporter.
# securescore config check checks this file; securescore doctor tries what it says.
# docs/reference/configuration.md has every key.

# Where snapshots, reports and the record of deliveries are kept. A relative
# path is relative to this file.
store: file://./data

# The token is a reference. The token itself does not belong in this file.
slack: {token: env://SLACK_TOKEN, channel: "#security"}

# How email is sent, and who gets it. If the URL of the server has a password,
# write a reference to the whole URL, such as env://SMTP_URL or file://./smtp-url.
email: {transport: file://./outbox, from: score@contoso.example, to: [ciso@contoso.example]}

# The tenants that are monitored. securescore tenants add adds another one.
# Settings of a tenant, such as auth and its channels, replace those above.
tenants:
  - name: contoso
    id: ` + demo.TenantID + `
    auth: {token: env://GRAPH_TOKEN}
    goal: {percent: 72.5}
`

// On a terminal init asks, tries each answer, and asks again after a wrong one.
func TestInitAsks(t *testing.T) {
	w, path := setupWorld(t)
	w.columns = 80
	answers := strings.Join([]string{
		"contoso", "a b", // no id
		"contoso", "contoso", demo.TenantID, // a name is no id
		"9",                  // no way
		"2", "app-1", "", "", // no secret
		"5", "env://WRONG", // a token that Graph refuses
		"", // not kept
		"5", "",
		"ftp://x", // no store
		"",
		"slack and sms", "Slack, email",
		"#security", slackToken, "n", // the token itself, which is not to be in a file
		"env://NOT_SET", "n",
		"#security", "",
		slackToken, "ciso@contoso.example", "80", "score@contoso.example", // no addresses before these
		"smtp://kim:" + wrongToken + "@mail.example:587", "n", "smtp://127.0.0.1:1", "n",
		"ciso@contoso.example", "score@contoso.example", "file://./outbox",
		"much",
		"NaN",
		"72.5%",
		"y", // a test message
		"y", // a report
	}, "\n")
	w.env["WRONG"] = wrongToken
	t.Chdir(w.dir)
	code, stdout, stderr := w.command(t, answers, "--config", path, "init")
	if code != exitWell {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	if diff := cmp.Diff(setupDocument, written(t, path)); diff != "" {
		t.Error(diff)
	}
	for says, want := range map[string]int{
		"ID: may have only letters": 1, "this is not a number from 1 to 5": 1, "the answer is empty, and is needed": 1,
		"store: ": 1, "has to be slack, email, teams or webhook": 1, "this is not an email address": 2, "neither a directory id nor a domain": 1,
		"The answer has to be a reference": 2,
		"the goal is not a number":         2,
	} {
		if strings.Count(stderr, says) != want {
			t.Errorf("%q is not %d times in\n%s", says, want, stderr)
		}
	}
	for _, says := range []string{
		"401", "variable NOT_SET is", "127.0.0.1:1", "was written.", "export SECURESCORE_CONFIG=" + path,
		"'{\"deliver\":[\"all\"]}' | securescore --config " + path + " --quiet run -\n",
		"'{\"deliver\":[\"all\"],\"report\":{}}' | securescore --config " + path + " --quiet run --once-a-day -\n",
		"above the\nlines:\n  GRAPH_TOKEN=…\n  SLACK_TOKEN=…\n",
	} {
		if !strings.Contains(stdout, says) {
			t.Errorf("no %q in\n%s", says, stdout)
		}
	}
	if mails, err := w.mails(); len(mails) != 1 || len(w.slack.posts) != 1 || err != nil {
		t.Errorf("%d emails and %d posts, want a test on each: %v", len(mails), len(w.slack.posts), err)
	}
	if reports, err := filepath.Glob(filepath.Join(w.dir, "*.pdf")); len(reports) != 1 || err != nil {
		t.Errorf("%q, %v", reports, err)
	}
	for _, args := range [][]string{{"config", "check"}, {"doctor"}, {"run"}} {
		if code, stdout, stderr := w.command(t, "", append([]string{"--config", path}, args...)...); code != exitWell {
			t.Errorf("%v: exit code %d\n%s%s", args, code, stdout, stderr)
		}
	}
}

// typing is a world without SLACK_TOKEN, the answers of a person there who
// types both secrets, and the files that they go into.
func typing(t *testing.T) (w *world, document, answers string, files map[string]string) {
	t.Helper()
	w, document = setupWorld(t)
	w.columns = 80
	delete(w.env, "SLACK_TOKEN")
	answers = strings.Join([]string{
		"contoso", demo.TenantID, "2", "app-1", "", wrongToken, "n", "2", "app-1", "", appSecret,
		"", "slack", "#security", "", slackToken,
	}, "\n")
	return w, document, answers, map[string]string{
		filepath.Join(w.dir, "new.client-secret"): appSecret + "\n",
		filepath.Join(w.dir, "new.slack-token"):   slackToken + "\n",
	}
}

// A secret that is typed goes into a file of its own, and works from there.
func TestInitTypedSecrets(t *testing.T) {
	t.Parallel()
	w, path, answers, files := typing(t)
	code, stdout, stderr := w.command(t, answers+"\n\nn\nn\n", "--config", path, "init")
	if code != exitWell || !strings.Contains(stdout, "AADSTS7000215") || strings.Contains(stdout+stderr, appSecret) {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	for file, want := range files {
		at, err := os.Stat(file)
		if text := written(t, file); text != want || err != nil || at.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", file, at, err)
		}
	}
	text := written(t, path)
	for _, has := range []string{
		"auth: {clientSecret: {clientId: app-1, secret: file://./new.client-secret}}",
		`slack: {token: file://./new.slack-token, channel: "#security"}`,
	} {
		if !strings.Contains(text, has) {
			t.Errorf("no %s in\n%s", has, text)
		}
	}
	if strings.Contains(text, slackToken) || strings.Contains(text, appSecret) {
		t.Error(text)
	}
	if code, stdout, stderr := w.command(t, "", "--config", path, "doctor"); code != exitWell {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// A secret in place of a reference is offered a file, and what was answered
// before stays. The mail server's URL goes into one with its password.
func TestInitPastedSecrets(t *testing.T) {
	t.Parallel()
	w, path := setupWorld(t)
	w.columns = 80
	answers := strings.Join([]string{
		"contoso", demo.TenantID, "2", "app-1", wrongToken, "n", appSecret, "y", "",
		"slack,email", "#security", slackToken, "y",
		"ciso@contoso.example", "score@contoso.example", "smtp://kim@127.0.0.1:1", "p@ss/word", "y", "", "n", "n",
	}, "\n") + "\n"
	code, stdout, stderr := w.command(t, answers, "--config", path, "init")
	if code != exitWell || strings.Contains(stdout+stderr, appSecret) || strings.Contains(stderr, "--") {
		t.Fatalf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	for file, want := range map[string]string{
		"new.client-secret": appSecret + "\n", "new.slack-token": slackToken + "\n",
		"new.smtp-url": "smtp://kim:p%40ss%2Fword@127.0.0.1:1\n",
	} {
		at, err := os.Stat(filepath.Join(w.dir, file))
		if text := written(t, filepath.Join(w.dir, file)); text != want || err != nil || at.Mode().Perm() != 0o600 {
			t.Errorf("%s: %q, %v, %v", file, text, at, err)
		}
	}
	text := written(t, path)
	for _, has := range []string{
		"clientSecret: {clientId: app-1, secret: file://./new.client-secret}", "token: file://./new.slack-token",
		"transport: file://./new.smtp-url",
	} {
		if !strings.Contains(text, has) {
			t.Errorf("no %s in\n%s", has, text)
		}
	}
	code, stdout, stderr = w.command(t, "", "--config", path, "doctor")
	if code != exitFailed || !strings.Contains(stdout, "127.0.0.1:1") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// A first report that cannot be written is no reason not to say how to go on.
func TestInitWithoutAFirstReport(t *testing.T) {
	w, path := setupWorld(t)
	t.Chdir(t.TempDir())
	answers := strings.Join([]string{"contoso", demo.TenantID, "5", "env://GRAPH_TOKEN", "", "", "", "y"}, "\n") + "\n"
	w.columns = 80
	other := filepath.Join(w.dir, "first.yaml")
	if code, _, stderr := w.command(t, answers, "--config", other, "init"); code != exitWell {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	reports, err := filepath.Glob("*.pdf")
	if err != nil || len(reports) != 1 {
		t.Fatalf("reports %q (%v), want one", reports, err)
	}
	if err := errors.Join(os.Remove(reports[0]), os.Mkdir(reports[0], 0o700)); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := w.command(t, answers, "--config", path, "init")
	if code != exitFailed || !strings.Contains(stderr, "writing "+reports[0]) ||
		!strings.Contains(stdout, "export "+configVariable) {
		t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
}

// Where a later answer is refused, no secret is left; and no file is replaced.
func TestInitKeepsNoSecret(t *testing.T) {
	t.Parallel()
	w, path, answers, files := typing(t)
	w.slack.refuses = "invalid_auth"
	code, stdout, stderr := w.command(t, answers, "--config", path, "init")
	if code != exitWrong || !strings.Contains(stdout, "invalid_auth") || written(t, path) != "" {
		t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	for file := range files {
		if written(t, file) != "" {
			t.Errorf("%s is left", file)
		}
	}
	if err := w.write("new.client-secret", "x"); err != nil {
		t.Fatal(err)
	}
	code, _, stderr = w.command(t, strings.Join([]string{"contoso", demo.TenantID, "2", "app-1", ""}, "\n")+"\n",
		"--config", path, "init")
	if code != exitWrong || !strings.Contains(stderr, "new.client-secret exists already and is not replaced") ||
		written(t, path) != "" || written(t, filepath.Join(w.dir, "new.client-secret")) != "x" {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
}

// Without a terminal the arguments are enough, and a person signs in, once.
func TestInitFromFlags(t *testing.T) {
	t.Parallel()
	w, path := setupWorld(t)
	code, stdout, stderr := w.command(t, "", "--config", path, "init", "contoso", demo.TenantID)
	if code != exitWell || w.cloud.codes != 1 || !strings.Contains(stdout, "cannot sign in as a person") {
		t.Fatalf("exit code %d, %d codes\n%s\n%s", code, w.cloud.codes, stdout, stderr)
	}
	if text := written(t, path); !strings.Contains(text, "\nauth: {deviceCode: {}}\n") ||
		!strings.HasSuffix(text, "    id: "+demo.TenantID+"\n") ||
		strings.Contains(text, "slack:") || strings.Contains(text, "email:") {
		t.Error(text)
	}
	if at, err := os.Stat(path); err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", at, err)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "data")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it leaves a store: %v", err)
	}
	// Another tenant needs only its name and its id.
	code, stdout, stderr = w.command(t, "",
		"--config", path, "tenants", "add", "fabrikam", "fabrikam.example", "--untested")
	if text := written(t, path); code != exitWell || !strings.HasSuffix(text, "  - name: fabrikam\n    id: fabrikam.example\n") {
		t.Errorf("exit code %d\n%s%s%s", code, stdout, stderr, text)
	}
	// Once more it replaces nothing.
	before := written(t, path)
	code, _, stderr = w.command(t, "", "--config", path, "init", "other", "other.example", "--untested")
	if code != exitWrong || !strings.Contains(stderr, "exists already and is not replaced") || written(t, path) != before {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

// Untested nothing is asked of anybody.
func TestInitUntested(t *testing.T) {
	t.Parallel()
	w, path := setupWorld(t)
	code, stdout, stderr := w.command(t, "", "--config", path, "init", "contoso", demo.TenantID, "--client-id", "app-1",
		"--untested", "--channel", "#x", "--email", "a@contoso.example", "--email-from", "b@contoso.example",
		"--email-via", "ses", "--store", "s3://scores?region=eu-central-1")
	if code != exitWell || !strings.Contains(stdout, "Nothing was tried") || w.cloud.codes != 0 {
		t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
	}
	if text := written(t, path); !strings.Contains(text, "auth: {federation: {clientId: app-1}}") ||
		!strings.Contains(text, `store: "s3://scores?region=eu-central-1"`) {
		t.Error(text)
	}
}

func slacksHook(w *world) { w.env["HOOK"] = "https://hooks.slack.com/services/x" }

func (w *world) declines() { w.cloud.answers = []string{"authorization_declined"} }

// What is refused leaves no file.
func TestInitRefuses(t *testing.T) {
	t.Parallel()
	full := []string{"contoso", demo.TenantID, "--token", "env://GRAPH_TOKEN"}
	full = slices.Clip(full)
	slack := slices.Clip(append(full, "--channel", "#x"))
	mail := slices.Clip([]string{"--email", "a@contoso.example", "--email-from", "b@contoso.example", "--email-via"})
	token := func(value string) func(*world) { return func(w *world) { w.env["GRAPH_TOKEN"] = value } }
	for name, c := range map[string]struct {
		args    []string
		prepare func(*world)
		code    int
		says    string
	}{
		"nothing":         {nil, nil, exitWrong, "missing: NAME, ID;"},
		"half of email":   {append(full, "--email", "a@x.example"), nil, exitWrong, "missing: --email-via, --email-from;"},
		"no id":           {[]string{"contoso", "a b"}, nil, exitWrong, "ID: may have only"},
		"two ways":        {append(full, "--secret", "env://S"), nil, exitWrong, "one way to sign in"},
		"a secret":        {[]string{"x", "y", "--token", wrongToken}, nil, exitWrong, "not the secret itself"},
		"a Slack token":   {append(slack, "--slack-token", slackToken), nil, exitWrong, "takes a reference"},
		"a Teams address": {append(full, "--teams", teamsAddress), nil, exitWrong, "--teams takes a reference"},
		"a Slack address": {append(full, "--teams", "env://HOOK"), slacksHook, exitFailed, "Nothing was written"},
		"for --aws":       {append(full, "--parameter", "TimeZone=UTC"), nil, exitWrong, "goes with --aws only"},
		"half a webhook":  {append(full, "--webhook", "env://H"), nil, exitWrong, "missing: --webhook-secret;"},
		"only a secret":   {append(full, "--webhook-secret", "env://H"), nil, exitWrong, "missing: --webhook;"},
		"only a token":    {append(full, "--slack-token", "env://T"), nil, exitWrong, "missing: --channel;"},
		"only a sender":   {append(full, "--email-from", "a@x.example"), nil, exitWrong, "missing: --email;"},
		"a password":      {append(full, append(mail, "smtp://a:b@c:25")...), nil, exitWrong, "has a password"},
		"no channel":      {append(full, "--channel", "a b"), nil, exitWrong, "--channel: must not"},
		"a user":          {append(full, append(mail, "smtp://kim@127.0.0.1:1")...), nil, exitWrong, "--email-via: "},
		"no transport":    {append(full, append(mail, "pigeon")...), nil, exitWrong, "--email-via: must be"},
		"no server":       {append(full, append(mail, "smtp://127.0.0.1:1")...), nil, exitFailed, "Nothing was written"},
		"Graph refuses":   {full, token(wrongToken), exitFailed, "Nothing was written"},
		"no token":        {full, token(""), exitFailed, "Nothing was written"},
		"another tenant":  {append([]string{"x", fleetID("2")}, full[2:]...), nil, exitFailed, "Nothing was written"},
		"nobody signs in": {full[:2], (*world).declines, exitFailed, "Nothing was written"},
		"Slack refuses":   {slack, func(w *world) { w.slack.refuses = "invalid_auth" }, exitFailed, "Nothing was written"},
		"a scope":         {slack, func(w *world) { w.slack.scopes = "commands" }, exitFailed, "Nothing was written"},
		"a goal":          {append(full, "--goal", "800"), nil, exitWrong, "--goal: must be"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, path := setupWorld(t)
			if c.prepare != nil {
				c.prepare(w)
			}
			before := contents(t, w.dir)
			code, stdout, stderr := w.command(t, "", append([]string{"--config", path, "init"}, c.args...)...)
			if code != c.code || !strings.Contains(stderr, c.says) {
				t.Errorf("exit code %d, no %q in\n%s\n%s", code, c.says, stdout, stderr)
			}
			if diff := cmp.Diff(before, contents(t, w.dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// On a terminal a wrong flag is refused before the first question: no answer
// could change it.
func TestInitChecksFlagsFirst(t *testing.T) {
	t.Parallel()
	for _, flags := range [][]string{
		{"--goal", "200"}, {"--secret", "abc"}, {"--secret", "env://S"}, {"--store", "ftp://x"},
		{"--channel", "a b"}, {"--email", "x"}, {"--email", "a@x.example", "--email-via", "pigeon"},
	} {
		w, path := setupWorld(t)
		w.columns = 80
		answers := strings.Repeat("contoso\n"+demo.TenantID+"\n", 3)
		code, stdout, stderr := w.command(t, answers, append([]string{"--config", path, "init"}, flags...)...)
		if code != exitWrong || stdout != "" || !strings.Contains(stderr, "--") || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%q: exit code %d\n%s\n%s", flags, code, stdout, stderr)
		}
	}
}

// Whatever is answered, the document has these texts and no others, or there is
// none.
func TestInitHostileAnswers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"a: b", "- a", "{x: y}", "[", "*a", "&a b", "!!str x", "#x", "'", `"`, `a"b\`, "|", ">", "%YAML", "@x", "`x`", "yes",
		"null", "0123", "1e3", "~", "a\rb", "a\tb", "a\x00b", "a\x1b[31mb", "a\u202eb", "a\u2028b", "\ufeff",
		"\xff\xfe", "Bäume 🌳", strings.Repeat("x", 10<<10), "name, id: b}\nstore: s3://other", "--- x", "...",
	} {
		w, path := setupWorld(t)
		code, stdout, stderr := w.command(t, "", "--config", path, "init", "--untested", "--token", "env://T",
			"--goal", "80", "--channel", "#security", "--", text, "contoso.example")
		cfg, err := config.ParseFile(path, []byte(written(t, path)))
		switch {
		case code == exitWrong && written(t, path) == "":
		case code == exitWell && err == nil && len(cfg.Tenants) == 1 && cfg.Tenants[0].Name == string([]rune(text)) &&
			cfg.Slack.Channel == "#security" && strings.HasSuffix(cfg.Store, "/data"):
		default:
			t.Errorf("%.40q: exit code %d, %v\n%.400s%.400s", text, code, err, stdout, stderr)
		}
		if strings.ContainsAny(stdout+stderr, "\x1b\x00\u202e") {
			t.Errorf("%.40q is printed as it is", text)
		}
	}
}

// Ctrl-C and the end of the input leave no file.
func TestInitEnds(t *testing.T) {
	t.Parallel()
	w, path := setupWorld(t)
	w.columns = 80
	code, _, stderr := w.command(t, "contoso.example\n", "--config", path, "init")
	if code != exitWrong || !strings.Contains(stderr, "reading the answer: EOF") || written(t, path) != "" {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	ctx, cancel := context.WithCancel(t.Context())
	asked, stdin := io.Pipe()
	defer stdin.Close()
	var out, errs bytes.Buffer
	go func() {
		_, _ = io.WriteString(stdin, "contoso\n"+demo.TenantID+"\n5\n")
		cancel()
	}()
	code = run(ctx, process{
		args: []string{"--config", path, "init"}, stdin: asked, stdout: &out, stderr: &errs,
		network: app.Network{HTTP: w.cloud}, now: func() time.Time { return w.now },
		lookupEnv: w.lookupEnv, timeout: unlimited, terminal: true, columns: 80,
	})
	if code != exitStopped || errs.String() != "securescore: stopped by a signal\n" || written(t, path) != "" {
		t.Errorf("exit code %d, %q", code, errs.String())
	}
}

// cron reads a % as the end of the line, and knows no directory of programs.
func TestCronLines(t *testing.T) {
	t.Parallel()
	const want = `  30 7-11 * * 1  echo '{}' | /opt/50\%/securescore --config /srv/100\%.yaml --quiet run --once-a-day -`
	if got := words.CronWeekly("{}", "/opt/50%/securescore", "/srv/100%.yaml"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The cron line can be pasted.
func TestShellWord(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"/etc/score.yaml": "/etc/score.yaml", "/a b/c.yaml": "'/a b/c.yaml'", "/it's": `'/it'\''s'`, "": "''",
		"/$HOME": "'/$HOME'",
	} {
		if got := shellWord(text); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
}
