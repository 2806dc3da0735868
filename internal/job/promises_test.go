package job_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

// witness is a store and the world's channels, and notes in which order they
// are called. The calls that are named in fails fail, until fails is cleared.
type witness struct {
	job.Store
	mu    sync.Mutex // guards calls and fails: channels are notified at once
	calls []string
	fails []string
	once  string // fails once
	// stepped is called after a step is stored; may be nil.
	stepped func()
}

var errRefused = errors.New("the disk is full")

func (v *witness) call(name string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.calls = append(v.calls, name)
	if name == v.once {
		v.once = ""
		return errRefused
	}
	if slices.Contains(v.fails, name) {
		return errRefused
	}
	return nil
}

func (v *witness) PutSnapshot(ctx context.Context, s score.Snapshot) (bool, error) {
	if err := v.call("store the snapshot"); err != nil {
		return false, err
	}
	return v.Store.PutSnapshot(ctx, s)
}

// fail has calls fail from now on.
func (v *witness) fail(names ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.fails = names
}

// byChannel are the calls: those about no channel first, then each channel's.
func (v *witness) byChannel() []string {
	of := map[string]int{"slack": 1, "email": 2}
	slices.SortStableFunc(v.calls, func(a, b string) int {
		channel, _, _ := strings.Cut(a, ":")
		other, _, _ := strings.Cut(b, ":")
		return of[channel] - of[other]
	})
	return v.calls
}

// PutLedger takes longer than the other calls: a ledger and a step that are
// stored at once are noted in the order that matters least.
func (v *witness) PutLedger(ctx context.Context, name string, l ledger.Ledger) error {
	state := "pending"
	switch {
	case l.LastFailed != "":
		state = "failed"
	case l.Entries[len(l.Entries)-1].Done:
		state = "done"
		time.Sleep(time.Millisecond)
	}
	if err := v.call(name + ": record as " + state); err != nil {
		return err
	}
	return v.Store.PutLedger(ctx, name, l)
}

func (v *witness) PutStep(ctx context.Context, name string, s ledger.Step) error {
	if err := v.call(name + ": record the step"); err != nil {
		return err
	}
	if v.stepped != nil {
		defer v.stepped()
	}
	return v.Store.PutStep(ctx, name, s)
}

// watch has the world's store and channels note their calls.
func (w *world) watch() *witness {
	v := &witness{Store: store.ForTenant(w.bucket, "t")}
	w.store = v
	w.slack.called = func() { _ = v.call("slack: send") }
	w.email.called = func() { _ = v.call("email: send") }
	return v
}

func TestTheOrderOfARun(t *testing.T) {
	alert := []report.Occasion{report.Alert}
	email := []string{"email: record as pending", "email: send", "email: record the step", "email: record as done"}
	for _, tt := range []struct {
		name  string
		fails []string
		want  []string
		error string            // of the run, or else of Slack's delivery
		next  []report.Occasion // what Slack receives on the next run; it began to watch before
	}{
		{"all well", nil, slices.Concat([]string{
			"store the snapshot", "slack: record as pending", "slack: send", "slack: record the step",
			"slack: record as done",
		}, email), "", nil},
		{
			"the snapshot is not stored", []string{"store the snapshot"},
			[]string{"store the snapshot", "slack: record as failed", "email: record as failed"},
			"the disk is full", alert,
		},
		{"a delivery is not put on record", []string{"slack: record as pending"}, slices.Concat([]string{
			"store the snapshot", "slack: record as pending",
		}, email), "not tried, as it could not be recorded: the disk is full", alert},
		{"an accepted step is not recorded on its own", []string{"slack: record the step"}, slices.Concat([]string{
			"store the snapshot", "slack: record as pending", "slack: send", "slack: record the step",
			"slack: record as done",
		}, email), "", nil},
		{"only the step is recorded", []string{"slack: record as done"}, slices.Concat([]string{
			"store the snapshot", "slack: record as pending", "slack: send", "slack: record the step",
			"slack: record as done", "slack: record as done", "slack: record as done", "slack: record as done",
		}, email), "", nil},
		{"an accepted delivery is not recorded", []string{
			"slack: record the step", "slack: record as done",
		}, slices.Concat([]string{
			"store the snapshot", "slack: record as pending", "slack: send",
			"slack: record the step", "slack: record as done",
			"slack: record the step", "slack: record the step", "slack: record the step",
			"slack: record as done", "slack: record as done", "slack: record as done",
		}, email), "it was accepted, but recording that failed; it may be sent again: the disk is full", alert},
	} {
		inBubble(t, tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.parallel = 8
			w.day("2026-11-16", control("A", 5, 10))
			w.well(both)
			w.day("2026-11-17", control("A", 1, 10))
			v := w.watch()
			v.fails = tt.fails
			r := w.run(both)
			if diff := cmp.Diff(tt.want, v.byChannel()); diff != "" {
				t.Errorf("the calls (-want +got):\n%s", diff)
			}
			var got string
			if r.Error != nil {
				got = *r.Error
			} else if len(r.Deliveries) > 0 {
				got = r.Deliveries[0].Error
			}
			if got != tt.error {
				t.Errorf("error %q, want %q", got, tt.error)
			}
			w.slack.received, v.fails = nil, nil
			w.well(both)
			w.wantReceived(w.slack, tt.next...)
		})
	}
}

// inBubble is t.Run in which waits take no time.
func inBubble(t *testing.T, name string, f func(*testing.T)) {
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// What a channel accepted is recorded though the store refuses once.
func TestARecordIsInsistedOn(t *testing.T) {
	inBubble(t, "once refused", func(t *testing.T) {
		w := newWorld(t)
		w.day("2026-11-16", control("A", 5, 10))
		v := w.watch()
		v.once = "slack: record the step"
		w.want(w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-16T06:00:00Z"}`), job.Sent)
		w.want(w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-16T06:00:00Z"}`), job.Already)
	})
}
