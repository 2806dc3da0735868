package slack

import (
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/slack/slacktest"
)

func TestDeliverErrors(t *testing.T) {
	busy := []http.HandlerFunc{httpStatus(503), httpStatus(503), httpStatus(503)}
	limited := httpStatus(429, "Retry-After", "7")
	tests := []struct {
		name      string
		faults    []http.HandlerFunc
		want      string // all of the error; empty: it succeeds
		temporary bool
		calls     int
		slept     []time.Duration
	}{
		{"unknown channel", []http.HandlerFunc{refuse("channel_not_found")},
			"posting to #security: slack refuses it (channel_not_found): check slack.channel; if #security is private, invite the app there with /invite @app", false, 1, nil},
		{"not a member", []http.HandlerFunc{refuse("not_in_channel")},
			"posting to #security: slack refuses it (not_in_channel): invite the app there: /invite @app in #security",
			false, 1, nil},
		{"archived", []http.HandlerFunc{refuse("is_archived")},
			"posting to #security: slack refuses it (is_archived): #security is archived: restore it, or name another in slack.channel", false, 1, nil},
		{"invalid token", []http.HandlerFunc{refuse("invalid_auth")},
			"posting to #security: slack refuses it (invalid_auth): " + fixToken, false, 1, nil},
		{"revoked token", []http.HandlerFunc{refuse("token_revoked")},
			"posting to #security: slack refuses it (token_revoked): " + fixToken, false, 1, nil},
		{"no token", []http.HandlerFunc{refuse("not_authed")},
			"posting to #security: slack refuses it (not_authed): " + fixToken, false, 1, nil},
		{"scope", []http.HandlerFunc{refuse("missing_scope")},
			"posting to #security: slack refuses it (missing_scope): add the scope chat:write to the app under OAuth & Permissions, and install it again", false, 1, nil},
		{"blocks", []http.HandlerFunc{answer(`{"ok":false,"error":"invalid_blocks",` +
			`"response_metadata":{"messages":["[ERROR] no more than 50 items [json-pointer:/blocks]"]}}`)},
			"posting to #security: slack refuses it (invalid_blocks): " +
				"[ERROR] no more than 50 items [json-pointer:/blocks]: " + fixBlocks, false, 1, nil},
		{"unheard of", []http.HandlerFunc{refuse("moon_phase")}, "posting to #security: slack refuses it (moon_phase)",
			false, 1, nil},
		{"rate limit passes", []http.HandlerFunc{limited, limited, limited, limited}, "", false, 5,
			slices.Repeat([]time.Duration{7 * time.Second}, 4)},
		{"rate limit passes, then busy", []http.HandlerFunc{limited, limited, busy[0]}, "", false, 4,
			[]time.Duration{7 * time.Second, 7 * time.Second, firstPause, postEvery - firstPause}},
		{"rate limit stays", []http.HandlerFunc{limited, limited, limited, limited, limited},
			"posting to #security: slack takes no more for now and asks to wait 7s: the next run goes on from here",
			true, 5, slices.Repeat([]time.Duration{7 * time.Second}, 4)},
		{"rate limit without a time", []http.HandlerFunc{httpStatus(429)}, "", false, 2, []time.Duration{firstPause}},
		{"rate limit of nothing", []http.HandlerFunc{httpStatus(429, "Retry-After", "0")}, "", false, 2,
			[]time.Duration{time.Second}},
		{"rate limit of minutes", []http.HandlerFunc{httpStatus(429, "Retry-After", "120")},
			"posting to #security: slack takes no more for now and asks to wait 2m0s: the next run goes on from here",
			true, 1, nil},
		{"busy once", busy[:1], "", false, 2, []time.Duration{firstPause}},
		{"busy", busy, "posting to #security: slack answers 503 Service Unavailable: the next run goes on from here", true, 3,
			[]time.Duration{firstPause, 3 * firstPause}},
		{"fault of Slack's own", []http.HandlerFunc{refuse("internal_error")}, "", false, 2,
			[]time.Duration{firstPause}},
		{"connection lost once", []http.HandlerFunc{hangUp}, "", false, 2, []time.Duration{firstPause}},
		{"connection lost once, then busy", []http.HandlerFunc{hangUp, httpStatus(503)}, "", false, 3,
			[]time.Duration{firstPause, 3 * firstPause}},
		{"a gateway lost the answer", []http.HandlerFunc{httpStatus(502), httpStatus(504)},
			"posting to #security: slack answers 504 Gateway Timeout: the next run goes on from here; it may have arrived all the same", true, 2, []time.Duration{firstPause}},
		{"throttled for a time that is none", []http.HandlerFunc{
			httpStatus(429, "Retry-After", "-5"), httpStatus(429, "Retry-After", "-5"), httpStatus(429, "Retry-After", "-5"),
		}, "posting to #security: slack answers 429 Too Many Requests: the next run goes on from here",
			true, 3, []time.Duration{firstPause, 3 * firstPause}},
		{"not Slack", []http.HandlerFunc{answer("<html>")},
			"posting to #security: the answer is not Slack's, or not all of it: check slack.apiUrl; it may have arrived all the same", false, 1, nil},
		{"an answer of nothing", []http.HandlerFunc{answer("{}")},
			"posting to #security: the answer is not Slack's, or not all of it: check slack.apiUrl; it may have arrived all the same", false, 1, nil},
		{"redirected", []http.HandlerFunc{httpStatus(307, "Location", "https://elsewhere.example/")},
			"posting to #security: slack answers 307 Temporary Redirect: check slack.apiUrl", false, 1, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newFakeSlack(t)
			f.fail("chat.postMessage", test.faults...)
			progress, err := deliver(t.Context(), f.channel(), slacktest.Watching(), "")
			if f.count("chat.postMessage") != test.calls {
				t.Errorf("%d calls, want %d", f.count("chat.postMessage"), test.calls)
			}
			if diff := cmp.Diff(test.slept, f.slept); diff != "" {
				t.Errorf("waits (-want +got):\n%s", diff)
			}
			if test.want == "" {
				if err != nil || progress == "" || len(f.posts) != 1 {
					t.Errorf("progress %q, %d posts, %v", progress, len(f.posts), err)
				}
				return
			}
			if err == nil || progress != "" {
				t.Fatalf("progress %q, error %v", progress, err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if e := new(Error); !errors.As(err, &e) || e.Temporary() != test.temporary {
				t.Errorf("temporary is %t, want %t", e.Temporary(), test.temporary)
			}
		})
	}
}

// Where the certificate is refused nothing was sent, so nothing has arrived.
func TestARequestThatIsNotSent(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	f := newFakeSlack(t)
	c := f.channel()
	c.options.APIURL = server.URL + "/api/"
	_, err := deliver(t.Context(), c, slacktest.Watching(), "")
	if err == nil || !strings.Contains(err.Error(), "unknown authority") || strings.Contains(err.Error(), mayHaveArrived) {
		t.Errorf("%v", err)
	}
	if len(f.slept) != 2 {
		t.Errorf("%d waits between its tries", len(f.slept))
	}
}

// A connection that hangs has one try, as it would take a run's time.
func TestAConnectionThatHangs(t *testing.T) {
	f := newFakeSlack(t)
	c := f.channel()
	tries := 0
	c.http.Transport = plainWaits{roundTrip(func(*http.Request) (*http.Response, error) {
		tries++
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
	})}
	_, err := deliver(t.Context(), c, slacktest.Watching(), "")
	if err == nil || tries != 1 || strings.Contains(err.Error(), mayHaveArrived) {
		t.Errorf("%d tries: %v", tries, err)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// What is no HTTP is quoted, but not all of it.
func TestAnAnswerOfAnotherProtocol(t *testing.T) {
	garbage := func(w http.ResponseWriter, _ *http.Request) {
		if connection, _, err := w.(http.Hijacker).Hijack(); err == nil {
			_, _ = io.WriteString(connection, strings.Repeat("\x16\x03", 50_000)+"\n")
			_ = connection.Close()
		}
	}
	f := newFakeSlack(t)
	f.fail("chat.postMessage", garbage, garbage)
	_, err := deliver(t.Context(), f.channel(), slacktest.Watching(), "")
	if err == nil || !strings.Contains(err.Error(), "malformed HTTP response") || len(err.Error()) > 600 {
		t.Errorf("%v", err)
	}
}

// No error holds an address, whatever Slack and the network say. The token is
// there where Slack repeats it, whole, so that a scrubber masks it.
func TestNoSecretInErrors(t *testing.T) {
	unreachable := "http://127.0.0.1:1/"
	echo := answer(`{"ok":false,"error":"odd ` + testToken + `","response_metadata":{"messages":["token=` + testToken +
		`"]}}`)
	foreign := answer(`{"ok":true,"upload_url":"https://files.elsewhere.example/upload/secretpath","file_id":"F1"}`)
	tests := []struct {
		name, method, url string
		faults            []http.HandlerFunc
	}{
		{"echoed", "chat.postMessage", "", []http.HandlerFunc{echo}},
		{"unreachable", "", unreachable, nil},
		{"hung up", "chat.postMessage", "", []http.HandlerFunc{hangUp, hangUp, hangUp}},
		{"upload to a foreign host", "files.getUploadURLExternal", "", []http.HandlerFunc{foreign}},
		{"upload hung up", "upload", "", []http.HandlerFunc{hangUp, hangUp, hangUp}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newFakeSlack(t)
			f.fail(test.method, test.faults...)
			c := f.channel()
			if test.url != "" {
				c.options.APIURL = test.url
			}
			_, err := deliver(t.Context(), c, slacktest.Report(), "")
			if err == nil {
				t.Fatal("no error")
			}
			var known scrub.Scrubber
			known.Know(testToken)
			for e := err; e != nil; e = errors.Unwrap(e) {
				for _, secret := range []string{testToken, "secretpath", "/api/upload"} {
					if strings.Contains(known.Text(e.Error()), secret) {
						t.Errorf("%q holds %q", e, secret)
					}
				}
			}
			t.Log(err)
		})
	}
}

// The configuration is right where AWS, which keeps the token, has an outage.
func TestUnreadSecrets(t *testing.T) {
	outage := &net.DNSError{Err: "no such host", Name: "ssm.eu-central-1.amazonaws.com", IsTemporary: true}
	if err := unread("posting", outage, fixNoToken); !err.Temporary() || strings.Contains(err.Error(), fixNoToken) {
		t.Error(err)
	}
	if err := unread("posting", errors.New("no token"), fixNoToken); err.Temporary() ||
		!strings.Contains(err.Error(), fixNoToken) {
		t.Error(err)
	}
}
