package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/slack/slacktest"
)

const hookPath = "/services/T0/B0/verysecret"

// hookServer is Slack's side of a webhook; it answers from a queue, then well.
type hookServer struct {
	*httptest.Server
	faults []http.HandlerFunc
	bodies []map[string]any
	slept  []time.Duration
}

func newHook(t *testing.T, faults ...http.HandlerFunc) *hookServer {
	t.Helper()
	h := &hookServer{faults: faults}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(h.faults) > 0 {
			fault := h.faults[0]
			h.faults = h.faults[1:]
			fault(w, r)
			return
		}
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.URL.Path != hookPath ||
			r.Header.Get("Content-Type") != "application/json" {
			http.Error(w, "invalid_payload", http.StatusBadRequest)
			return
		}
		h.bodies = append(h.bodies, body)
		_, _ = w.Write([]byte("ok"))
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *hookServer) channel(address string) *Channel {
	return New(Options{
		Webhook: func(context.Context) (string, error) { return address, nil }, Channel: "#security",
		Sleep:      func(ctx context.Context, d time.Duration) error { h.slept = append(h.slept, d); return ctx.Err() },
		Workspaces: clockOf(&h.slept),
	})
}

func word(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, text, status) }
}

func TestDeliverByWebhook(t *testing.T) {
	h := newHook(t, httpStatus(http.StatusTooManyRequests, "Retry-After", "3"))
	m := slacktest.Report()
	progress, err := deliver(t.Context(), h.channel(h.URL+hookPath), m, "")
	if err != nil || progress == "" || len(h.bodies) != 1 || len(h.slept) != 1 || h.slept[0] != 3*time.Second {
		t.Fatalf("progress %q, %v, %d posts, slept %v", progress, err, len(h.bodies), h.slept)
	}
	text, err := json.Marshal(h.bodies[0])
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "in the thread") || !strings.Contains(string(text), "The report:") ||
		h.bodies[0]["text"] == "" {
		t.Errorf("posted %s", text)
	}
	if again, err := deliver(t.Context(), h.channel(h.URL+hookPath), m, progress); again != progress || err != nil ||
		len(h.bodies) != 1 {
		t.Errorf("again: %q, %v, %d posts", again, err, len(h.bodies))
	}
}

// A webhook took the place of a token while a message owed its thread: there is
// no thread any more, so the message is complete.
func TestAWebhookInPlaceOfAToken(t *testing.T) {
	f, h := newFakeSlack(t), newHook(t)
	f.fail("files.getUploadURLExternal", refuse("missing_scope"))
	progress, err := deliver(t.Context(), f.channel(), slacktest.Report(), "")
	if err == nil {
		t.Fatal("nothing is owed")
	}
	progress, complete, err := goOn(t.Context(), h.channel(h.URL+hookPath), slacktest.Report(), progress)
	if err != nil || !complete || len(h.bodies) != 0 {
		t.Errorf("progress %s, complete %v, %v, %d posts", progress, complete, err, len(h.bodies))
	}
}

func TestAWebhookThatRefuses(t *testing.T) {
	for _, c := range []struct {
		name, code, fix string
		fault           http.HandlerFunc
		temporary       bool
	}{
		{"gone", "no_service", "create a new one", word(http.StatusNotFound, "no_service"), false},
		{"archived", "is_archived", "archived", word(http.StatusGone, "is_archived"), false},
		{"a page", "", "slack.apiUrl", word(http.StatusForbidden, "<html>no</html>"), false},
		{"S11: the path", "", "slack.apiUrl", word(http.StatusForbidden, hookPath), false},
		{"down", "", "", word(http.StatusServiceUnavailable, "busy"), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHook(t, c.fault, c.fault, c.fault)
			progress, err := deliver(t.Context(), h.channel(h.URL+hookPath), slacktest.Report(), "")
			var refused *Error
			if progress != "" || !errors.As(err, &refused) || refused.Code != c.code ||
				!strings.Contains(refused.Fix, c.fix) || refused.Temporary() != c.temporary {
				t.Errorf("progress %q, error %+v", progress, err)
			}
			if strings.Contains(err.Error(), "verysecret") {
				t.Errorf("the address is shown: %v", err)
			}
		})
	}
}

// T15: a proxy answers 200 with a page of its own. Nothing was posted, so
// nothing counts as sent.
func TestAWebhookThatIsNotSlacks(t *testing.T) {
	page := func(status int, media, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	for _, c := range []struct {
		name  string
		fault http.HandlerFunc
		want  string // empty: accepted
	}{
		{"T15: a proxy's page", page(200, "text/html; charset=utf-8", "<html>Please sign in</html>"),
			"HTTP 200 OK with text/html"},
		{"a page that begins with ok", page(200, "text/html", "ok, please sign in"), "HTTP 200 OK with text/html"},
		{"nothing", page(200, "text/plain", ""), "HTTP 200 OK with text/plain"},
		{"another good status", page(202, "text/plain", "ok"), "HTTP 202 Accepted with text/plain"},
		{"Slack's answer", page(200, "text/html", "ok"), ""},
		{"Slack's answer with a line's end", page(200, "text/plain", "ok\n"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHook(t, c.fault)
			progress, err := deliver(t.Context(), h.channel(h.URL+hookPath), slacktest.Report(), "")
			if c.want == "" {
				if err != nil || progress == "" {
					t.Errorf("progress %q, error %v", progress, err)
				}
				return
			}
			if err == nil || progress != "" || len(h.slept) > 0 ||
				!strings.Contains(err.Error(), "something other than Slack answers: "+c.want) ||
				!strings.Contains(err.Error(), "slack.webhook") || strings.Contains(err.Error(), "verysecret") {
				t.Errorf("progress %q, error %v", progress, err)
			}
		})
	}
}

// A workspace without charts gets the message without one. Nothing is sent to
// what is not a webhook's address.
func TestWebhooksAtTheEdges(t *testing.T) {
	h := newHook(t, word(http.StatusBadRequest, "invalid_blocks"))
	if _, err := deliver(t.Context(), h.channel(h.URL+hookPath), slacktest.EveryDay(90), ""); err != nil ||
		len(h.bodies) != 1 {
		t.Errorf("%v, %d posts", err, len(h.bodies))
	}
	for _, address := range []string{"", "http://hooks.slack.com/x", "hooks.slack.com/verysecret",
		"https://me:verysecret@x.example/"} {
		if _, err := deliver(t.Context(), h.channel(address), slacktest.Report(), ""); err == nil ||
			strings.Contains(err.Error(), "verysecret") {
			t.Errorf("%q: %v", address, err)
		}
	}
	found := h.channel(h.URL+hookPath).Check(t.Context(), true)
	if last := found[len(found)-1]; last.State != health.Pass("", "").State ||
		!strings.Contains(found[0].Message, "no thread") {
		t.Errorf("findings %+v", found)
	}
}

func TestHookAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"https://hooks.slack.com/services/T1/B1/x": true,
		"http://127.0.0.1:1234/":                   true,
		"http://localhost:1234/":                   true,
		"http://hooks.slack.com/services/T1/B1/x":  false,
		"ftp://localhost/":                         false,
		"https://user@hooks.slack.com/":            false,
		"https:///services":                        false,
	} {
		if got := isHookAddress(address); got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
}
