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
