package job_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/report"
)

// stored is the text of a channel's stored ledger.
func (w *world) stored(channel string) string {
	w.t.Helper()
	object, err := w.bucket.Get(w.t.Context(), "tenants/t/ledger/"+channel+".json.gz")
	if err != nil {
		w.t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(object.Data))
	if err != nil {
		w.t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// A run that cannot write the ledger after what was sent, as if it were killed
// then, and the quiet run after it leave the same ledger as two runs of which
// nothing breaks.
func TestTheNextRunAddsWhatTheLedgerLacks(t *testing.T) {
	regressed := func(w *world) { w.day("2026-11-17", control("A", 1, 10), control("B", 5, 10)) }
	for _, tt := range []struct {
		name  string
		event string // of the run that breaks
		steps int    // of its message
		rest  error  // of the steps after the first one
		after int    // the step from which on the ledger cannot be written
		setup func(w *world)
		quiet []job.DeliveryStatus // of the next run
	}{
		{"an alert", "", 0, nil, 1, regressed, []job.DeliveryStatus{job.Unchanged}},
		{"an alert with a thread", "", 3, nil, 1, regressed, []job.DeliveryStatus{job.Unchanged}},
		{"an alert whose thread is refused", "", 3, errUpload, 1, regressed,
			[]job.DeliveryStatus{job.Unchanged, job.Sent}},
		{"a report", `, "report": {"formats": []}`, 0, nil, 1, regressed, []job.DeliveryStatus{job.Unchanged}},
		{"an alert and a notice", "", 0, nil, 2, func(w *world) {
			regressed(w)
			w.now = w.now.AddDate(0, 0, 5)
		}, []job.DeliveryStatus{job.Unchanged}},
	} {
		inBubble(t, tt.name, func(t *testing.T) {
			var ledgers []string
			for _, breaks := range []bool{false, true} {
				w := newWorld(t)
				w.day("2026-11-16", control("A", 9, 10), control("B", 5, 10))
				w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-16T06:00:00Z"}`)
				v := w.watch()
				w.slack.steps, w.slack.progress, w.slack.restErr = tt.steps, "1", tt.rest
				tt.setup(w)
				left := tt.after
				v.stepped = func() {
					if left--; breaks && left <= 0 {
						v.fail("slack: record as done", "slack: record as pending")
					}
				}
				r := w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-17T06:00:00Z"` + tt.event + `}`)
				if got := fmt.Sprint(r.Warnings); breaks != strings.Contains(got, "the next run adds it: the disk is full") {
					t.Errorf("warnings %s", got)
				}
				w.slack.restErr, v.fails, v.stepped = nil, nil, nil
				w.want(w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-17T06:10:00Z"}`), tt.quiet...)
				ledgers = append(ledgers, w.stored("slack"))
				keys, err := w.bucket.List(t.Context(), "tenants/t/")
				if err != nil || slices.ContainsFunc(keys, func(key string) bool {
					return strings.Contains(key, "drafts")
				}) {
					t.Errorf("left in the store: %q (%v)", keys, err)
				}
			}
			if ledgers[0] != ledgers[1] {
				t.Errorf("the ledger is\n%s\nwant\n%s", ledgers[1], ledgers[0])
			}
		})
	}
}

// A notice of which a part could not be sent is owed like any other message.
func TestTheRestOfANoticeIsOwed(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(`{"deliver": ["slack"]}`)
	w.now = w.now.AddDate(0, 0, 5) // the score is old
	w.slack.steps, w.slack.progress, w.slack.restErr = 2, "1", errUpload
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged, job.Failed)
	w.slack.restErr = nil
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged, job.Sent)
	w.wantReceived(w.slack, report.Watching, report.Notified)
	if want := []string{"1/2"}; !slices.Equal(w.slack.rest, want) {
		t.Errorf("the rest was sent as %q, want %q", w.slack.rest, want)
	}
}

// Where a step cannot be stored on its own the ledger is written at once, and
// the steps after it are not tried on their own.
func TestTheLedgerTakesThePlaceOfSteps(t *testing.T) {
	inBubble(t, "steps refused", func(t *testing.T) {
		w := newWorld(t)
		w.day("2026-11-16", control("A", 9, 10))
		v := w.watch()
		v.fails = []string{"slack: record the step"}
		w.slack.steps, w.slack.progress = 3, "1"
		w.want(w.well(`{"deliver": ["slack"]}`), job.Sent)
		want := []string{
			"store the snapshot", "slack: record as pending", "slack: send", "slack: record the step",
			"slack: record the step", "slack: record the step", "slack: record as pending", "slack: record as pending",
			"slack: record as done",
		}
		if !slices.Equal(v.calls, want) {
			t.Errorf("calls:\n%s\nwant:\n%s", strings.Join(v.calls, "\n"), strings.Join(want, "\n"))
		}
	})
}
