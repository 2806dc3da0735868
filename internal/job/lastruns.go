package job

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"secure-score-reporter/internal/fleet"
	"secure-score-reporter/internal/score"
)

// LastRuns keeps when each tenant's last run ended. All is by folded id.
type LastRuns interface {
	All(ctx context.Context) (map[string]fleet.Last, error)
	Put(ctx context.Context, r fleet.Run) error
}

// orderTime is how long finding the order of the tenants may take.
const orderTime = 20 * time.Second

// inOrder sorts the tasks so that a run which ends early has served those that
// waited longest. Another run, or a retry, goes on with the others.
func (j *Job) inOrder(ctx context.Context, tasks []task) []task {
	if j.LastRuns == nil || len(tasks) < 2 {
		return tasks
	}
	ctx, cancel := context.WithTimeout(ctx, orderTime)
	defer cancel()
	known, err := j.LastRuns.All(ctx)
	if err != nil {
		j.Log.Warn("the tenants are served in the order of the configuration", "error", err.Error())
		return tasks
	}
	mark := tasks[0].mark()
	for i, k := range tasks {
		tasks[i].served = known[score.Fold(k.ID)].Served(mark)
	}
	return fleet.Order(tasks, func(k task) string { return score.Fold(k.ID) }, known, mark)
}

// mark stands for what the run is to do for each tenant. All tries of an event
// have the same.
func (k task) mark() string {
	e, request := k.event, k.requestID
	e.Tenants = nil
	if !e.ScheduledAt.IsZero() {
		request = ""
	}
	data, err := json.Marshal(e)
	if err != nil {
		return "" // not reached: an event came as JSON
	}
	sum := sha256.Sum256(append(data, request...))
	return hex.EncodeToString(sum[:8])
}

// remembered is the run of a task that has just ended, to be kept. It is not
// where people started it for one tenant: that waits for nobody, and is no run
// of the schedule. Nor is it where somebody stopped it: the tenant still waits
// as long as before. A broken entry may have no id to keep it by.
func (r *turns) remembered(ctx context.Context, k task, t TenantResult) (run fleet.Run, kept bool) {
	scheduled := !k.event.ScheduledAt.IsZero()
	kept = t.begun && k.ID != "" && r.job.LastRuns != nil && !k.event.DryRun && (scheduled || len(r.results) > 1)
	well := !t.failed() && t.fresh()
	kept = kept && (well || !errors.Is(ctx.Err(), context.Canceled))
	return fleet.Run{Tenant: k.ID, End: k.clock(), Scheduled: scheduled, Well: well, Event: k.mark()}, kept
}

// remember keeps a run. It does not keep the next tenant waiting.
func (r *turns) remember(ctx context.Context, k task, run fleet.Run) {
	r.marking.Go(func() {
		ctx, cancel := ownTime(ctx)
		defer cancel()
		if err := guard(k.log, func() error { return r.job.LastRuns.Put(ctx, run) }); err != nil {
			k.log.Warn("recording when the run ended", "error", err.Error())
		}
	})
}

// fresh says whether the run read a score that people need not be warned of.
func (r TenantResult) fresh() bool { return r.Snapshot != nil && r.Snapshot.AgeHours < staleHours }
