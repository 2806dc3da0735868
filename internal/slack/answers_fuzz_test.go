package slack

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"secure-score-reporter/internal/scrub"
	"secure-score-reporter/internal/slack/slacktest"
)

// saying is a Slack, or a proxy before it, that gives one answer to everything.
type saying struct {
	status      int
	contentType string
	wait        string
	body        string
}

func (s *saying) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	header := http.Header{"Content-Type": {s.contentType}, "Retry-After": {s.wait}}
	return &http.Response{
		StatusCode: s.status, Status: http.StatusText(s.status), Header: header,
		Body: io.NopCloser(strings.NewReader(s.body)), Request: r,
	}, nil
}

// Whatever Slack answers, a message is sent or there is an *Error: one line,
// in which the process's scrubber masks the token if the answer repeats it.
func FuzzAnswers(f *testing.F) {
	const kind = "application/json; charset=utf-8"
	f.Add(200, kind, "", `{"ok":true,"channel":"C1","ts":"1.1"}`)
	f.Add(200, kind, "", `{"ok":false,"error":"not_in_channel","response_metadata":{"messages":["a\nb `+testToken+`"]}}`)
	f.Add(200, kind, "", `{"ok":false,"error":"invalid_blocks\u202e","needed":"x","provided":"y"}`)
	f.Add(200, "text/html", "", `<html>sign in`)
	f.Add(429, kind, "7", ``)
	f.Add(503, "", "-1", `{"ok":1}`)
	f.Add(200, kind, "", `{"ok":true,"channel":1,"ts":{}}`)
	f.Add(302, "", "", testToken)
	f.Add(200, kind, "", `{"ok":false,"error":"0","response_metadata":{"messages":["`+testToken+`"]}}`)
	var scrubber scrub.Scrubber
	scrubber.Know(testToken)
	answers := &saying{}
	slept := []time.Duration{0}
	channel := New(Options{
		Token:     func(context.Context) (string, error) { return testToken, nil },
		Channel:   "#security",
		Transport: answers,
		Sleep: func(ctx context.Context, d time.Duration) error {
			slept[0] += d
			return ctx.Err()
		},
		Workspaces: clockOf(&slept),
	})
	draft, err := channel.Prepare(slacktest.Watching())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, status int, contentType, wait, body string) {
		*answers = saying{100 + (status%500+500)%500, contentType, wait, body}
		done := false
		err := channel.Deliver(t.Context(), draft.Body, "", func(_ string, complete bool) error {
			done = done || complete
			return nil
		})
		if err == nil {
			if !done {
				t.Error("neither sent nor an error")
			}
			return
		}
		var found *Error
		text := scrubber.Text(err.Error())
		if !errors.As(err, &found) || strings.ContainsAny(text, "\r\n\x1b\u202e") || strings.Contains(text, testToken) ||
			!utf8.ValidString(text) {
			t.Errorf("%q", text)
		}
	})
}
