package job

import (
	"context"
	"fmt"
	"time"
)

// What has to be left of a run's time to begin something: a tenant takes at
// least that long, and so does a delivery that ends in order.
const (
	leastForTenant   = 2 * time.Second
	leastForDelivery = time.Second
)

// enough is an error where the run's time is too short to begin what takes so
// long: nobody knows how far a delivery came when the function was stopped in
// it. It is nil where there is time, and where the run has no deadline.
func (k task) enough(ctx context.Context, needed time.Duration) error {
	deadline, limited := ctx.Deadline()
	left := deadline.Sub(k.clock())
	if !limited || left >= needed {
		return nil
	}
	return fmt.Errorf("the time of this run is nearly up (%s left, up to %s needed); a retry or the next run does it",
		max(0, left).Round(time.Second), needed.Round(time.Second))
}

// inOrder puts the tasks last whose deliveries are all done, where the run's
// time is limited: the retry of a run that ran out of time begins with what is
// left.
func (j *Job) inOrder(ctx context.Context, tasks []task) []task {
	if _, limited := ctx.Deadline(); !limited || len(tasks) < 2 {
		return tasks
	}
	var left, last []task
	for _, k := range tasks {
		done := false
		_ = guard(k.log, func() error { done = k.delivered(ctx); return nil }) // what panics fails in its own turn
		if done {
			last = append(last, k)
		} else {
			left = append(left, k)
		}
	}
	return append(left, last...)
}

// delivered says whether the event's deliveries are all done already.
func (k task) delivered(ctx context.Context) bool {
	for _, r := range k.recipients(ctx) {
		if entry, _ := r.ledger.Find(r.key); r.err != nil || !entry.Done {
			return false
		}
	}
	return true
}
