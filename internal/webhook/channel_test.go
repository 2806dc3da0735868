package webhook

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"secure-score-reporter/internal/channeltest"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

const (
	oldSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	newSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
)

// receiver verifies signatures as the library of Standard Webhooks does.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	key      string
	answers  []http.HandlerFunc // before it accepts, each once
	always   http.HandlerFunc   // in place of accepting; nil for none
	requests []*http.Request
	accepted []string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{key: newSecret}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests = append(r.requests, request)
	if len(r.answers) > 0 {
		answer := r.answers[0]
		r.answers = r.answers[1:]
		answer(w, request)
		return
	}
	if r.always != nil {
		r.always(w, request)
		return
	}
	key, err := standardwebhooks.NewWebhook(r.key)
	if err != nil || key.VerifyIgnoringTimestamp(body, request.Header) != nil {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	r.accepted = append(r.accepted, request.Header.Get("webhook-id")+" "+string(body))
	w.WriteHeader(http.StatusAccepted)
}

func says(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if len(header) == 2 {
			w.Header().Set(header[0], header[1])
		}
		w.WriteHeader(code)
	}
}

func (r *receiver) channel(options ...func(*Options)) *Channel {
	o := Options{
		URL:      func(context.Context) (string, error) { return r.URL + "/hook?sig=abc", nil },
		Secret:   func(context.Context) (string, error) { return newSecret, nil },
		Networks: []string{"127.0.0.0/8"}, Now: time.Now,
	}
	for _, option := range options {
		option(&o)
	}
	return New(o)
}

func TestConformance(t *testing.T) {
	channeltest.Run(t, func(t *testing.T) channeltest.Server {
		r := newReceiver(t)
		return channeltest.Server{
			Channel: r.channel(func(o *Options) { o.Transport = http.DefaultTransport }),
			Accepted: func() []string {
				r.mu.Lock()
				defer r.mu.Unlock()
				return r.accepted
			},
			Answer: func(a channeltest.Answer) {
				r.mu.Lock()
				defer r.mu.Unlock()
				r.always = map[channeltest.Answer]http.HandlerFunc{
					channeltest.Refuses: says(http.StatusGone),
					channeltest.Fails:   says(http.StatusServiceUnavailable, "Retry-After", "60"),
				}[a]
			},
		}
	})
}

func message() report.Message {
	m := reporttest.Case("ordinary")
	return report.Message{Occasion: report.Periodic, Model: m, News: &m.Account, Key: "0123abcd",
		Links: map[string]string{"pdf": "https://x.example/report.pdf?sig=<&>"}}
}

func deliver(ctx context.Context, c *Channel, m report.Message) (recorded int, err error) {
	d, err := c.Prepare(m)
	if err == nil {
		err = c.Deliver(ctx, d.Body, "", func(string, bool) error { recorded++; return nil })
	}
	return recorded, err
}

// The JSON of each occasion, as a reader gets it.
func TestGolden(t *testing.T) {
	m := reporttest.Sample()
	before, model := reporttest.SampleBefore("2026-11-10"), report.Build(m)
	news := score.Diff(before, m.Snapshot).Rounded()
	messages := map[string]report.Message{
		"report.json": {Occasion: report.Periodic, Model: model, News: &news, Key: "0123abcd",
			Links: map[string]string{"pdf": "https://x.example/report.pdf?sig=<&>"}},
		"alert.json": {Occasion: report.Alert, Model: model, News: &news, Key: "0123abcd",
			Recoveries: []report.Recovery{{Changes: news.Changes[:1]}}},
		"notice.json": {Occasion: report.Notified, Key: "0123abcd",
			Model:  report.Model{Tenant: model.Tenant, TenantID: model.TenantID, Made: model.Made},
			Notice: &report.Notice{Trouble: report.Stale, Newest: "2026-11-19"}},
	}
	for name, m := range messages {
		body, err := json.Marshal(messageOf(m))
		var b bytes.Buffer
		if err != nil || json.Indent(&b, body, "", "  ") != nil {
			t.Fatal(name, err)
		}
		reporttest.Golden(t, name, append(b.Bytes(), '\n'))
	}
}

// While a secret is replaced, both sides keep working.
func TestTwoSecrets(t *testing.T) {
	r := newReceiver(t)
	both := r.channel(func(o *Options) {
		o.Secret = func(context.Context) (string, error) { return newSecret + " " + oldSecret + "\n", nil }
	})
	for _, key := range []string{oldSecret, newSecret} {
		r.key = key
		if n, err := deliver(t.Context(), both, message()); n != 1 || err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
	r.key = oldSecret
	n, err := deliver(t.Context(), r.channel(), message())
	if n != 0 || err == nil || !strings.Contains(err.Error(), "webhook.secret") {
		t.Errorf("another secret: %v", err)
	}
}

// Every try has the id of the message, so that a receiver can drop what it has,
// and a timestamp and a signature of its own.
func TestTries(t *testing.T) {
	type try struct {
		id string
		at time.Duration
	}
	for name, tt := range map[string]struct {
		answers []int
		after   string
		tries   []time.Duration // when each begins, at the earliest
		well    bool
	}{
		"accepted at once":    {nil, "", []time.Duration{0}, true},
		"an error, then well": {[]int{500}, "", []time.Duration{0, 250 * time.Millisecond}, true},
		"asked to wait":       {[]int{429}, "7", []time.Duration{0, 7 * time.Second}, true},
		"asked to wait till":  {[]int{503}, "Mon, 23 Nov 2026 06:00:09 GMT", []time.Duration{0, 8 * time.Second}, true},
		"asked to wait long":  {[]int{429}, "3600", []time.Duration{0}, false},
		"three times":         {[]int{502, 503, 504, 500}, "", []time.Duration{0, 250e6, time.Second}, false},
		"refused":             {[]int{400}, "", []time.Duration{0}, false},
		"sent elsewhere":      {[]int{307}, "", []time.Duration{0}, false},
		"not there":           {[]int{404}, "", []time.Duration{0}, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)))
				begin, tries := time.Now(), []try{}
				c := New(Options{
					URL:    func(context.Context) (string, error) { return "https://x.example/hook", nil },
					Secret: func(context.Context) (string, error) { return newSecret, nil }, Now: time.Now,
					Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
						tries = append(tries, try{r.Header.Get("webhook-id"), time.Since(begin)})
						code := http.StatusOK
						if n := len(tries) - 1; n < len(tt.answers) {
							code = tt.answers[n]
						}
						stamp, now := r.Header.Get("webhook-timestamp"), strconv.FormatInt(time.Now().Unix(), 10)
						if stamp != now {
							t.Errorf("the timestamp is %s, want %s", stamp, now)
						}
						header := http.Header{"Retry-After": {tt.after}, "Location": {"https://evil.example/"}}
						return &http.Response{StatusCode: code, Header: header, Body: http.NoBody, Request: r}, nil
					}),
				})
				n, err := deliver(t.Context(), c, message())
				if (err == nil) != tt.well || (n == 1) != tt.well {
					t.Errorf("%d records, %v", n, err)
				}
				if len(tries) != len(tt.tries) {
					t.Fatalf("%d tries: %+v", len(tries), tries)
				}
				for i, got := range tries {
					if got.id != "msg_0123abcd" || got.at < tt.tries[i] {
						t.Errorf("try %d: %+v, want it after %s", i, got, tt.tries[i])
					}
				}
			})
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A message does not reach the machine itself or a private network, whatever
// the address is called, unless the network is named.
func TestPrivateNetworks(t *testing.T) {
	r := newReceiver(t)
	port := r.URL[strings.LastIndex(r.URL, ":"):]
	for _, tt := range []struct {
		address  string
		networks []string
		want     string // of the error; empty where it is delivered
	}{
		{"http://127.0.0.1" + port, []string{"127.0.0.0/8"}, ""},
		{"http://127.0.0.1" + port, nil, "private network"},
		{"http://localhost" + port, nil, "private network"},
		{"http://localhost" + port, []string{"10.0.0.0/8"}, "private network"},
		{"https://10.0.0.1/hook", nil, "private network"},
		{"https://169.254.169.254/latest/meta-data", nil, "private network"},
		{"https://[fd00:ec2::254]/latest", nil, "private network"},
		{"https://[::ffff:10.0.0.1]/hook", nil, "private network"},
		{"http://10.0.0.1/hook", []string{"10.0.0.0/8"}, "not an https address"},
		{"http://x.example/hook", nil, "not an https address"},
		{"https://user:word@x.example/hook", nil, "not an https address"},
		{"file:///etc/passwd", nil, "not an https address"},
	} {
		c := r.channel(func(o *Options) {
			o.URL, o.Networks = func(context.Context) (string, error) { return tt.address, nil }, tt.networks
		})
		n, err := deliver(t.Context(), c, message())
		said := ""
		if err != nil {
			said = err.Error()
		}
		if tt.want == "" && (err != nil || n != 1) || !strings.Contains(said, tt.want) {
			t.Errorf("%s with %v: %v", tt.address, tt.networks, err)
		}
		if err != nil && strings.Contains(err.Error(), "x.example") {
			t.Errorf("the error has the address: %v", err)
		}
	}
}

func TestSecretsThatAreNone(t *testing.T) {
	r := newReceiver(t)
	for _, secret := range []string{
		"", "  ", "whsec_", "whsec_c2hvcnQ=", "correct horse battery staple",
		oldSecret + " " + newSecret + " " + oldSecret,
	} {
		c := r.channel(func(o *Options) { o.Secret = func(context.Context) (string, error) { return secret, nil } })
		_, err := deliver(t.Context(), c, message())
		if err == nil || !strings.Contains(err.Error(), "webhook.secret") {
			t.Errorf("%q: %v", secret, err)
		}
		if len(strings.TrimSpace(secret)) > 8 && strings.Contains(err.Error(), strings.TrimSpace(secret)) {
			t.Errorf("the error has the secret: %v", err)
		}
	}
	if len(r.requests) > 0 {
		t.Errorf("%d requests", len(r.requests))
	}
}

// What Microsoft and people wrote is data in the JSON, and nothing in it ends a
// script or a line of a log.
func TestHostileTexts(t *testing.T) {
	for _, name := range []string{"hostile", "longest"} {
		c := newReceiver(t).channel()
		d, err := c.Prepare(report.Message{Occasion: report.Periodic, Model: reporttest.Case(name), Key: "0123abcd"})
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(string(d.Body), "<>\u2028\n") {
			t.Errorf("%s: raw text in the JSON", name)
		}
		if len(d.Body) > 1<<20 {
			t.Errorf("%s: %d bytes", name, len(d.Body))
		}
	}
}

func TestCheck(t *testing.T) {
	r := newReceiver(t)
	if got := r.channel().Check(t.Context(), false); len(got) != 1 || got[0].State != "warning" || len(r.requests) > 0 {
		t.Errorf("without a test message: %+v", got)
	}
	if got := r.channel().Check(t.Context(), true); len(got) != 1 || got[0].State != "ok" || len(r.accepted) != 1 {
		t.Errorf("with a test message: %+v", got)
	}
	r.answers = []http.HandlerFunc{says(http.StatusNotFound)}
	if got := r.channel().Check(t.Context(), true); len(got) != 1 || got[0].State != "failed" || got[0].Fix == "" {
		t.Errorf("refused: %+v", got)
	}
}
