package job

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// built is the report's model and the days that it was computed from.
type built struct {
	model    report.Model
	listed   func() report.Model // the model with its lists, which a quiet run does not need
	days     []score.Day         // the whole history, the day just read last
	fresh    []score.Day         // of these the days that are not stored yet
	warnings warnings            // that came up while building
}

// warnings collects sentences for people.
type warnings []string

func (w *warnings) add(sentences ...string) { *w = append(*w, sentences...) }

// build computes the model of the run.
func (k task) build(ctx context.Context, c collected, compared comparison) (built, error) {
	var w warnings
	stored, err := k.storedDays(c, &w)
	if err != nil {
		return built{}, err
	}
	stored = score.Since(stored, "", c.gate.Today.AddDays(1))
	k.fetchForEntry(ctx, c)
	fresh := k.freshDays(ctx, c, compared, stored, &w)
	days := slices.Concat(stored, fresh)
	in := k.input(c, compared, days)
	w.add(k.strangers(c)...)
	in.Filter = k.event.Filter
	if r := k.event.Report; r != nil {
		in.Period, in.Edition = string(r.Period), cmp.Or(report.Edition(r.Edition), k.Edition)
		in.Between = k.between(ctx, c, compared, days, &w)
		if showsHistory(*r, in.Edition) {
			in.History = k.recent(ctx, c, &w)
		}
	}
	if k.event.Report != nil || len(k.event.Deliver) > 0 {
		in.Appearance = k.appearance(ctx, &w)
	}
	w.add(filterMissed(in)...)
	in.Warnings = allUnnamed(c.gate.TenantID, slices.Concat(c.warnings, compared.warnings, w))
	in.Doubts = allUnnamed(c.gate.TenantID, c.ofScore)
	b := built{model: report.Outline(in), days: days, fresh: fresh, warnings: w}
	b.listed = sync.OnceValue(func() report.Model { return b.model.Listed(in) })
	return b, nil
}

// filterMissed says which names in a filter no action of the tenant has.
func filterMissed(in report.Input) []string {
	var list []string
	for _, miss := range in.FilterMisses() {
		list = append(list, words.In(in.Locale).FilterMissed(miss))
	}
	return list
}

// storedDays are the days of the history. Where the store is damaged they are
// what it still has, with one warning.
func (t Tenant) storedDays(c collected, w *warnings) ([]score.Day, error) {
	stored, err := c.index()
	if stored.damaged != nil {
		w.add(words.In(t.Locale).HistoryDamaged(stored.damaged))
	}
	return stored.days, err
}

// input is what every model needs.
func (t Tenant) input(c collected, compared comparison, days []score.Day) report.Input {
	return report.Input{
		Tenant: t.Name, TenantID: cmp.Or(c.gate.TenantID, t.ID), Now: c.now, Zones: t.Zones, Goal: t.Goal, Locale: t.Locale,
		Snapshot: c.snapshot, Catalogue: c.catalogue, Since: compared.since, SinceIsOldest: compared.oldest, Days: days,
		Exceptions: t.Exceptions, Edition: t.Edition, Note: t.Note,
	}
}

// freshDays are the days that a run adds to the history: on a first run those
// that Microsoft keeps, and the one just read last. What moved on each is
// counted from the last day before it whose actions are known.
func (t Tenant) freshDays(
	ctx context.Context, c collected, compared comparison, stored []score.Day, w *warnings,
) []score.Day {
	var days []score.Day
	var earlier *score.Snapshot
	for _, past := range c.earlier() {
		days = append(days, dayOf(past, earlier))
		if !past.HeadlineOnly() {
			earlier = &past
		}
	}
	if earlier == nil || earlier.Date < newestUpTo(c.snapshots, c.snapshot.Date.AddDays(-1)) {
		earlier = t.dayBefore(ctx, c, compared, w)
	}
	return append(days, t.again(ctx, c, compared, stored, dayOf(c.snapshot, earlier), w))
}

// again is the day just read, with the flips of an earlier reading of the same
// day, if there was one.
func (t Tenant) again(
	ctx context.Context, c collected, compared comparison, stored []score.Day, today score.Day, w *warnings,
) score.Day {
	known := score.Since(stored, today.Date, today.Date)
	if len(known) == 0 || !slices.Contains(c.stored(), today.Date) {
		return today
	}
	before := t.storedDay(ctx, c, today.Date, compared, w)
	if before == nil {
		before = &c.snapshot // nothing is known about the flips between the two
	}
	return today.Again(known[0], *before, c.snapshot)
}

func dayOf(s score.Snapshot, earlier *score.Snapshot) score.Day {
	if earlier == nil {
		return s.Day()
	}
	return s.DayAfter(*earlier)
}

// dayBefore is the newest stored snapshot before the one just read; nil if
// there is none.
func (t Tenant) dayBefore(ctx context.Context, c collected, compared comparison, w *warnings) *score.Snapshot {
	return t.storedDay(ctx, c, newestUpTo(c.stored(), c.snapshot.Date.AddDays(-1)), compared, w)
}

// storedDay is the snapshot of a stored day; nil without a date. One that
// cannot be read is a warning, as only the trend and the flips need it.
func (t Tenant) storedDay(
	ctx context.Context, c collected, date score.Date, compared comparison, w *warnings,
) *score.Snapshot {
	switch {
	case date == "":
		return nil
	case compared.since != nil && compared.since.Date == date && !compared.copied:
		return compared.since
	}
	s, err := t.anyDay(ctx, c, date)
	if err != nil {
		w.add(words.In(t.Locale).LeftOutOfTrend(date, err))
		return nil
	}
	return &s
}

// mostBetween is the number of stored days up to which a report looks for
// controls that moved there and back; reading more would take too long.
const mostBetween = 31

// between are the snapshots from what a report compares with to the one just
// read; nil where there are none between them, or too many, or where the index
// of days says that no control can have moved there and back. A day that cannot
// be read is a warning, and is left out.
func (t Tenant) between(
	ctx context.Context, c collected, compared comparison, days []score.Day, w *warnings,
) []score.Snapshot {
	if compared.since == nil || !score.MayReverse(days, compared.since.Date, c.snapshot.Date) {
		return nil
	}
	dates := slices.DeleteFunc(c.days(), func(d score.Date) bool {
		return d <= compared.since.Date || d >= c.snapshot.Date
	})
	if len(dates) == 0 || len(dates) > mostBetween {
		return nil
	}
	return slices.Concat(
		[]score.Snapshot{*compared.since}, t.readable(ctx, c, dates, w), []score.Snapshot{c.snapshot})
}

// appearance is how the tenant's documents look.
func (t Tenant) appearance(ctx context.Context, w *warnings) report.Appearance {
	if t.Appearance == nil {
		return report.Appearance{}
	}
	look, list := t.Appearance(ctx, words.In(t.Locale))
	w.add(list...)
	return look
}
