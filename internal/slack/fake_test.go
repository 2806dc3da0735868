package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/report"
)

var everyKind = map[string]string{"regressed": "<!subteam^S012>", "added": "<@U7>", "retired": "<!subteam^S012>"}

const testToken = "xoxb-17-veryprivate"

// fakeSlack takes messages and files as Slack does, and answers with the faults
// that a test queues for a method, each once and in this order.
type fakeSlack struct {
	*httptest.Server
	mu     sync.Mutex
	faults map[string][]http.HandlerFunc
	calls  []string     // methods, in order
	posts  []url.Values // what chat.postMessage accepted
	files  []url.Values // what files.completeUploadExternal accepted
	bodies []string     // what was uploaded
	slept  []time.Duration
}

func newFakeSlack(t *testing.T) *fakeSlack {
	t.Helper()
	f := &fakeSlack{faults: map[string][]http.HandlerFunc{}}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *fakeSlack) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	f.calls = append(f.calls, method)
	if queue := f.faults[method]; len(queue) > 0 {
		f.faults[method] = queue[1:]
		queue[0](w, r)
		return
	}
	if method == "upload" {
		file, _, err := r.FormFile("file")
		if err != nil || r.Header.Get("Authorization") != "Bearer "+testToken {
			http.Error(w, "no file, or no token", http.StatusBadRequest)
			return
		}
		data, _ := io.ReadAll(file)
		f.bodies = append(f.bodies, string(data))
		fmt.Fprint(w, "OK")
		return
	}
	if err := r.ParseForm(); err != nil || r.Form.Get("token") != testToken {
		answer(`{"ok":false,"error":"invalid_auth"}`)(w, r)
		return
	}
	switch method {
	case "chat.postMessage":
		f.posts = append(f.posts, r.Form)
		answer(fmt.Sprintf(`{"ok":true,"channel":"C0SEC","ts":"1700000000.%06d"}`, len(f.posts)))(w, r)
	case "files.getUploadURLExternal":
		answer(fmt.Sprintf(`{"ok":true,"upload_url":"%s/api/upload","file_id":"F1"}`, f.URL))(w, r)
	case "files.completeUploadExternal":
		f.files = append(f.files, r.Form)
		answer(`{"ok":true,"files":[{"id":"F1","title":"x"}]}`)(w, r)
	default:
		answer(`{"ok":false,"error":"unknown_method"}`)(w, r)
	}
}

// fail queues faults for a method.
func (f *fakeSlack) fail(method string, faults ...http.HandlerFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults[method] = append(f.faults[method], faults...)
}

func (f *fakeSlack) channel() *Channel {
	return New(Options{
		Token:  func(context.Context) (string, error) { return testToken, nil },
		APIURL: f.URL + "/api", Channel: "#security", Mention: everyKind,
		Sleep: func(ctx context.Context, d time.Duration) error {
			f.slept = append(f.slept, d)
			return ctx.Err()
		},
		Workspaces: clockOf(&f.slept),
	})
}

// clockOf are workspaces whose clock moves with what was slept.
func clockOf(slept *[]time.Duration) *Workspaces {
	return &Workspaces{Now: func() time.Time {
		now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
		for _, d := range *slept {
			now = now.Add(d)
		}
		return now
	}}
}

func (f *fakeSlack) count(method string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.calls {
		if c == method {
			n++
		}
	}
	return n
}

func (f *fakeSlack) key(t *testing.T, post int) string {
	t.Helper()
	var m struct {
		EventType    string            `json:"event_type"`
		EventPayload map[string]string `json:"event_payload"`
	}
	if err := json.Unmarshal([]byte(f.posts[post].Get("metadata")), &m); err != nil ||
		m.EventType != "securescore_delivery" {
		t.Fatalf("metadata %q: %v", f.posts[post].Get("metadata"), err)
	}
	return m.EventPayload["key"]
}

func answer(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, body)
	}
}

func refuse(code string) http.HandlerFunc { return answer(`{"ok":false,"error":"` + code + `"}`) }

func httpStatus(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		io.WriteString(w, "<html>busy</html>")
	}
}

// hangUp closes the connection without an answer.
func hangUp(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		connection.Close()
	}
}

// sender is a Channel or an Outbox.
type sender interface {
	Prepare(m report.Message) (report.Draft, error)
	Deliver(ctx context.Context, body []byte, progress string, record func(string, bool) error) error
}

// deliver sends a message as a run does. It returns the last progress that was
// recorded.
func deliver(ctx context.Context, to sender, m report.Message, progress string) (string, error) {
	progress, _, err := goOn(ctx, to, m, progress)
	return progress, err
}

// goOn is deliver, and says whether the delivery is recorded as complete.
func goOn(ctx context.Context, to sender, m report.Message, progress string) (last string, complete bool, err error) {
	draft, err := to.Prepare(m)
	if err != nil {
		return progress, false, err
	}
	err = to.Deliver(ctx, draft.Body, progress, func(p string, c bool) error {
		progress, complete = p, c
		return nil
	})
	return progress, complete, err
}
