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
	if days, ok := k.entryDays(c, c.snapshot.Date, PortfolioPeriod); ok {
		k.fetch(ctx, c, append(days[1:], newestUpTo(c.stored(), c.snapshot.Date.AddDays(-1)))...)
	}
}

// putEntry keeps the entry that a portfolio would make of what is stored now.
func (k task) putEntry(ctx context.Context, c collected) error {
	c.gate.Had = false // as where stored days only are read
	in := k.reading(c)
	read, since, err := k.reduced(ctx, c, in, PortfolioPeriod)
	if err != nil {
		return err
	}
	days, ok := k.entryDays(c, c.snapshot.Date, PortfolioPeriod)
	if !ok || since != nil && (since.Date != days[len(days)-1] || k.wasFilled(c, since.Date)) {
		return nil // other days count, too
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

// wasFilled says whether a day has points of later days.
func (k task) wasFilled(c collected, date score.Date) bool {
	day := c.shelf[date]
	return day != nil && slices.ContainsFunc(day.snapshot.Controls, func(c score.Control) bool { return c.Unread })
}

// entry is what the last run kept for a portfolio; ok is false where it has to
// be read from the days.
func (t Tenant) entry(
	ctx context.Context, c collected, in portfolio.Reading, since event.Period,
) (read portfolio.Tenant, ok bool) {
	stored := c.stored()
	days, ok := t.entryDays(c, stored[len(stored)-1], since)
	if !ok || since != PortfolioPeriod {
		return read, false
	}
	basis, err := in.Basis(string(since))
	if err != nil {
		return read, false
	}
	data, err := t.Store.Entry(ctx, days, basis)
	if err != nil || data == nil {
		return read, false
	}
	read, err = portfolio.Decode(data, in)
	return read, err == nil
}

// entryDays are the days that a portfolio reads of the tenant if they are whole:
// the newest, and the one to compare with, unless there is none.
func (t Tenant) entryDays(c collected, newest score.Date, since event.Period) (days []score.Date, ok bool) {
	start, err := startOf(since, newest)
	if err != nil {
		return nil, false
	}
	days = []score.Date{newest}
	before := c.before(newest).days()
	before = slices.DeleteFunc(before, func(d score.Date) bool { return d >= newest })
	switch date := newestUpTo(before, start); {
	case date != "":
		days = append(days, date)
	case len(before) > 0 && start < newest:
		days = append(days, before[0])
	}
	return days, true
}
