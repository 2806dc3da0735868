package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
)

// world is a directory with a configuration, a Graph and a Slack around a
// command.
type world struct {
	dir   string
	graph *graphtest.Server
	slack *slackServer
	now   time.Time
	env   map[string]string
	code  int // of the last command of a script

	columns int              // of the terminal; 0 for none
	fleet   *httptest.Server // Graph for several tenants; nil for one
	cloud   *microsoft       // where there is no other network; nil for the usual one
	mail    string           // the address of the only mail server; empty for the usual ones
}

// newWorld is a world for the length of a test.
func newWorld(t testing.TB) *world {
	t.Helper()
	w, err := openWorld(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	return w
}

func openWorld(dir string) (*world, error) {
	graph, err := graphtest.New(graphtest.Options{Token: "right"})
	if err != nil {
		return nil, err
	}
	w := &world{dir: dir, graph: graph, slack: newSlackServer(), env: map[string]string{
		"GRAPH_TOKEN": "right", "SLACK_TOKEN": slackToken, configVariable: filepath.Join(dir, "config.yaml"),
	}}
	w.scene(0)
	return w, w.configure("")
}

// configure writes the configuration, with further settings of the tenant.
func (w *world) configure(settings string) error { return w.write("config.yaml", w.document(settings)) }

func (w *world) document(settings string) string {
	return fmt.Sprintf(`
store: file://%[1]s/data
graph: {url: "%[2]s"}
slack: {token: "env://SLACK_TOKEN", apiUrl: "%[3]s/", channel: "#security"}
email: {transport: "file://%[1]s/outbox", from: score@contoso.example, to: [ciso@contoso.example]}
tenants:
  - {name: contoso, id: %[4]s, auth: {token: "env://GRAPH_TOKEN"}%[5]s}
`, w.dir, w.graph.URL, w.slack.URL, demo.TenantID, settings)
}

func (w *world) close() {
	w.graph.Close()
	w.slack.Close()
	if w.fleet != nil {
		w.fleet.Close()
	}
}

func (w *world) write(name, content string) error {
	return os.WriteFile(filepath.Join(w.dir, name), []byte(content), 0o600)
}

// scene sets the clock and Graph to a day of the demo.
func (w *world) scene(i int) {
	w.now = demo.Scenes()[i].Now
	w.graph.Serve(demo.Graph(w.now))
}

// play runs a watch on each day of the demo.
func (w *world) play(t testing.TB) {
	t.Helper()
	for i := range demo.Scenes() {
		w.scene(i)
		w.run(t, `{}`, exitWell)
	}
}

// command runs the command in this process.
func (w *world) command(t testing.TB, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	code, stdout, stderr, err := w.execute(stdin, args, w.lookupEnv)
	if err != nil {
		t.Error(err)
	}
	return code, stdout, stderr
}

func (w *world) lookupEnv(name string) (string, bool) {
	value, ok := w.env[name]
	return value, ok
}

// execute fails where the command prints a secret or a stack.
func (w *world) execute(
	stdin string, args []string, lookupEnv func(string) (string, bool),
) (code int, stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	var network app.Network
	if w.cloud != nil {
		network.HTTP = w.cloud
	}
	if w.mail != "" {
		network.Dial = func(ctx context.Context, protocol, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, protocol, w.mail)
		}
	}
	code = run(context.Background(), process{
		network: network,
		args:    args, stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs,
		now: func() time.Time { return w.now }, lookupEnv: lookupEnv, timeout: unlimited,
		terminal: w.columns > 0, columns: w.columns,
	})
	stdout, stderr = out.String(), errs.String()
	for _, never := range []string{slackToken, wrongToken, "goroutine "} {
		if strings.Contains(stdout+stderr, never) {
			err = errors.Join(err, fmt.Errorf("%v prints %q\n%s%s", args, never, stdout, stderr))
		}
	}
	return code, stdout, stderr, err
}

// unlimited is a context without a deadline: none fits the world's clock.
func unlimited(ctx context.Context, _ time.Duration, _ error) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}

// run runs an event and returns the result of the only tenant.
func (w *world) run(t testing.TB, event string, wantCode int) job.TenantResult {
	t.Helper()
	code, stdout, stderr := w.command(t, event, "run", "-")
	if code != wantCode {
		t.Fatalf("exit code %d, want %d\n%s%s", code, wantCode, stdout, stderr)
	}
	var result job.Result
	if err := json.Unmarshal([]byte(stdout), &result); err != nil || len(result.Tenants) != 1 {
		t.Fatalf("standard output is no result (%v):\n%s", err, stdout)
	}
	return result.Tenants[0]
}

// mails are the files in the outbox.
func (w *world) mails() ([]string, error) {
	return filepath.Glob(filepath.Join(w.dir, "outbox", "*.eml"))
}

// Secrets that no output may show.
const slackToken, wrongToken = "xoxb-1", "wrong-token"

// slackServer accepts every call, except as its fields say.
type slackServer struct {
	*httptest.Server
	posts []string // forms of chat.postMessage

	refuses      string // the error that answers auth.test; empty for success
	refusesPosts string // the error that answers a post or a file; empty for success
	scopes       string // of the app; empty for the scopes that it needs
}

func newSlackServer() *slackServer {
	s := &slackServer{scopes: "chat:write,files:write,commands"}
	s.Server = httptest.NewServer(s)
	return s
}

func (s *slackServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-OAuth-Scopes", s.scopes)
	method := filepath.Base(r.URL.Path)
	switch {
	case method == "auth.test", method == "conversations.list":
		fmt.Fprint(w, s.identity(method))
	case s.refusesPosts != "":
		fmt.Fprintf(w, `{"ok":false,"error":%q}`, s.refusesPosts)
	case method == "chat.postMessage":
		s.posts = append(s.posts, r.Form.Encode())
		fmt.Fprint(w, `{"ok":true,"channel":"C1","ts":"1.1"}`)
	case method == "files.getUploadURLExternal":
		fmt.Fprintf(w, `{"ok":true,"upload_url":"%s/upload","file_id":"F1"}`, s.URL)
	default:
		fmt.Fprint(w, `{"ok":true,"files":[{"id":"F1"}]}`)
	}
}

// identity answers what only doctor asks.
func (s *slackServer) identity(method string) string {
	switch {
	case s.refuses != "":
		return `{"ok":false,"error":"` + s.refuses + `"}`
	case method == "conversations.list":
		return `{"ok":true,"channels":[{"id":"C1","name":"security","is_member":false}]}`
	}
	return `{"ok":true,"user":"securescore","team":"Contoso"}`
}
