package job

import (
	"cmp"
	"context"
	"slices"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// comparison is what the snapshot is compared with.
type comparison struct {
	since    *score.Snapshot // nil on a first run
	oldest   bool            // since is the oldest day there is, not as old as was asked for
	copied   bool            // since is a channel's copy of its day, from which the stored day may differ
	warnings warnings
}

// compareFor chooses by the event: a report's period, the oldest announced
// baseline, or else the newest stored day up to the score's. A first run
// without a report, and a score that is held back, are compared with nothing.
func (k task) compareFor(ctx context.Context, c collected, recipients []recipient) (comparison, error) {
	if len(c.doubts) > 0 {
		return comparison{}, nil
	}
	if r := k.event.Report; r != nil {
		start, err := r.Period.Start(c.snapshot.Date)
		if err != nil {
			return comparison{}, err
		}
		k.fetch(ctx, c, k.likely(c, *r, start)...)
		return k.compareFrom(ctx, c, start)
	}
	if len(c.snapshots) == 0 {
		return comparison{}, nil
	}
	if baseline := oldestBaseline(recipients); baseline != nil && baseline.Date <= c.snapshot.Date {
		return comparison{since: baseline, copied: true}, nil
	}
	return k.compareWhole(ctx, c, reversed(c.snapshotsUpTo(c.snapshot.Date)))
}

// likely are the days that a report reads unless some of them cannot be used:
// the start of its period, the day before the score's, and those of the history
// that it shows.
func (k task) likely(c collected, r event.Report, start score.Date) []score.Date {
	days, before := c.days(), c.snapshot.Date.AddDays(-1)
	list := []score.Date{newestUpTo(days, start), newestUpTo(days, before)}
	if showsHistory(r, cmp.Or(report.Edition(r.Edition), k.Edition)) {
		first := c.snapshot.Date.AddDays(-report.HistoryDays)
		from, _ := slices.BinarySearch(days, newestUpTo(days, first))
		to, _ := slices.BinarySearch(days, c.snapshot.Date)
		list = append(list, days[from:max(from, to)]...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// compareFrom compares with the newest day at or before the start of a period,
// or else with the oldest there is. On a first run these are the days that
// Microsoft keeps.
func (t Tenant) compareFrom(ctx context.Context, c collected, start score.Date) (comparison, error) {
	days := c.days()
	after, _ := slices.BinarySearch(days, start.AddDays(1))
	before, err := t.compareWhole(ctx, c, reversed(days[:after]))
	if err != nil || before.since != nil {
		return before, err
	}
	found, err := t.compareWhole(ctx, c, days[after:])
	found.warnings = slices.Concat(before.warnings, found.warnings)
	if found.since != nil {
		found.oldest = true
		found.warnings.add(words.In(t.Locale).NothingAsOld(start, found.since.Date))
	}
	return found, err
}

// compareWhole compares with the first of these days that is whole; with
// nothing where no day can be used.
func (t Tenant) compareWhole(ctx context.Context, c collected, days []score.Date) (comparison, error) {
	s, ok, w, err := t.whole(ctx, c, days)
	if err != nil || !ok {
		return comparison{warnings: w}, err
	}
	return comparison{since: t.filled(ctx, c, s), warnings: w}, nil
}

// filled is an earlier day in which the controls whose points Microsoft did not
// send then have those of the first stored day after it that has them.
func (t Tenant) filled(ctx context.Context, c collected, s score.Snapshot) *score.Snapshot {
	unread := func(control score.Control) bool { return control.Unread }
	if !slices.ContainsFunc(s.Controls, unread) {
		return &s
	}
	s.Controls = slices.Clone(s.Controls)
	after, _ := slices.BinarySearch(c.snapshots, s.Date.AddDays(1))
	for _, date := range c.snapshots[after:min(len(c.snapshots), after+mostHeadlines)] {
		if !slices.ContainsFunc(s.Controls, unread) {
			break
		}
		if later, err := t.anyDay(ctx, c, date); err == nil {
			s.CarryOver(later)
		}
	}
	return &s
}

// snapshotsUpTo are the days with a whole snapshot at or before a limit, oldest
// first.
func (c collected) snapshotsUpTo(limit score.Date) []score.Date {
	after, _ := slices.BinarySearch(c.snapshots, limit.AddDays(1))
	return c.snapshots[:after]
}

// newestUpTo is the newest of the ordered days at or before a limit, "" if
// there is none.
func newestUpTo(days []score.Date, limit score.Date) score.Date {
	for _, d := range slices.Backward(days) {
		if d <= limit {
			return d
		}
	}
	return ""
}

// oldestBaseline is the oldest snapshot that was announced last on one of the
// tenant's own channels; nil where there is none.
func oldestBaseline(recipients []recipient) *score.Snapshot {
	var oldest *score.Snapshot
	for _, r := range recipients {
		b := r.baseline
		if r.wants == nil && b != nil && (oldest == nil || b.Date < oldest.Date) {
			oldest = b
		}
	}
	return oldest
}
