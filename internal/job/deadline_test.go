package job_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/store"
)

// twoTenants is the world's job with a second tenant behind the first.
func (w *world) twoTenants() *job.Job {
	j := w.job()
	j.LastRuns = store.LastRunsIn(w.bucket)
	second := j.Tenants[0]
	second.Name, second.ID, second.Store = "fabrikam", "u", store.ForTenant(w.bucket, "u")
	j.Tenants = append(j.Tenants, second)
	return j
}

func TestNothingIsBegunThatWouldNotBeFinished(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	j, event := w.twoTenants(), event.Event{Deliver: []string{"slack"}}
	r := j.Run(w.within(1900*time.Millisecond), event, "request")
	if r.Failed != 2 || !r.Retryable() || len(w.slack.received) != 0 {
		t.Fatalf("%+v, %d messages", r, len(w.slack.received))
	}
	for _, tenant := range r.Tenants {
		if tenant.Error == nil || !strings.Contains(*tenant.Error, "not begun: the time of this run is nearly up") {
			t.Errorf("%s: %v", tenant.Tenant, tenant.Error)
		}
	}
	// The next one completes it.
	if r := j.Run(w.within(time.Minute), event, "request"); r.Failed != 0 || len(w.slack.received) != 2 {
		t.Errorf("%+v, %d messages", r, len(w.slack.received))
	}
}

// A run that a person stops is none that the tenant had.
func TestAStoppedRunIsNotRemembered(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	j := w.twoTenants()
	ctx, stop := context.WithCancel(t.Context())
	j.Began = func(string, string) { stop() }
	if r := j.Run(ctx, event.Event{}, "request"); r.Failed != 2 {
		t.Fatalf("%+v", r)
	}
	if known, err := j.LastRuns.All(t.Context()); err != nil || len(known) > 0 {
		t.Errorf("remembered: %v, %v", known, err)
	}
}

func TestARetryBeginsWithWhatIsLeft(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	j, event := w.twoTenants(), event.Event{Deliver: []string{"slack"}, ScheduledAt: w.now}
	first := event
	first.Tenants = []string{"contoso"} // as far as the first try came
	j.Run(context.Background(), first, "request")
	r := j.Run(w.within(time.Minute), event, "request")
	if len(r.Tenants) != 2 || r.Tenants[0].Tenant != "contoso" {
		t.Fatalf("%+v", r.Tenants)
	}
	w.want(r.Tenants[0], job.Already)
	w.want(r.Tenants[1], job.Sent)
	if len(w.slack.received) != 2 {
		t.Errorf("%+v", r.Tenants)
	}
}

func TestADeliveryIsNotBegunNearTheEnd(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	w.source.before = func() { w.pass(1600 * time.Millisecond) }
	r := w.job().Run(w.within(2500*time.Millisecond), event.Event{Deliver: []string{"slack"}}, "request")
	w.want(r.Tenants[0], job.Failed)
	failed := r.Tenants[0].Deliveries[0]
	if !strings.Contains(failed.Error, "not tried") || !r.Retryable() || len(w.slack.received) != 0 {
		t.Errorf("%+v, %d messages", r.Tenants[0], len(w.slack.received))
	}
	r = w.job().Run(context.Background(), event.Event{Deliver: []string{"slack"}}, "request")
	if r.Failed != 0 || len(w.slack.received) != 1 {
		t.Errorf("the next run: %+v", r)
	}
}

// A tenant is expected to take as long as the slowest one before it.
func TestASlowTenantLeavesTooLittleForTheNext(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 1, 2))
	w.source.before = func() { w.pass(8 * time.Second) }
	r := w.twoTenants().Run(w.within(15*time.Second), event.Event{}, "request")
	if r.Tenants[0].Error != nil || r.Tenants[1].Error == nil {
		t.Fatalf("%+v", r.Tenants)
	}
	want := "not begun: the time of this run is nearly up (7s left, up to 8s needed); a retry or the next run does it"
	if got := *r.Tenants[1].Error; got != want {
		t.Errorf("error %q, want %q", got, want)
	}
}
