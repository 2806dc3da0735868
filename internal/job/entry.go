package job

import (
	"context"
	"maps"
	"slices"
	"sync"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/portfolio"
)

// keepEntry begins to keep what a portfolio needs of the tenant, beside what
// else the run does, and returns a function that waits for the end of it. A
// thousand tenants are read many times faster by that. Without an entry the
// portfolio reads the days, so that an error is only logged.
func (k task) keepEntry(ctx context.Context, c collected) (end func()) {
	days := c.stored()
	if !k.oneOfMany || k.event.DryRun || len(days) > 0 && c.snapshot.Date < days[len(days)-1] {
		return func() {}
	}
	c.shelf = maps.Clone(c.shelf) // the rest of the run reads days, too
	c.past = nil                  // stored by now, and a few MB
	var all sync.WaitGroup
	all.Go(func() {
		if err := guard(k.log, func() error { return k.putEntry(ctx, c) }); err != nil {
			k.log.Warn("keeping the portfolio's entry", "error", err.Error())
		}
	})
	return all.Wait
}

// fetchForEntry reads the day that the entry compares with, and at once the day
// before, which every run needs.
func (k task) fetchForEntry(ctx context.Context, c collected) {
	if !k.oneOfMany || len(c.doubts) > 0 {
		return
	}
	if days, err := k.entryDays(c, c.snapshot.Date); err == nil {
		k.fetch(ctx, c, append(days[1:], newestUpTo(c.stored(), c.snapshot.Date.AddDays(-1)))...)
	}
}

// putEntry keeps the entry that a portfolio would make of what is stored now.
func (k task) putEntry(ctx context.Context, c collected) error {
	now, err := k.dates(ctx)
	if err != nil {
		return err
	}
	c.snapshots, c.history = upTo(now.snapshots, c.gate), upTo(now.history, c.gate)
	c.gate.Had = false // as where stored days only are read
	in := k.reading(c)
	read, since, err := k.reduced(ctx, c, in, PortfolioPeriod)
	if err != nil {
		return err
	}
	days, err := k.entryDays(c, c.snapshot.Date)
	if err != nil || !c.madeFrom(days, since) {
		return err
	}
	basis, err := in.Basis(string(PortfolioPeriod))
	if err != nil {
		return err
	}
	entry, err := portfolio.Encode(read)
	if err != nil {
		return err
	}
	return k.Store.PutEntry(ctx, days, basis, entry)
}

// madeFrom says whether no other days count: neither one in place of one that
// cannot be used, nor later ones for points that Microsoft did not send.
func (c collected) madeFrom(days []score.Date, since *score.Snapshot) bool {
	if since == nil {
		return len(days) == 1
	}
	read := c.shelf[since.Date]
	unread := func(c score.Control) bool { return c.Unread }
	return since.Date == days[len(days)-1] && (read == nil || !slices.ContainsFunc(read.snapshot.Controls, unread))
}

// entry is what the last run kept for a portfolio; ok is false where it has to
// be read from the days.
func (t Tenant) entry(
	ctx context.Context, c collected, in portfolio.Reading, since event.Period,
) (read portfolio.Tenant, ok bool) {
	if since != PortfolioPeriod {
		return read, false
	}
	stored := c.stored()
	days, err := t.entryDays(c, stored[len(stored)-1])
	if err != nil {
		return read, false
	}
	basis, err := in.Basis(string(since))
	if err != nil {
		return read, false
	}
	data, ok := t.Store.Entry(ctx, days, basis)
	if !ok {
		return read, false
	}
	read, err = portfolio.Decode(data, in)
	return read, err == nil
}

// entryDays are the days that a portfolio reads of the tenant if they are
// whole: the newest, and the one to compare with, if there is one.
func (t Tenant) entryDays(c collected, newest score.Date) ([]score.Date, error) {
	start, err := startOf(PortfolioPeriod, newest)
	if err != nil {
		return nil, err
	}
	days := []score.Date{newest}
	before := c.before(newest).days()
	if date := newestUpTo(before, start); date != "" {
		return append(days, date), nil
	}
	return append(days, before[:min(1, len(before))]...), nil
}
