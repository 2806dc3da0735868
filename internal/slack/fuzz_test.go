package slack

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/slack/slacktest"
)

// Any stored progress is one that can be stored again, or refused.
func FuzzProgress(f *testing.F) {
	f.Add("")
	f.Add(progress{Channel: "C1", TS: "1.1", Thread: 2, Files: 1, Recovered: 1, Plain: true}.String())
	f.Add(`{"channel":"C1","ts":"1","recovered":-1}`)
	f.Add(`{"channel":"C1","ts":"1","thread":1e99}`)
	f.Fuzz(func(t *testing.T, stored string) {
		p, err := readProgress(stored)
		if err != nil {
			return
		}
		again, err := readProgress(p.String())
		if stored != "" && (err != nil || again != p) {
			t.Errorf("%q is %+v and then %+v, %v", stored, p, again, err)
		}
	})
}

// taking is a Slack that takes everything. It counts.
type taking struct{ calls *int }

func (s taking) RoundTrip(r *http.Request) (*http.Response, error) {
	*s.calls++
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	body := `{"ok":true,"channel":"C1","ts":"1.1","upload_url":"https://files.test/up","file_id":"F","files":[{"id":"F"}]}`
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r,
	}, nil
}

// Any stored draft with any progress is sent and recorded, or is an error: it
// never stops the program, and what is complete sends nothing more.
func FuzzStoredDraft(f *testing.F) {
	var calls int
	slept := []time.Duration{0}
	channel := New(Options{
		Token:     func(context.Context) (string, error) { return testToken, nil },
		Channel:   "#security",
		Transport: taking{&calls},
		Sleep: func(ctx context.Context, d time.Duration) error {
			slept[0] += d
			return ctx.Err()
		},
		Workspaces: clockOf(&slept),
	})
	draft, err := channel.Prepare(slacktest.Alert())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(draft.Body, "")
	f.Add(draft.Body, progress{Channel: "C1", TS: "1.1", Thread: 1}.String())
	f.Add([]byte(`{"thread":[{},null],"files":[{"Name":""}],"replies":[{}],"plain":{}}`), "")
	f.Add([]byte(`null`), `{"channel":"C1","ts":"1","plain":true,"files":9}`)
	f.Fuzz(func(t *testing.T, body []byte, stored string) {
		last, done := stored, false
		err := channel.Deliver(t.Context(), body, stored, func(p string, complete bool) error {
			last, done = p, complete
			return nil
		})
		if err != nil || !done {
			return
		}
		calls = 0
		if err := channel.Deliver(t.Context(), body, last, func(string, bool) error { return nil }); err != nil || calls > 0 {
			t.Errorf("complete with %q, and then %d calls, %v", last, calls, err)
		}
	})
}
