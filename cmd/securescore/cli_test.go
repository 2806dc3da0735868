package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
)

// world is a directory with a configuration, a Graph and a Slack around a
// command.
type world struct {
	t     testing.TB
	dir   string
	graph *graphtest.Server
	slack *slackServer
	now   time.Time
	env   map[string]string
}

// slackServer accepts every call, or none while it is down.
type slackServer struct {
	*httptest.Server
	down  bool
	posts []string // forms of chat.postMessage

	refuses string // how doctor's questions are answered; empty for well
	scopes  string // of the app; empty for what it needs
}

func newWorld(t testing.TB) *world {
	t.Helper()
	graph, err := graphtest.New(graphtest.Options{Token: "right"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(graph.Close)
	slack := &slackServer{}
	slack.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		w.Header().Set("Content-Type", "application/json")
		switch {
		case slack.check(w, r):
		case slack.down:
			fmt.Fprint(w, `{"ok":false,"error":"channel_not_found"}`)
		case strings.HasSuffix(r.URL.Path, "chat.postMessage"):
			slack.posts = append(slack.posts, r.Form.Encode())
			fmt.Fprint(w, `{"ok":true,"channel":"C1","ts":"1.1"}`)
		case strings.HasSuffix(r.URL.Path, "files.getUploadURLExternal"):
			fmt.Fprintf(w, `{"ok":true,"upload_url":"%s/upload","file_id":"F1"}`, slack.URL)
		default:
			fmt.Fprint(w, `{"ok":true,"files":[{"id":"F1"}]}`)
		}
	}))
	t.Cleanup(slack.Close)
	w := &world{t: t, dir: t.TempDir(), graph: graph, slack: slack, env: map[string]string{"GRAPH_TOKEN": "right", "SLACK_TOKEN": "xoxb-1"}}
	w.write("config.yaml", fmt.Sprintf(`
store: file://%[1]s/data
graph: {url: "%[2]s"}
slack: {token: "env://SLACK_TOKEN", apiUrl: "%[3]s/", channel: "#security"}
email: {transport: "file://%[1]s/outbox", from: score@contoso.example, to: [ciso@contoso.example]}
tenants:
  - {name: contoso, id: %[4]s, auth: {token: "env://GRAPH_TOKEN"}}
`, w.dir, graph.URL, slack.URL, demo.TenantID))
	w.env["SECURESCORE_CONFIG"] = filepath.Join(w.dir, "config.yaml")
	w.scene(0)
	return w
}

func (w *world) write(name, content string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) scene(i int) {
	w.now = demo.Scenes()[i].Now
	w.graph.Serve(demo.Graph(w.now))
}

func (w *world) command(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), process{
		args: args, stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, now: func() time.Time { return w.now },
		lookupEnv: func(name string) (string, bool) { v, ok := w.env[name]; return v, ok },
	})
	return code, out.String(), errs.String()
}

func (w *world) run(event string, wantCode int) job.TenantResult {
	w.t.Helper()
	code, stdout, stderr := w.command(event, "run", "-")
	if code != wantCode {
		w.t.Fatalf("exit code %d, want %d\n%s%s", code, wantCode, stdout, stderr)
	}
	var result job.Result
	if err := json.Unmarshal([]byte(stdout), &result); err != nil || len(result.Tenants) != 1 {
		w.t.Fatalf("standard output is no result (%v):\n%s", err, stdout)
	}
	return result.Tenants[0]
}

func statuses(r job.TenantResult) string {
	var list []string
	for _, d := range r.Deliveries {
		list = append(list, string(d.Status))
	}
	return strings.Join(list, " ")
}

const both = `{"deliver": ["slack", "email"]}`

func TestTheWholeCycle(t *testing.T) {
	w := newWorld(t)
	if r := w.run(both, 0); statuses(r) != "sent sent" || r.Since != nil {
		t.Fatalf("first run: %s since %v", statuses(r), r.Since)
	}
	if history, err := filepath.Glob(filepath.Join(w.dir, "data/tenants/*/history/*.gz")); err != nil || len(history) < 80 {
		t.Errorf("%d days of history (%v)", len(history), err)
	}
	w.scene(1)
	if r := w.run(both, 0); statuses(r) != "unchanged unchanged" {
		t.Errorf("quiet day: %s", statuses(r))
	}
	w.scene(2)
	w.slack.down = true
	w.run(`{}`, 0) // an ad hoc run in between swallows nothing
	r := w.run(both, 1)
	if statuses(r) != "failed sent" || !strings.Contains(r.Deliveries[0].Error, "channel") {
		t.Errorf("slack is down: %+v", r.Deliveries)
	}
	kinds := map[string]bool{}
	sum := r.Unattributed
	for _, c := range r.Changes {
		sum += c.Effect
		for _, k := range c.Kinds {
			kinds[string(k)] = true
		}
	}
	if len(kinds) != 6 || math.Abs(sum-r.Delta.Percent) > 1e-9 {
		t.Errorf("kinds %v; effects sum to %v of %v", kinds, sum, r.Delta.Percent)
	}
	w.slack.down = false
	if again := w.run(both, 0); statuses(again) != "sent unchanged" || len(again.Changes) != len(r.Changes) {
		t.Errorf("slack is back: %s, %d changes, want all %d", statuses(again), len(again.Changes), len(r.Changes))
	}
	w.scene(len(demo.Scenes()) - 1)
	weekly := `{"deliver": ["slack", "email"], "report": {"period": "P7D", "formats": ["pdf", "html", "csv"]}, "scheduledAt": "2026-11-23T06:00:00Z"}`
	if r := w.run(weekly, 0); statuses(r) != "sent sent" || r.Since.Date != "2026-11-16" || len(r.Report) != 3 {
		t.Errorf("weekly report: %s since %v, %v", statuses(r), r.Since, r.Report)
	}
	if r := w.run(weekly, 0); statuses(r) != "already already" {
		t.Errorf("the same schedule again: %s", statuses(r))
	}
	mails, err := filepath.Glob(filepath.Join(w.dir, "outbox/*.eml"))
	if err != nil || len(mails) != 3 {
		t.Errorf("mails %v (%v), want one for each occasion", mails, err)
	}
}

func TestBadInput(t *testing.T) {
	for _, tc := range []struct {
		name    string
		prepare func(*world)
		args    []string
		stdin   string
		code    int
		want    string // in what it prints
	}{
		{"no configuration", func(w *world) { delete(w.env, "SECURESCORE_CONFIG") }, []string{"run"}, "", 2, "SECURESCORE_CONFIG"},
		{"configuration is not there", func(w *world) { w.env["SECURESCORE_CONFIG"] = "/nowhere.yaml" }, []string{"run"}, "", 2, "/nowhere.yaml"},
		{"wrong configuration", func(w *world) { w.write("config.yaml", "stoer: x\n") }, []string{"config", "check"}, "", 2, "config.yaml:1"},
		{"unknown event field", nil, []string{"run", "-"}, `{"tenant": "x"}`, 2, "tenant: unknown field"},
		{"event is not there", nil, []string{"run", "/nowhere.json"}, "", 2, "/nowhere.json"},
		{"unknown tenant", nil, []string{"run", "-"}, `{"tenants": ["nobody"]}`, 2, `"nobody" is not in the configuration; there are contoso`},
		{"unknown command", nil, []string{"rum"}, "", 2, "rum"},
		{"store is not writable", func(w *world) { w.write("data", "a file") }, []string{"run"}, "", 1, "data"},
		{"wrong token", func(w *world) { w.env["GRAPH_TOKEN"] = "wrong-token" }, []string{"run"}, "", 1, "401"},
		{"token is not set", func(w *world) { delete(w.env, "GRAPH_TOKEN") }, []string{"run"}, "", 1, "env://GRAPH_TOKEN"},
		{"missing permission", func(w *world) { w.graph.Fail(graphtest.Fault{Status: 403}) }, []string{"run"}, "", 1, "SecurityEvents.Read.All"},
		{"Graph breaks off half-way", func(w *world) { w.graph.Fail(graphtest.Fault{Path: "ControlProfiles", CutAfter: 5000}) }, []string{"run"}, "", 1, "secureScoreControlProfiles"},
		{"no score", func(w *world) { w.graph.Fail(graphtest.Fault{Path: "secureScores", Empty: true}) }, []string{"run"}, "", 1, "score"},
		{"partial", func(w *world) { w.graph.Fail(graphtest.Fault{Path: "secureScores", Warning: `199 - "provider x"`}) }, []string{"run"}, "", 1, "206"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			if tc.prepare != nil {
				tc.prepare(w)
			}
			code, stdout, stderr := w.command(tc.stdin, tc.args...)
			if all := stdout + stderr; code != tc.code || !strings.Contains(all, tc.want) || strings.Contains(all, "wrong-token") || strings.Contains(all, "goroutine") {
				t.Errorf("exit code %d, want %d and %q in\n%s", code, tc.code, tc.want, all)
			}
			if left, _ := filepath.Glob(filepath.Join(w.dir, "data/tenants/*")); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestHelpTeaches(t *testing.T) {
	w := newWorld(t)
	for _, args := range [][]string{{"--help"}, {}, {"run", "--help"}, {"config", "schema"}, {"--version"}, {"config", "check"}} {
		code, stdout, stderr := w.command("", args...)
		if code != 0 || stdout == "" || stderr != "" {
			t.Errorf("%v: exit code %d, %q on standard error, %d bytes of output", args, code, stderr, len(stdout))
		}
		if !slices.Contains(args, "schema") {
			for line := range strings.Lines(stdout) {
				if len([]rune(line)) > 81 && !strings.Contains(line, w.dir) {
					t.Errorf("%v: wider than 80 columns: %s", args, line)
				}
			}
		}
	}
}

func TestDemoTwiceTheSameBytes(t *testing.T) {
	w := newWorld(t)
	out := filepath.Join(w.dir, "demo")
	read := func() map[string]string {
		if code, stdout, stderr := w.command("", "demo", "--out", out); code != 0 {
			t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
		}
		files := map[string]string{}
		err := filepath.WalkDir(out, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				data, readErr := os.ReadFile(path)
				files[strings.TrimPrefix(path, out)], err = string(data), readErr
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	first, second := read(), read()
	if len(first) != len(second) || len(first) < 90 {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for name, data := range first {
		if second[name] != data {
			t.Errorf("%s differs the second time", name)
		}
	}
	w.write("precious", "")
	if code, _, stderr := w.command("", "demo", "--out", w.dir); code != 2 || !strings.Contains(stderr, "--out") {
		t.Errorf("a directory that is no demo's: exit code %d, %s", code, stderr)
	}
}
