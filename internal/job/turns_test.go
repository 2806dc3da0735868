package job_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/store/bucket/buckettest"
	"secure-score-reporter/report/words"
)

// busy holds the lock of the world's first tenant, as another run does.
func (w *world) busy() (unlock func() error) {
	w.t.Helper()
	unlock, err := w.store.Lock(context.Background(), "the other run")
	if err != nil {
		w.t.Fatal(err)
	}
	return unlock
}

func (w *world) impatient() *job.Job {
	j := w.twoTenants()
	j.LockPatience = time.Millisecond
	return j
}

// A tenant whose lock another run holds does not keep the others waiting. It
// is served when they are done, and stays in its place of the result.
func TestTenantsDoNotQueueBehindALock(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	unlock := w.busy()
	w.source.before = func() { // the second tenant is at its turn, and the other run ends
		w.source.before = nil
		if err := unlock(); err != nil {
			t.Error(err)
		}
	}
	r := w.impatient().Run(t.Context(), event.Event{Deliver: []string{"slack"}}, "request")
	if r.Failed != 0 || len(r.Tenants) != 2 || r.Tenants[0].Tenant != "contoso" || r.Tenants[1].Tenant != "fabrikam" {
		t.Fatalf("%+v", r)
	}
	var served []string
	for _, m := range w.slack.received {
		served = append(served, m.Model.Tenant)
	}
	if strings.Join(served, " ") != "fabrikam contoso" {
		t.Errorf("served %v", served)
	}
}

// A lock that stays held fails its tenant alone, and the error names who holds
// it.
func TestALockThatStaysHeld(t *testing.T) {
	w := newWorld(t)
	w.bucket.(*buckettest.Memory).LockWait = 10 * time.Millisecond
	w.day("2026-11-16", control("A", 1, 2))
	unlock := w.busy()
	r := w.impatient().Run(t.Context(), event.Event{Deliver: []string{"slack"}}, "request")
	if r.Failed != 1 || r.Tenants[0].Error == nil || !strings.Contains(*r.Tenants[0].Error, "the other run") ||
		!r.Retryable() || len(w.slack.received) != 1 {
		t.Fatalf("%+v", r)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	if r := w.impatient().Run(t.Context(), event.Event{Deliver: []string{"slack"}}, "request"); r.Failed != 0 {
		t.Errorf("after the other run: %+v", r)
	}
}

// The end of the run's time is no reason for another turn.
func TestTheRunEndsWhileItWaits(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	unlock := w.busy()
	defer unlock()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	j := w.impatient()
	j.LockPatience = time.Hour
	r := j.Run(ctx, event.Event{}, "request")
	if r.Failed != 2 || !strings.Contains(*r.Tenants[0].Error, context.Canceled.Error()) {
		t.Errorf("%+v", r)
	}
}

// What is left is begun first, and the result stays in the event's order.
func TestTheResultIsInTheEventsOrder(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	j, e := w.twoTenants(), event.Event{Deliver: []string{"slack"}, ScheduledAt: w.now}
	first := e
	first.Tenants = []string{"contoso"}
	j.Run(context.Background(), first, "request")
	// There is time for one tenant.
	w.source.before = func() { w.pass(59 * time.Second) }
	r := j.Run(w.within(time.Minute+500*time.Millisecond), e, "request")
	if len(r.Tenants) != 2 || r.Tenants[0].Tenant != "contoso" || r.Failed > 0 ||
		!slices.Contains(r.Tenants[0].Warnings, words.English.Text(words.ServedBefore)) {
		t.Fatalf("%+v", r.Tenants)
	}
	w.want(r.Tenants[1], job.Sent)
}
