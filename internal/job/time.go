package job

import (
	"context"
	"fmt"
	"slices"
	"time"

	"secure-score-reporter/internal/event"
)

// What has to be left of a run's time for beginning something: a tenant takes
// that long at least, and so does a delivery that ends in order.
const (
	leastForTenant   = 2 * time.Second
	leastForDelivery = time.Second
)

// enough tells why something that takes so long is not begun: a function that is
// stopped half-way leaves a delivery of which nobody knows. It is nil where there
// is time, and where the run has no deadline.
func enough(ctx context.Context, what string, needed time.Duration) error {
	deadline, ok := ctx.Deadline()
	if !ok || time.Until(deadline) >= needed {
		return nil
	}
	return fmt.Errorf("%s: the time of this run is nearly up (%s left, up to %s needed); a retry or the next run does it",
		what, max(0, time.Until(deadline)).Round(time.Second), needed.Round(time.Second))
}

// inOrder puts the tenants last that were told everything under this event's keys
// already, where the run's time is limited: the retry of a run that ran out of
// time begins with what is left.
func (j *Job) inOrder(ctx context.Context, e event.Event, requestID string) []Tenant {
	tenants := slices.Clone(j.Chosen(e.Tenants))
	if _, limited := ctx.Deadline(); !limited || len(tenants) < 2 || len(e.Deliver) == 0 {
		return tenants
	}
	var done []Tenant
	left := slices.DeleteFunc(tenants, func(t Tenant) bool {
		r := &run{Job: j, tenant: t, event: e, requestID: requestID}
		if !r.told(ctx) {
			return false
		}
		done = append(done, t)
		return true
	})
	return append(left, done...)
}

// told says whether every channel of the event was told under its key.
func (r *run) told(ctx context.Context) bool {
	for _, channel := range r.receivers() {
		book, err := r.tenant.Store.Ledger(ctx, bookOf(channel))
		if err != nil {
			return false // the run itself will say why
		}
		if entry, _ := book.Find(r.key(channel)); !entry.Done {
			return false
		}
	}
	return true
}
