package job

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// days are the days that can be compared with, oldest first: the stored ones,
// and those that Microsoft keeps and that are stored with this run.
func (c collected) days() []score.Date {
	days := c.stored()
	for _, past := range c.earlier() {
		days = append(days, past.Date)
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// pastDay is a day of Microsoft's history that was just read and is not stored.
func (c collected) pastDay(date score.Date) (score.Snapshot, bool) {
	i := slices.IndexFunc(c.past, func(s score.Snapshot) bool { return s.Date == date })
	if i < 0 || date >= c.snapshot.Date || slices.Contains(c.stored(), date) {
		return score.Snapshot{}, false
	}
	return c.past[i], true
}

// anyDay is day for every day of collected.days.
func (t Tenant) anyDay(ctx context.Context, c collected, date score.Date) (score.Snapshot, error) {
	if past, found := c.pastDay(date); found {
		return past, nil
	}
	return t.day(ctx, c.gate, date)
}

// dayRead is a day as it was read.
type dayRead struct {
	snapshot score.Snapshot
	err      error
}

const (
	// readers is how many days are read at once. Reading from S3 takes most of
	// its time in waiting.
	readers = 8
	// batch is how many days are in memory at most that nothing else keeps.
	batch = 32
)

// readDays reads days as anyDay does, several at once.
func (t Tenant) readDays(ctx context.Context, c collected, dates []score.Date) []dayRead {
	list := make([]dayRead, len(dates))
	var group errgroup.Group
	group.SetLimit(readers)
	for i, date := range dates {
		if past, found := c.pastDay(date); found {
			list[i].snapshot = past
			continue
		}
		group.Go(func() error {
			list[i].snapshot, list[i].err = t.Store.Snapshot(ctx, date)
			return nil
		})
	}
	_ = group.Wait() // the errors are in the list
	for i := range list {
		if _, found := c.pastDay(dates[i]); !found {
			list[i].snapshot, list[i].err = t.judged(ctx, c.gate, dates[i], list[i].snapshot, list[i].err)
		}
	}
	return list
}

// shelf has the days that a report reads, each of them once.
type shelf map[score.Date]dayRead

// read puts days on the shelf that are not there yet. A day that cannot be read
// is a warning.
func (s shelf) read(ctx context.Context, t Tenant, c collected, dates []score.Date, w *warnings) {
	dates = slices.DeleteFunc(slices.Clone(dates), func(d score.Date) bool {
		_, there := s[d]
		return there
	})
	for i, day := range t.readDays(ctx, c, dates) {
		s[dates[i]] = day
		if day.err != nil {
			w.add(words.In(t.Locale).LeftOutBetween(dates[i], day.err))
		}
	}
}

// of are the snapshots of these days, without those that cannot be read.
func (s shelf) of(dates []score.Date) []score.Snapshot {
	var list []score.Snapshot
	for _, date := range dates {
		if day, there := s[date]; there && day.err == nil {
			list = append(list, day.snapshot)
		}
	}
	return list
}
