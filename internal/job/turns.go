package job

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"secure-score-reporter/report/words"
)

// lockPatience is how long a run waits for a tenant's lock while other tenants
// wait for the run.
const lockPatience = 2 * time.Second

// errBusy ends a short wait for a tenant's lock.
var errBusy = errors.New("another run is busy with this tenant")

// turns is a run of several tasks.
type turns struct {
	job     *Job
	mu      sync.Mutex // guards all below
	longest time.Duration
	results []TenantResult // by the tasks' places
	busy    []task
	unsure  []task // that ended well, if no other tenant has their id
	marking sync.WaitGroup
}

// inTurns runs the tasks, several side by side, and returns their results by
// their places. First come the tenants whose lock is free. Those that another
// run is busy with have their turn at the end, when nobody has to queue behind
// them.
func (j *Job) inTurns(ctx context.Context, tasks []task) []TenantResult {
	r := &turns{job: j, longest: leastForTenant, results: make([]TenantResult, len(tasks))}
	SideBySide(j.Parallel, len(tasks), func(i int) {
		k := tasks[i]
		if len(tasks) > 1 {
			k.patience = cmp.Or(j.LockPatience, lockPatience)
		}
		r.serve(ctx, k)
	})
	busy := r.busy
	SideBySide(j.Parallel, len(busy), func(i int) {
		k := busy[i]
		k.patience = 0
		r.serve(ctx, k)
	})
	slices.SortFunc(r.unsure, func(a, b task) int { return cmp.Compare(a.nth, b.nth) })
	for _, k := range r.unsure {
		r.end(ctx, k, r.results[k.nth])
	}
	r.marking.Wait()
	return r.results
}

// serve gives a task its turn. What a tenant took that failed says nothing
// about the others: it may have waited for a service that is down.
func (r *turns) serve(ctx context.Context, k task) {
	r.mu.Lock()
	needed := r.longest
	r.mu.Unlock()
	t := k.result(ctx, needed)
	r.mu.Lock()
	defer r.mu.Unlock()
	if t.busy {
		r.busy = append(r.busy, k)
		return
	}
	if !t.failed() {
		r.longest = max(r.longest, t.worked())
	}
	if k.unsure(t) {
		r.results[k.nth] = t
		r.unsure = append(r.unsure, k)
		return
	}
	r.end(ctx, k, t)
}

// unsure says whether the score may be that of another tenant of the run, which
// is then wrong by the order of the configuration and not by who is faster. A
// run that stores a score claims its id, and a GUID in the configuration names
// no other tenant.
func (k task) unsure(t TenantResult) bool {
	return k.event.DryRun && t.Error == nil && t.knownID == "" && t.readID != ""
}

// end is what comes after a task's turn. A score that has the id of another
// tenant's is a failure before anybody sees or remembers how the run ended.
func (r *turns) end(ctx context.Context, k task, t TenantResult) {
	if t.Error == nil { // else the score may be another tenant's
		if other := r.job.twin(t.readID, t.Tenant); other != "" {
			err := twinError{t.readID, other}
			t.fail(words.In(k.Locale), err)
			k.log.Error(LogFailed, "error", err.Error())
		}
	}
	r.results[k.nth] = t
	if run, kept := r.remembered(ctx, k, t); kept {
		r.remember(ctx, k, run)
	}
	if r.job.Ended != nil {
		r.job.Ended(t)
	}
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

func (e twinError) Error() string { return words.English.TwoTenants(e.id, e.other) }

// Withheld keeps the other tenant's name from channels.
func (e twinError) Withheld() string { return "twoTenants" }

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
