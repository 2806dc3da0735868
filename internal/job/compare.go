package job

import (
	"context"
	"slices"

	"secure-score-reporter/internal/score"
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
// baseline, or else the newest stored day. A first run is compared with
// nothing.
func (k task) compareFor(ctx context.Context, c collected, recipients []recipient) (comparison, error) {
	if len(c.snapshots) == 0 {
		return comparison{}, nil
	}
	if r := k.event.Report; r != nil {
		start, err := r.Period.Start(c.snapshot.Date)
		if err != nil {
			return comparison{}, err
		}
		return k.compareFrom(ctx, c, start)
	}
	if baseline := oldestBaseline(recipients); baseline != nil {
		return comparison{since: baseline, copied: true}, nil
	}
	return k.compareWith(ctx, newestUpTo(c.snapshots, c.snapshot.Date))
}

// compareFrom compares with the newest day at or before the start of a period,
// or else with the oldest there is.
func (t Tenant) compareFrom(ctx context.Context, c collected, start score.Date) (comparison, error) {
	days := c.stored()
	if date := newestUpTo(days, start); date != "" || len(days) == 0 {
		return t.compareWith(ctx, date)
	}
	found, err := t.compareWith(ctx, days[0])
	found.oldest = true
	found.warnings.add(words.In(t.Locale).NothingAsOld(start, days[0]))
	return found, err
}

// compareWith compares with a stored day; with nothing where there is no date.
func (t Tenant) compareWith(ctx context.Context, date score.Date) (comparison, error) {
	if date == "" {
		return comparison{}, nil
	}
	s, err := t.Store.Snapshot(ctx, date)
	if err != nil {
		return comparison{}, err
	}
	return comparison{since: &s}, nil
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
		b := r.ledger.Baseline
		if r.wants == nil && b != nil && (oldest == nil || b.Date < oldest.Date) {
			oldest = b
		}
	}
	return oldest
}
