package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"secure-score-reporter/internal/fleet"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// LastRuns keeps when each tenant's last run ended, and since when it had a
// good one. All of it is in the names of empty objects:
//
//	fleet/<id>/<last good run>_<last run>_well_<event>
//
// So one listing, a request for each thousand tenants, tells of all of them.
type LastRuns struct{ bucket bucket.Bucket }

// LastRunsIn are those of the tenants of a bucket.
func LastRunsIn(b bucket.Bucket) LastRuns { return LastRuns{b} }

const fleetFolder = "fleet/"

// All is what is known of each tenant, by its folded id.
func (r LastRuns) All(ctx context.Context) (map[string]fleet.Last, error) {
	list, _, err := r.list(ctx, fleetFolder)
	return fleet.Newest(list), err
}

func (r LastRuns) list(ctx context.Context, prefix string) (list []fleet.Last, keys []string, err error) {
	found, err := r.bucket.List(ctx, prefix)
	if err != nil {
		return nil, nil, err // the bucket names what it lists
	}
	for _, key := range found {
		if l, ok := readLastRun(key); ok {
			list, keys = append(list, l), append(keys, key)
		}
	}
	return list, keys, nil
}

// readLastRun reads a key: what is known is in it, and the object is empty.
func readLastRun(key string) (l fleet.Last, ok bool) {
	rest, ok := strings.CutPrefix(key, fleetFolder)
	if !ok {
		return fleet.Last{}, false
	}
	tenant, name, _ := strings.Cut(rest, "/")
	return fleet.Read(tenant, name)
}

// Put records that a run of a tenant ended.
func (r LastRuns) Put(ctx context.Context, run fleet.Run) error {
	run.Tenant = score.Fold(run.Tenant)
	list, earlier, err := r.list(ctx, runsOf(run.Tenant))
	if err != nil {
		return err
	}
	return r.replace(ctx, earlier, fleet.Newest(list)[run.Tenant].After(run))
}

// replace writes what is known now, and then deletes what was before.
func (r LastRuns) replace(ctx context.Context, earlier []string, l fleet.Last) error {
	key := runsOf(l.Tenant) + l.Name()
	if _, err := r.bucket.Put(ctx, key, nil, bucket.SeenFirst()); err != nil {
		return fmt.Errorf("writing %s: %w", key, err)
	}
	for _, old := range earlier {
		if old == key {
			continue
		}
		if err := r.forget(ctx, old); err != nil {
			return err
		}
	}
	return nil
}

func (r LastRuns) forget(ctx context.Context, key string) error {
	if err := r.bucket.Delete(ctx, key); err != nil {
		return fmt.Errorf("deleting %s: %w", key, err)
	}
	return nil
}

// Overdue are those of the tenants with these ids that have had no good run for
// longer than the limit. For a tenant that is new the time begins now. All
// others are forgotten, so that one that is added again is new.
//
// A tenant whose beginning cannot be kept is among them. In unkept is why it
// cannot, and what could not be forgotten. The error is that nothing is known.
func (r LastRuns) Overdue(
	ctx context.Context, ids []string, now time.Time, limit time.Duration,
) (late []string, unkept, err error) {
	list, keys, err := r.list(ctx, fleetFolder)
	if err != nil {
		return nil, nil, err
	}
	known, folded, wanted := fleet.Newest(list), make([]string, len(ids)), map[string]bool{}
	for i, id := range ids {
		folded[i] = score.Fold(id)
		wanted[folded[i]] = true
	}
	unbegun, unkept := r.begin(ctx, folded, known, now)
	for i, l := range list {
		if !wanted[l.Tenant] {
			unkept = errors.Join(unkept, r.forget(ctx, keys[i]))
		}
	}
	return append(fleet.Overdue(folded, known, now, limit), unbegun...), unkept, nil
}

// begin records now as the start for tenants of which nothing is known, several
// at once. It returns those for which it could not.
func (r LastRuns) begin(
	ctx context.Context, folded []string, known map[string]fleet.Last, now time.Time,
) (unbegun []string, err error) {
	var all errgroup.Group
	all.SetLimit(beginnings)
	errs := make([]error, len(folded))
	for i, id := range folded {
		if _, ok := known[id]; !ok {
			all.Go(func() error {
				errs[i] = r.replace(ctx, nil, fleet.Last{Tenant: id, Since: now})
				return nil
			})
		}
	}
	_ = all.Wait() // each has an error of its own
	for i, id := range folded {
		if errs[i] != nil {
			unbegun, err = append(unbegun, id), errs[i]
		}
	}
	return unbegun, err
}

// beginnings is how many tenants are begun with at once.
const beginnings = 8

func runsOf(id string) string { return fleetFolder + id + "/" }
