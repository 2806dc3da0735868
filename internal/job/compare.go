package job

import (
	"context"
	"slices"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
)

// compare finds what the snapshot is compared with, and accounts for the way
// from there into the result.
func (r *run) compare(ctx context.Context) error {
	r.ledgers = map[string]ledger.Ledger{}
	for _, channel := range r.receivers() {
		name := bookOf(channel)
		l, err := r.tenant.Store.Ledger(ctx, name)
		if err != nil {
			return err
		}
		r.ledgers[name] = l
	}
	if len(r.snapshots) == 0 {
		return nil // a first run is compared with nothing
	}
	if r.event.Report != nil {
		return r.sincePeriod(ctx)
	}
	if baseline := r.oldestBaseline(); baseline != nil {
		r.since, r.baselined = baseline, true
		return nil
	}
	return r.sinceDate(ctx, r.newestUpTo(r.snapshots, r.reading.Snapshot.Date))
}

// sincePeriod compares with the newest day at or before the start of the
// period, or else with the oldest there is.
func (r *run) sincePeriod(ctx context.Context) error {
	start, err := r.event.Report.Period.Start(r.reading.Snapshot.Date)
	if err != nil {
		return err
	}
	return r.sinceStart(ctx, start)
}

func (r *run) sinceStart(ctx context.Context, start score.Date) error {
	days := r.stored()
	if date := r.newestUpTo(days, start); date != "" {
		return r.sinceDate(ctx, date)
	}
	r.oldest = true
	r.warn("nothing as old as %s is stored; the report compares with %s, the oldest there is", start, days[0])
	return r.sinceDate(ctx, days[0])
}

func (r *run) sinceDate(ctx context.Context, date score.Date) error {
	if date == "" {
		return nil
	}
	s, err := r.tenant.Store.Snapshot(ctx, date)
	if err != nil {
		return err
	}
	r.since = &s
	return nil
}

// newestUpTo is the newest of the ordered days at or before a limit, "" if
// there is none.
func (r *run) newestUpTo(days []score.Date, limit score.Date) score.Date {
	for _, d := range slices.Backward(days) {
		if d <= limit {
			return d
		}
	}
	return ""
}

// oldestBaseline is the oldest snapshot that was announced last on one of the
// event's channels.
func (r *run) oldestBaseline() *score.Snapshot {
	var oldest *score.Snapshot
	for _, name := range r.event.Deliver {
		b := r.ledgers[name].Baseline
		if b != nil && (oldest == nil || b.Date < oldest.Date) {
			oldest = b
		}
	}
	return oldest
}
