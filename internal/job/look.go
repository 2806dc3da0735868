package job

import (
	"context"
	"fmt"
	"slices"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// LookAt says what somebody wants to see.
type LookAt struct {
	At     score.Date   // the newest stored day at or before it; empty: what Microsoft has now
	Since  event.Period // what it is compared with, a duration or a date; empty: the day before
	Filter report.Filter
}

// Sight is what there is to see.
type Sight struct {
	Model    report.Model
	Snapshot score.Snapshot
	Days     []score.Day  // the whole history, in any order; of two of one day the later counts
	Result   TenantResult // the same as a run's, without deliveries
}

// Look computes what a report would say, and stores and tells nothing. Where the
// score cannot be read from its source it shows the newest stored one, with a
// warning; an empty store is made up for by the days that Microsoft keeps.
func (j *Job) Look(ctx context.Context, t Tenant, at LookAt) (Sight, error) {
	r := j.begin(t, event.Event{DryRun: true, Report: &event.Report{Period: at.Since}, Filter: event.Filter(at.Filter)}, "")
	collect := r.collectOrStored
	if at.At != "" {
		collect = func(ctx context.Context) error { return r.collectStored(ctx, at.At) }
	}
	if err := collect(ctx); err != nil {
		return Sight{}, err
	}
	date := r.reading.Snapshot.Date
	start := date.AddDays(-1)
	if at.Since != "" {
		var err error
		if start, err = at.Since.Start(date); err != nil {
			return Sight{}, err
		}
	}
	if start >= date {
		return Sight{}, fmt.Errorf("%s is not before %s, the day that is looked at", start, date)
	}
	notBefore := func(d score.Date) bool { return d >= date }
	r.snapshots, r.history = slices.DeleteFunc(r.snapshots, notBefore), slices.DeleteFunc(r.history, notBefore)
	if len(r.snapshots)+len(r.history) > 0 {
		if err := r.sinceStart(ctx, start); err != nil {
			return Sight{}, err
		}
	}
	r.sinceBackfill(start)
	if err := r.compute(ctx); err != nil {
		return Sight{}, err
	}
	return Sight{Model: r.model, Snapshot: r.reading.Snapshot, Days: r.days, Result: r.result}, nil
}

// collectOrStored reads the score, or what is stored where that fails.
func (r *run) collectOrStored(ctx context.Context) error {
	err := r.collect(ctx)
	switch {
	case err == nil:
		return nil
	case r.reading.Snapshot.Date != "": // only the history failed
		r.warn("%v", err)
		return nil
	case len(r.snapshots) == 0:
		return err
	}
	newest := r.snapshots[len(r.snapshots)-1]
	r.warn("%v; showing what was stored on %s", err, newest)
	return r.readStored(ctx, newest)
}

func (r *run) collectStored(ctx context.Context, at score.Date) error {
	var err error
	if r.snapshots, r.history, err = r.tenant.Store.Dates(ctx); err != nil {
		return err
	}
	date := r.newestUpTo(r.stored(), at)
	if date == "" {
		return fmt.Errorf("no day at or before %s is stored", at)
	}
	return r.readStored(ctx, date)
}

// readStored makes a stored day the one that is looked at: what came later is not
// there yet.
func (r *run) readStored(ctx context.Context, date score.Date) (err error) {
	if r.reading.Snapshot, err = r.tenant.Store.Snapshot(ctx, date); err != nil {
		return err
	}
	later := func(d score.Date) bool { return d > date }
	r.snapshots = slices.DeleteFunc(r.snapshots, later)
	r.history = slices.DeleteFunc(r.history, later)
	r.examine(r.reading.Snapshot)
	return nil
}

// sinceBackfill compares with a day that Microsoft keeps where none is stored.
func (r *run) sinceBackfill(start score.Date) {
	if r.since != nil {
		return
	}
	for i, past := range r.backfill {
		if past.Date < r.reading.Snapshot.Date && (r.since == nil || past.Date <= start) {
			r.since = &r.backfill[i]
			r.oldest = past.Date > start
		}
	}
}

// Backfilled is what a backfill stored.
type Backfilled struct {
	Tenant string     `json:"tenant"`
	Kept   int        `json:"kept"`   // days that Microsoft keeps
	Stored int        `json:"stored"` // of them that were not in the store
	First  score.Date `json:"first,omitempty"`
	Last   score.Date `json:"last,omitempty"`
}

// Backfill stores the days that Microsoft still keeps and the store has not. A day
// that is stored is never touched.
func (j *Job) Backfill(ctx context.Context, t Tenant) (done Backfilled, err error) {
	done.Tenant = t.Name
	r := j.begin(t, event.Event{}, "")
	unlock, err := t.Store.Lock(ctx, "backfill")
	if err != nil {
		return done, err
	}
	defer func() {
		if unlocking := unlock(); unlocking != nil {
			r.log.Warn("unlocking", "error", unlocking.Error())
		}
	}()
	if err := r.collect(ctx); err != nil {
		return done, err
	}
	if r.backfill == nil {
		if err := r.readHistory(ctx); err != nil {
			return done, err
		}
	}
	known := r.stored()
	keepFrom := r.keepFrom()
	var days []score.Day
	for i, past := range r.backfill {
		done.Kept++
		if slices.Contains(known, past.Date) || past.Date >= r.reading.Snapshot.Date || past.Date < keepFrom {
			continue
		}
		var earlier *score.Snapshot
		if i > 0 {
			earlier = &r.backfill[i-1]
		}
		days = append(days, dayOf(past, earlier))
	}
	if len(days) == 0 {
		return done, nil
	}
	if err := t.Store.PutDays(ctx, days, keepFrom); err != nil {
		return done, err
	}
	for _, past := range r.backfill {
		if !slices.ContainsFunc(days, func(d score.Day) bool { return d.Date == past.Date }) {
			continue
		}
		if _, err := t.Store.PutSnapshot(ctx, past); err != nil {
			return done, err
		}
		done.Stored++
	}
	done.First, done.Last = days[0].Date, days[len(days)-1].Date
	return done, nil
}
