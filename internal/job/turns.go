package job

import (
	"cmp"
	"context"
	"errors"
	"time"

	"secure-score-reporter/report/words"
)

// lockPatience is how long a run waits for a tenant's lock while other tenants
// wait for the run.
const lockPatience = 2 * time.Second

// errBusy ends a short wait for a tenant's lock.
var errBusy = errors.New("another run is busy with this tenant")

// inTurns runs the tasks and returns their results by the tenant's name. First
// come the tenants whose lock is free. Those that another run is busy with have
// their turn at the end, when nobody has to queue behind them.
func (j *Job) inTurns(ctx context.Context, tasks []task) map[string]TenantResult {
	results := map[string]TenantResult{}
	longest := leastForTenant
	serve := func(k task) {
		t := k.result(ctx, longest)
		if t.Error == nil { // else the score may be another tenant's
			if other := j.twin(t.readID, k.Name); other != "" {
				t.fail(twinError{t.readID, other})
			}
		}
		longest = max(longest, t.worked())
		results[k.Name] = t
	}
	var busy []task
	for _, k := range tasks {
		patient := k
		if len(tasks) > 1 {
			k.patience = cmp.Or(j.LockPatience, lockPatience)
		}
		if serve(k); results[k.Name].busy {
			busy = append(busy, patient)
		}
	}
	for _, k := range busy {
		serve(k)
	}
	return results
}

// twin is another tenant whose score had the same id; empty where there is
// none. The store knows it too, but not before the first score is stored.
func (j *Job) twin(id, name string) string {
	if id == "" || j.seen[id] == name {
		return ""
	}
	if other := j.seen[id]; other != "" {
		return other
	}
	if j.seen == nil {
		j.seen = map[string]string{}
	}
	j.seen[id] = name
	return ""
}

// twinError says that two tenants have one id.
type twinError struct{ id, other string }

func (e twinError) Error() string { return words.TwoTenants(e.id, e.other) }

// Outward names the other tenant to nobody on a channel.
func (e twinError) Outward() string { return words.TwoTenantsOutward }

// Temporary says that only a change of the configuration helps.
func (e twinError) Temporary() bool { return false }

// takeLock waits for the tenant's lock, with patience where the task has a
// limit for it. The error of a wait that was too long is errBusy.
func (k task) takeLock(ctx context.Context) (unlock func(), err error) {
	if k.patience == 0 {
		return k.lock(ctx, k.requestID, k.log)
	}
	// No deadline: the store holds a lock until the deadline of the context
	// that it was given, which has to be the run's.
	waiting, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	defer time.AfterFunc(k.patience, func() { giveUp(errBusy) }).Stop()
	unlock, err = k.lock(waiting, k.requestID, k.log)
	if err != nil && errors.Is(context.Cause(waiting), errBusy) {
		return nil, errBusy
	}
	return unlock, err
}
