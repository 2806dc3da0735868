package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hanging is a server that never answers. It sends on asked when somebody
// waits.
func hanging(t *testing.T) (url string, asked <-chan struct{}) {
	t.Helper()
	waiting, end := make(chan struct{}, 100), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		waiting <- struct{}{}
		select {
		case <-r.Context().Done():
		case <-end:
		}
	}))
	t.Cleanup(func() { close(end); server.Close() })
	return server.URL, waiting
}

// hangingGraph is a configuration with a Microsoft Graph that never answers.
func hangingGraph(t *testing.T, w *world) (asked <-chan struct{}) {
	t.Helper()
	url, asked := hanging(t)
	if err := w.write("config.yaml", fmt.Sprintf(`
store: file://./data
graph: {url: "%s/v1.0"}
tenants: [{name: contoso, id: contoso.example, auth: {token: "env://GRAPH_TOKEN"}}]
`, url)); err != nil {
		t.Fatal(err)
	}
	return asked
}

// stoppable is the world's process, with what it wrote.
func (w *world) stoppable(args ...string) (p process, stdout, stderr *bytes.Buffer) {
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return process{
		args: args, stdin: strings.NewReader(""), stdout: stdout, stderr: stderr,
		now: time.Now, lookupEnv: w.lookupEnv, timeout: context.WithTimeoutCause,
	}, stdout, stderr
}

// H12: Ctrl-C during a slow read. One line, exit code 130, and nothing else
// that would look like a result.
func TestStoppedByASignal(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"run"}, {"status"}, {"diff", "--json"}, {"actions", "--csv"}, {"backfill"}, {"doctor"}, {"doctor", "--json"},
	} {
		t.Run("H12: "+strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			asked := hangingGraph(t, w)
			ctx, signal := context.WithCancel(t.Context())
			defer signal()
			go func() {
				<-asked
				signal()
			}()
			p, stdout, stderr := w.stoppable(args...)
			if code := run(ctx, p); code != exitStopped {
				t.Errorf("exit code %d", code)
			}
			if stdout.Len() > 0 || stderr.String() != "securescore: stopped by a signal\n" {
				t.Errorf("stdout %q, stderr %q", stdout, stderr)
			}
		})
	}
	t.Run("waiting for the event", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		ctx, signal := context.WithCancel(t.Context())
		signal()
		p, stdout, stderr := w.stoppable("run", "-")
		never, _ := io.Pipe()
		p.stdin = never
		if code := run(ctx, p); code != exitStopped || stdout.Len() > 0 {
			t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	})
}

// A store that does not answer is not waited for either.
func TestStoppedWhileTheStoreHangs(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "any")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "any")
	for _, args := range [][]string{{"run"}, {"portfolio"}, {"store", "verify"}, {"store", "rebuild"}} {
		w := newWorld(t)
		url, asked := hanging(t)
		if err := w.write("config.yaml", fmt.Sprintf(`
store: "s3://scores?region=eu-central-1&endpoint=%s"
auth: {token: "env://GRAPH_TOKEN"}
tenants: [{name: contoso, id: contoso.example}, {name: fabrikam, id: fabrikam.example}]
`, url)); err != nil {
			t.Fatal(err)
		}
		ctx, signal := context.WithCancel(t.Context())
		defer signal()
		var stopped time.Time
		go func() { <-asked; stopped = time.Now(); signal() }()
		p, stdout, stderr := w.stoppable(args...)
		code := run(ctx, p)
		if took := time.Since(stopped); code != exitStopped || took > 10*time.Second || stdout.Len() > 0 ||
			stderr.String() != "securescore: stopped by a signal\n" {
			t.Errorf("%s: exit code %d after %s\n%s%s", args, code, took, stdout, stderr)
		}
	}
}

func TestTheCommandHasATimeout(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		args      []string
		code      int
		stdout    string
		stderrEnd string
	}{
		{"a reading command", []string{"status", "--timeout", "100ms"}, exitFailed, "",
			"securescore: not done within 100ms; --timeout gives it more time: "},
		{"doctor", []string{"doctor", "--timeout", "100ms"}, exitFailed, "",
			"gives it more time: checking contoso: context deadline exceeded"},
		{"run, whose result says the rest", []string{"run", "--timeout", "100ms"}, exitFailed, `"failed": 1`,
			"securescore: not done within 100ms; --timeout gives it more time\n"},
		{"no time at all", []string{"status", "--timeout", "0s"}, exitWrong, "", "--timeout: it has to be more than 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			hangingGraph(t, w)
			p, stdout, stderr := w.stoppable(tt.args...)
			// Without the deadline in sight, run begins although the time is short.
			p.timeout = func(ctx context.Context, d time.Duration, cause error) (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithTimeoutCause(ctx, d, cause)
				return undated{ctx}, cancel
			}
			if code := run(t.Context(), p); code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if !strings.Contains(stdout.String(), tt.stdout) || tt.stdout == "" && stdout.Len() > 0 ||
				!strings.Contains(stderr.String(), tt.stderrEnd) {
				t.Errorf("stdout %q, stderr %q", stdout, stderr)
			}
		})
	}
}

// T27: one store, beside the document, wherever the command is started.
func TestTheStoreIsBesideTheDocument(t *testing.T) {
	w := newWorld(t)
	if err := w.write("config.yaml", strings.ReplaceAll(w.document(""), "file://"+w.dir+"/", "file://./")); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"sent sent", "unchanged unchanged"} {
		t.Chdir(t.TempDir())
		w.scene(i)
		w.deliver(t, alertEvent, exitWell, want)
	}
	if stores, err := filepath.Glob(filepath.Join(w.dir, "data", "tenants", "*")); err != nil || len(stores) != 1 {
		t.Errorf("stores %q, error %v", stores, err)
	}
	if mails, err := w.mails(); err != nil || len(mails) != 1 {
		t.Errorf("mails %q, error %v", mails, err)
	}
}
