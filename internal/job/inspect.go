package job

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Query says what to inspect.
type Query struct {
	At     score.Date   // the newest stored day at or before it; empty: what Microsoft has now
	Since  event.Period // what it is compared with; empty: the day before
	Filter report.Filter
	// Report is the report that is drawn of the Inspection; nil for none. Its
	// period is Since.
	Report *event.Report
}

// Check returns an error where Since is neither empty nor a period.
func (q Query) Check() error {
	if q.Since == "" {
		return nil
	}
	return q.Since.Check()
}

// Inspection is the answer to a Query.
type Inspection struct {
	Model    report.Model
	Snapshot score.Snapshot // with the exceptions of the configuration
	Days     []score.Day    // the whole history, in any order; of two of one day the later counts
	Result   TenantResult   // the same as a run's, without deliveries
	Unread   error          // why the score was not read and a stored one is shown, also a warning; nil where it was
}

// Inspect computes what a report would say; it stores nothing and notifies
// nobody. Where the score cannot be read from its source, or is another
// tenant's or impossible, it shows the newest stored one, with a warning. A
// score that is doubtful otherwise is compared with nothing. Where nothing is
// stored to compare with it uses the days that Microsoft keeps.
func (j *Job) Inspect(ctx context.Context, t Tenant, q Query) (Inspection, error) {
	if err := q.Check(); err != nil {
		return Inspection{}, err
	}
	t = t.InLanguageOf(q.Report)
	found, err := t.find(ctx, q.At, j.Now().UTC())
	if err != nil {
		return Inspection{}, err
	}
	found = found.before(found.snapshot.Date)
	compared, err := t.compareSince(ctx, found, q.Since)
	if err != nil {
		return Inspection{}, err
	}
	var w warnings
	stored, err := t.storedDays(found, &w)
	if err != nil {
		return Inspection{}, err
	}
	stored = score.Since(stored, "", found.gate.Today.AddDays(1))
	days := slices.Concat(stored, t.freshDays(ctx, found, compared, stored, &w))
	in := t.input(found, compared, days)
	w.add(t.strangers(found)...)
	in.Filter, in.Period = q.Filter, string(q.Since)
	in.Between = t.between(ctx, found, compared, days, &w)
	in.Appearance = t.appearance(ctx, &w)
	if q.Report != nil {
		in.Edition = cmp.Or(report.Edition(q.Report.Edition), t.Edition)
		if showsHistory(*q.Report, in.Edition) {
			in.History = t.recent(ctx, found, &w)
		}
	}
	w.add(filterMissed(in)...)
	all := slices.Concat(found.warnings, compared.warnings, w)
	in.Warnings, in.Doubts = allUnnamed(found.gate.TenantID, all), allUnnamed(found.gate.TenantID, found.ofScore)
	m := report.Build(in)
	result := newResult(t)
	result.warn(all)
	result.describe(m)
	s := found.snapshot.Except(t.Exceptions, score.DateOf(found.now))
	return Inspection{Model: m, Snapshot: s, Days: days, Result: result, Unread: found.unread}, nil
}

// Draw draws the inspected score as a report, a file for each format, with
// warnings about what it cannot show.
func (i Inspection) Draw(r event.Report) (files []report.File, w []string, err error) {
	return drawReport(i.Model, r.Formats)
}

// find reads the snapshot to inspect.
func (t Tenant) find(ctx context.Context, at score.Date, now time.Time) (collected, error) {
	if at != "" {
		return t.findStored(ctx, at, now)
	}
	c, err := t.collect(ctx, now)
	if err == nil && slices.ContainsFunc(c.gate.Faults(c.snapshot), score.Fault.OfHeadline) {
		err = words.In(t.Locale).HeldBack(c.doubts)
	}
	switch {
	case err == nil:
		return c, nil
	case len(c.snapshots) == 0:
		return c, err
	}
	newest := c.snapshots[len(c.snapshots)-1]
	c, errStored := t.readStored(ctx, c, newest)
	why := words.In(t.Locale).ShowingStored(newest, t.Outward(err))
	c.unread = why
	c.warnings, c.ofScore = append(warnings{why.Error()}, c.warnings...), append(warnings{why.Error()}, c.ofScore...)
	return c, errStored
}

func (t Tenant) findStored(ctx context.Context, at score.Date, now time.Time) (collected, error) {
	c, err := t.known(ctx, now, max(at, score.DateOf(now))) // a day that is asked for is not in the future
	if err != nil {
		return c, err
	}
	date := newestUpTo(c.stored(), at)
	if date == "" {
		return c, fmt.Errorf("no day at or before %s is stored", at)
	}
	return t.readStored(ctx, c, date)
}

// readStored makes a stored day the one that is inspected.
func (t Tenant) readStored(ctx context.Context, c collected, date score.Date) (collected, error) {
	s, err := t.anyDay(ctx, c, date)
	if err != nil {
		return c, err
	}
	c.snapshot, c.doubts, c.warnings, c.ofScore = s, nil, nil, nil
	c.warnOfScore(t.doubts(s, c.gate, false)...)
	t.judge(&c)
	return c, nil
}

// before is what was collected, without the stored days from a date on: on the
// day that is inspected they were not there yet.
func (c collected) before(date score.Date) collected {
	notBefore := func(d score.Date) bool { return d >= date }
	c.snapshots = slices.DeleteFunc(slices.Clone(c.snapshots), notBefore)
	c.history = slices.DeleteFunc(slices.Clone(c.history), notBefore)
	return c
}

// compareSince compares with a stored day, or else with one that Microsoft
// keeps.
func (t Tenant) compareSince(ctx context.Context, c collected, since event.Period) (comparison, error) {
	date := c.snapshot.Date
	start, err := startOf(since, date)
	if err != nil {
		return comparison{}, err
	}
	if start >= date {
		return comparison{}, fmt.Errorf("the day to compare with (%s) must be before the day of the score (%s)", start, date)
	}
	if len(c.doubts) > 0 {
		return comparison{}, nil
	}
	return t.compareFrom(ctx, c, start)
}

// startOf is the start of a period that ends on a day: the day before it where
// the period is empty.
func startOf(since event.Period, date score.Date) (score.Date, error) {
	if since == "" {
		return date.AddDays(-1), nil
	}
	return since.Start(date)
}
