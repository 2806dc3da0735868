package job

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// store writes what the run found, and returns where each document can be
// opened. All is written at once where no order matters. A dry run stores
// nothing.
func (k task) store(
	ctx context.Context, c collected, b built, files []report.File,
) (links map[string]string, w warnings, err error) {
	links = map[string]string{}
	if k.event.DryRun {
		return links, nil, nil
	}
	if err := k.claim(ctx, c); err != nil {
		return links, nil, err
	}
	keepFrom := k.keepFrom(c)
	var all sync.WaitGroup
	defer all.Wait()
	history := meanwhile(&all, func() (any, error) { return nil, k.storeHistory(ctx, c, b.fresh, keepFrom) })
	if !c.continues() {
		all.Wait()
	}
	snapshot := meanwhile(&all, func() (bool, error) { return k.Store.PutSnapshot(ctx, c.snapshot) })
	var unstored warnings
	reports := meanwhile(&all, func() (any, error) {
		return nil, k.storeReports(ctx, c.snapshot.Date, files, links, &unstored)
	})
	all.Wait()
	if _, err := history(); err != nil {
		w.add(words.In(k.Locale).HistoryNotStored(err))
	}
	changed, err := snapshot()
	if err != nil {
		return links, w, err
	}
	k.log.Info("snapshot stored", "date", c.snapshot.Date, "changed", changed, "history", len(b.fresh)-1)
	_, err = reports()
	if w.add(unstored...); err != nil {
		return links, w, err
	}
	if err := k.Store.Prune(ctx, keepFrom); err != nil {
		w.add(words.In(k.Locale).NotPruned(err)) // what is too old does no harm
	}
	return links, w, nil
}

// continues says whether the snapshot is a new day after others. Else the index
// of days is written first, as it would have another headline than the day, and
// the snapshot last of the days, as it is what makes a later run not the first.
func (c collected) continues() bool {
	return len(c.snapshots) > 0 && !slices.Contains(c.stored(), c.snapshot.Date) && len(c.earlier()) == 0
}

// storeReports writes the documents at once, and adds where each can be opened.
// A message has its document even if that could not be stored, so that is a
// warning then.
func (k task) storeReports(
	ctx context.Context, date score.Date, files []report.File, links map[string]string, w *warnings,
) error {
	var all sync.WaitGroup
	var stored []func() (string, error)
	extension := func(f report.File) string { return f.Name[strings.LastIndexByte(f.Name, '.')+1:] }
	for _, f := range files {
		stored = append(stored, meanwhile(&all, func() (string, error) {
			return k.Store.PutReport(ctx, date, extension(f), f.Data)
		}))
	}
	all.Wait()
	var failed error
	for i, f := range files {
		link, err := stored[i]()
		switch {
		case err == nil:
			links[extension(f)] = link
		case len(k.event.Deliver) == 0:
			failed = cmp.Or(failed, err)
		default:
			w.add(words.In(k.Locale).ReportNotStored(f.Name, err))
		}
	}
	return failed
}

// storeHistory writes the index of days, and on a first run the days that
// Microsoft keeps. Without them the trend is shorter until a later run or a
// rebuild makes up for it.
func (k task) storeHistory(ctx context.Context, c collected, fresh []score.Day, keepFrom score.Date) error {
	if err := k.Store.PutDays(ctx, fresh, keepFrom); err != nil {
		return err
	}
	days := slices.DeleteFunc(c.earlier(), func(s score.Snapshot) bool { return s.Date < keepFrom })
	if len(days) > 0 {
		k.begin(words.English.StoringDays(len(days)))
	}
	_, err := k.Store.PutHistory(ctx, days)
	return err
}

// keepFrom is the first day that is kept. The retention counts from the newest
// score, which can be old: what was just stored is never pruned.
func (t Tenant) keepFrom(c collected) score.Date {
	newest := min(c.snapshot.Date, score.DateOf(c.now))
	return score.DateOf(t.Retention.Before(newest.Time()))
}
