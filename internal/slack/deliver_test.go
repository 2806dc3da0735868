package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/internal/slack/slacktest"
)

func TestDeliverReport(t *testing.T) {
	f := newFakeSlack(t)
	m := slacktest.Report()
	got, err := deliver(t.Context(), f.channel(), m, "")
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"channel":"C0SEC","ts":"1700000000.000001","thread":3,"files":1}`; got != want {
		t.Errorf("progress %s, want %s", got, want)
	}
	rendered := blockkit.Render(m, blockkit.Mentions{For: everyKind})
	if len(f.posts) != 1+len(rendered.Thread) {
		t.Fatalf("%d posts, want %d", len(f.posts), 1+len(rendered.Thread))
	}
	for i, p := range f.posts {
		want := map[string]string{"channel": "#security", "thread_ts": "", "unfurl_links": "false",
			"unfurl_media": "false", "parse": "none", "token": testToken}
		if i > 0 {
			want["channel"], want["thread_ts"] = "C0SEC", "1700000000.000001"
		}
		for field, w := range want {
			if p.Get(field) != w {
				t.Errorf("post %d: %s is %q, want %q", i, field, p.Get(field), w)
			}
		}
	}
	if f.key(t, 0) != slacktest.Key || f.key(t, 2) != slacktest.Key+"/2" {
		t.Errorf("keys %s and %s", f.key(t, 0), f.key(t, 2))
	}
	blocks, _ := json.Marshal(rendered.Parent.Blocks)
	if diff := cmp.Diff(string(blocks), f.posts[0].Get("blocks")); diff != "" ||
		f.posts[0].Get("text") != rendered.Parent.Text {
		t.Errorf("what was posted is not what was rendered: %s", diff)
	}
	if len(f.files) != 1 || f.files[0].Get("channel_id") != "C0SEC" ||
		f.files[0].Get("thread_ts") != "1700000000.000001" {
		t.Errorf("the file went to %v", f.files)
	}
	if diff := cmp.Diff([]string{string(m.Files[0].Data)}, f.bodies); diff != "" {
		t.Errorf("uploaded (-want +got):\n%s", diff)
	}

	// The same delivery again does nothing.
	calls := len(f.calls)
	if again, err := deliver(t.Context(), f.channel(), m, got); again != got || err != nil || len(f.calls) != calls {
		t.Errorf("again: progress %s, %v, %d more calls", again, err, len(f.calls)-calls)
	}
}

// A retry does what is missing, and nothing twice.
func TestDeliverGoesOn(t *testing.T) {
	tests := []struct {
		name      string
		method    string
		fault     http.HandlerFunc
		faults    int
		wantError string
		progress  string // after the first try
		posts     int    // after both
	}{
		{"no scope for files", "files.getUploadURLExternal",
			answer(`{"ok":false,"error":"missing_scope","needed":"files:write"}`), 1,
			"uploading secure-score-contoso-2026-11-23.pdf to #security, after the message itself was posted: slack refuses it (missing_scope): add the scope files:write",
			`{"channel":"C0SEC","ts":"1700000000.000001","thread":3,"files":0}`, 4},
		{"upload is down", "upload", httpStatus(503), 3, "after the message itself was posted: slack answers 503",
			`{"channel":"C0SEC","ts":"1700000000.000001","thread":3,"files":0}`, 4},
		{"sharing is refused", "files.completeUploadExternal", refuse("channel_not_found"), 1,
			"after the message itself was posted",
			`{"channel":"C0SEC","ts":"1700000000.000001","thread":3,"files":0}`, 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newFakeSlack(t)
			for range test.faults {
				f.fail(test.method, test.fault)
			}
			progress, err := deliver(t.Context(), f.channel(), slacktest.Report(), "")
			if err == nil || !strings.Contains(err.Error(), test.wantError) {
				t.Errorf("error %v, want %q", err, test.wantError)
			}
			if progress != test.progress || progress == "" {
				t.Errorf("progress %s, want %s", progress, test.progress)
			}
			progress, err = deliver(t.Context(), f.channel(), slacktest.Report(), progress)
			if err != nil {
				t.Fatal(err)
			}
			if len(f.posts) != test.posts || len(f.files) != 1 || len(f.bodies) == 0 {
				t.Errorf("%d posts, %d files, want %d and 1", len(f.posts), len(f.files), test.posts)
			}
			if want := strings.Replace(test.progress, `"files":0`, `"files":1`, 1); progress != want {
				t.Errorf("progress in the end %s, want %s", progress, want)
			}
		})
	}
}

// A failure in the thread does not stop the files, and the retry goes on there.
func TestDeliverThreadFails(t *testing.T) {
	f := newFakeSlack(t)
	c := f.channel()
	f.fail("chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		f.posts = append(f.posts, r.Form)
		answer(`{"ok":true,"channel":"C0SEC","ts":"1700000000.000001"}`)(w, r)
	}, refuse("invalid_blocks"))
	progress, err := deliver(t.Context(), c, slacktest.Report(), "")
	if err == nil || !strings.Contains(err.Error(),
		"posting part 1 of 3 of the thread to #security, after the message itself was posted") {
		t.Errorf("error %v", err)
	}
	if want := `{"channel":"C0SEC","ts":"1700000000.000001","thread":0,"files":1}`; progress != want {
		t.Errorf("progress %s, want %s", progress, want)
	}
	if progress, err = deliver(t.Context(), c, slacktest.Report(), progress); err != nil || len(f.posts) != 4 ||
		len(f.files) != 1 {
		t.Errorf("progress %s, %v, %d posts, %d files", progress, err, len(f.posts), len(f.files))
	}
}

// What a message still owes to its thread ends with the thread: later tries
// could not succeed either.
func TestDeliverIntoNoThread(t *testing.T) {
	for name, tt := range map[string]struct {
		method, code string
		says         string // in the error; empty for none
	}{
		"deleted before a file":     {"files.completeUploadExternal", "thread_not_found", ""},
		"deleted before the thread": {"chat.postMessage", "thread_not_found", ""},
		"locked":                    {"chat.postMessage", "restricted_action_thread_locked", "posting part 1 of 3"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFakeSlack(t)
			f.fail("chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
				answer(`{"ok":true,"channel":"C0SEC","ts":"1700000000.000001"}`)(w, r)
			}, refuse("internal_error"), refuse("internal_error"), refuse("internal_error"))
			f.fail("files.getUploadURLExternal", refuse("missing_scope"))
			progress, err := deliver(t.Context(), f.channel(), slacktest.Report(), "")
			if err == nil || !strings.Contains(progress, `"thread":0,"files":0`) {
				t.Fatalf("progress %s, %v", progress, err)
			}
			f.faults = map[string][]http.HandlerFunc{tt.method: {refuse(tt.code)}}
			progress, complete, err := goOn(t.Context(), f.channel(), slacktest.Report(), progress)
			if !complete || !strings.Contains(progress, `"thread":3,"files":1`) {
				t.Errorf("progress %s, complete %v", progress, complete)
			}
			if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %q", err, tt.says)
			}
		})
	}
}

// reset takes a message as Slack does, and resets the connection in place of an
// answer.
func (f *fakeSlack) reset(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	f.posts = append(f.posts, r.Form)
	hangUp(w, r)
}

// T30: the connection is reset after Slack read the request, again and again.
// People see the message twice at most, with one key.
func TestDeliverPostsTwiceAtMost(t *testing.T) {
	f := newFakeSlack(t)
	f.fail("chat.postMessage", f.reset, f.reset, f.reset, f.reset)
	progress, err := deliver(t.Context(), f.channel(), slacktest.Watching(), "")
	if err == nil || progress != "" || !strings.Contains(err.Error(), mayHaveArrived) {
		t.Errorf("progress %q, error %v", progress, err)
	}
	f.mu.Lock() // the last handler may still be at work: its client hears of the reset first
	if len(f.posts) != 2 || f.key(t, 0) != f.key(t, 1) {
		t.Errorf("%d posts", len(f.posts))
	}
	f.mu.Unlock()
	f = newFakeSlack(t)
	f.fail("files.completeUploadExternal", hangUp, hangUp, hangUp, hangUp)
	if _, err := deliver(t.Context(), f.channel(), slacktest.Report(), ""); err == nil ||
		f.count("files.completeUploadExternal") != 2 {
		t.Errorf("%d files shared, error %v", f.count("files.completeUploadExternal"), err)
	}
	// A call that nobody sees has its three tries.
	f = newFakeSlack(t)
	f.fail("auth.test", hangUp, hangUp, answer(`{"ok":true}`))
	if f.channel().Check(t.Context(), false); f.count("auth.test") != 3 {
		t.Errorf("%d calls of auth.test", f.count("auth.test"))
	}
}

// T26: an answer of 300 MB is refused at a few.
func TestDeliverRefusesALargeAnswer(t *testing.T) {
	large := func(w http.ResponseWriter, _ *http.Request) {
		chunk := strings.Repeat(" ", 1<<20)
		for range 300 {
			if _, err := w.Write([]byte(chunk)); err != nil {
				return
			}
		}
	}
	for _, method := range []string{"chat.postMessage", "files.getUploadURLExternal"} {
		f := newFakeSlack(t)
		f.fail(method, large, large, large)
		_, err := deliver(t.Context(), f.channel(), slacktest.Report(), "")
		if err == nil || !strings.Contains(err.Error(), "has more than 4 MiB, which no real answer has") ||
			!strings.Contains(err.Error(), mayHaveArrived) ||
			f.count(method) != 1 {
			t.Errorf("%s: error %v, %d calls", method, err, f.count(method))
		}
	}
}

func TestDeliverStops(t *testing.T) {
	t.Run("the context ends", func(t *testing.T) {
		f := newFakeSlack(t)
		ctx, cancel := context.WithCancel(t.Context())
		f.fail("chat.postMessage", func(w http.ResponseWriter, r *http.Request) { cancel(); httpStatus(503)(w, r) })
		progress, err := deliver(ctx, f.channel(), slacktest.Watching(), "")
		if err == nil || progress != "" || f.count("chat.postMessage") != 1 {
			t.Errorf("progress %q, error %v, %d calls", progress, err, len(f.calls))
		}
	})
	t.Run("no time left to wait", func(t *testing.T) {
		f := newFakeSlack(t)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		f.fail("chat.postMessage", httpStatus(429, "Retry-After", "20"))
		if _, err := deliver(ctx, f.channel(), slacktest.Watching(), ""); err == nil || len(f.slept) != 0 {
			t.Errorf("error %v, slept %v", err, f.slept)
		}
	})
	t.Run("progress that cannot be read", func(t *testing.T) {
		f := newFakeSlack(t)
		for _, p := range []string{"nonsense", "{}", `{"channel":"C","ts":"1","thread":-1}`} {
			if got, err := deliver(t.Context(), f.channel(), slacktest.Watching(), p); err == nil || got != p ||
				len(f.calls) != 0 {
				t.Errorf("%s: progress %q, error %v, %d calls", p, got, err, len(f.calls))
			}
		}
	})
	t.Run("a thread that has become shorter", func(t *testing.T) {
		f := newFakeSlack(t)
		p := `{"channel":"C0SEC","ts":"1.2","thread":9,"files":9}`
		if got, err := deliver(t.Context(), f.channel(), slacktest.Report(), p); err != nil || got != p {
			t.Errorf("progress %q, error %v", got, err)
		}
	})
	t.Run("no token", func(t *testing.T) {
		for _, token := range []func(context.Context) (string, error){
			nil,
			func(context.Context) (string, error) { return " \n", nil },
			func(context.Context) (string, error) { return "", errors.New("access denied") },
		} {
			c := New(Options{Token: token, Channel: "#security"})
			if progress, err := deliver(t.Context(), c, slacktest.Watching(), ""); err == nil || progress != "" ||
				!strings.Contains(err.Error(), "slack.token") {
				t.Errorf("progress %q, error %v", progress, err)
			}
		}
	})
}

func TestDeliverNames(t *testing.T) {
	c := New(Options{Channel: "#security"})
	if c.Name() != "slack" || c.To() != "#security" {
		t.Errorf("%s, %s", c.Name(), c.To())
	}
}

// T16: the run is cancelled while Slack's answer is on its way. The message was
// accepted, and that is known; nothing more is sent.
func TestACancelWhileTheAnswerIsOnItsWay(t *testing.T) {
	f := newFakeSlack(t)
	ctx, cancel := context.WithCancel(t.Context())
	f.fail("chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
		cancel()
		answer(`{"ok":true,"channel":"C0SEC","ts":"1700000000.000001"}`)(w, r)
	})
	progress, err := deliver(ctx, f.channel(), slacktest.Report(), "")
	if want := `{"channel":"C0SEC","ts":"1700000000.000001","thread":0,"files":0}`; progress != want {
		t.Errorf("progress %s, want %s", progress, want)
	}
	if !errors.Is(err, context.Canceled) || f.count("chat.postMessage") != 1 || len(f.files) != 0 {
		t.Errorf("error %v, %d posts, %d files", err, f.count("chat.postMessage"), len(f.files))
	}
}
