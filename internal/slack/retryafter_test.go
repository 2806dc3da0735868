package slack

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/slack/slacktest"
)

func TestAskedWait(t *testing.T) {
	const date = "Mon, 23 Nov 2026 06:00:00 GMT"
	for _, tt := range []struct {
		name, value, date string
		want              time.Duration
		ok                bool
	}{
		{"seconds", "7", "", 7 * time.Second, true},
		{"nothing", "0", "", 0, true},
		{"a part of a second", " 1.2 ", "", 2 * time.Second, true},
		{"an hour", "3600", "", time.Hour, true},
		{"huge", "99999999999999999999", "", longestAsked, true},
		{"infinite", "Inf", "", longestAsked, true},
		{"a date", "Mon, 23 Nov 2026 06:00:20 GMT", date, 20 * time.Second, true},
		{"a date without the answer's own", "Mon, 23 Nov 2026 06:00:20 GMT", "", 0, false},
		{"a date in the past", "Mon, 23 Nov 2020 06:00:00 GMT", date, 0, true},
		{"a date far ahead", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", longestAsked, true},
		{"negative", "-5", "", 0, false},
		{"not a number", "NaN", "", 0, false},
		{"words", "soon", "", 0, false},
		{"none", "", "", 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			header := http.Header{"Retry-After": {tt.value}, "Date": {tt.date}}
			if got, ok := askedWait(header); got != tt.want || ok != tt.ok {
				t.Errorf("got %s, %t; want %s, %t", got, ok, tt.want, tt.ok)
			}
		})
	}
}

// Whatever the header says, a message arrives after short waits, or the error
// says how long Slack asks to wait.
func TestDeliverWaitsAsAsked(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		slept       []time.Duration
		sent        bool
	}{
		{"a date that has passed", "Mon, 23 Nov 2020 06:00:00 GMT", []time.Duration{time.Second}, true},
		{"a date far ahead", "Fri, 31 Dec 9999 23:59:59 GMT", nil, false},
		{"huge", "99999999999999999999", nil, false},
		{"negative", "-9223372036854775808", []time.Duration{firstPause}, true},
		{"garbage", "soon", []time.Duration{firstPause}, true},
		{"the longest wait", "30", []time.Duration{maxWait}, true},
		{"longer", "31", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFakeSlack(t)
			f.fail("chat.postMessage", httpStatus(http.StatusTooManyRequests, "Retry-After", tt.value))
			_, err := deliver(t.Context(), f.channel(), slacktest.Watching(), "")
			if (err == nil) != tt.sent {
				t.Errorf("error %v", err)
			}
			if diff := cmp.Diff(tt.slept, f.slept); diff != "" {
				t.Errorf("waits (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, value := range []string{"", "7", "-1", "1e300", "NaN", "0x1p-2", "99999999999999999999", "soon",
		"Mon, 23 Nov 2026 06:00:20 GMT", "Monday, 23-Nov-26 06:00:20 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		f.Add(value, "Mon, 23 Nov 2026 06:00:00 GMT")
		f.Add(value, value)
	}
	f.Fuzz(func(t *testing.T, value, date string) {
		wait, ok := askedWait(http.Header{"Retry-After": {value}, "Date": {date}})
		if wait < 0 || wait > longestAsked || wait%time.Second != 0 || !ok && wait != 0 {
			t.Errorf("%q at %q: %s, %t", value, date, wait, ok)
		}
	})
}
