package job

import (
	"context"
	"slices"

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

// shelf has the days that a run reads, as they were read, each of them once.
// The snapshots on it must not be changed.
type shelf map[score.Date]*dayRead

// dayRead is a day as it was read.
type dayRead struct {
	snapshot score.Snapshot
	err      error
	said     bool // that it could not be read
}

// batch is how many days are in memory at most that nothing else keeps.
const batch = 32

// fetch puts days on the shelf that are not there yet.
func (t Tenant) fetch(ctx context.Context, c collected, dates ...score.Date) {
	dates = slices.DeleteFunc(slices.Clone(dates), func(d score.Date) bool {
		_, there := c.shelf[d]
		if past, found := c.pastDay(d); found && !there {
			c.shelf[d], there = &dayRead{snapshot: past}, true
		}
		return there || d == ""
	})
	if len(dates) == 0 {
		return
	}
	list, errs := t.Store.Snapshots(ctx, dates)
	for i, date := range dates {
		c.shelf[date] = &dayRead{snapshot: list[i], err: errs[i]}
	}
}

// anyDay is one of collected.days, to compare with. One of another tenant is an
// error. Of one that is not whole only the headline is used.
func (t Tenant) anyDay(ctx context.Context, c collected, date score.Date) (score.Snapshot, error) {
	t.fetch(ctx, c, date)
	if past, found := c.pastDay(date); found {
		return past, nil // it was judged when it was read
	}
	day := c.shelf[date]
	return t.judged(ctx, c.gate, date, day.snapshot, day.err)
}

// readable are those of the days that can be compared with. The others are a
// warning, each once.
func (t Tenant) readable(
	ctx context.Context, c collected, dates []score.Date, w *warnings,
) (list []score.Snapshot) {
	t.fetch(ctx, c, dates...)
	for _, date := range dates {
		s, err := t.anyDay(ctx, c, date)
		if err == nil {
			list = append(list, s)
			continue
		}
		if day := c.shelf[date]; !day.said {
			day.said = true
			w.add(words.In(t.Locale).LeftOutBetween(date, err))
		}
	}
	return list
}
