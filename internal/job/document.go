package job

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/pdf"
	"secure-score-reporter/report/words"
)

// build computes the model and, where a report was asked for, draws it in every
// form that was asked for.
func (r *run) build(ctx context.Context) error {
	if err := r.compute(ctx); err != nil {
		return err
	}
	if r.event.Report == nil {
		return nil
	}
	if slices.Contains(r.event.Report.Formats, event.PDF) {
		for _, warning := range draw.MissingCharacters(r.model) {
			r.warn("%s", warning) // the PDF says so itself; mail and Slack show the characters
		}
	}
	for _, format := range r.event.Report.Formats {
		file, err := r.draw(format)
		if err != nil {
			return fmt.Errorf("drawing the report as %s: %w", format, err)
		}
		r.files = append(r.files, file)
	}
	return nil
}

// compute makes the model, and what of it is in the result.
func (r *run) compute(ctx context.Context) error {
	days, err := r.allDays(ctx)
	if err != nil {
		return err
	}
	r.days = days
	way := r.way(ctx)
	look := r.look(ctx)
	in := report.Input{
		Tenant: r.tenant.Name, TenantID: r.tenant.ID, Now: r.now, Snapshot: r.reading.Snapshot,
		Since: r.since, SinceIsOldest: r.oldest, Between: way, Days: days, Catalogue: r.reading.Catalogue,
		Zones: r.tenant.Zones, Goal: r.tenant.Goal, Filter: report.Filter(r.event.Filter), Warnings: r.result.Warnings,
		Locale: r.tenant.Locale, Appearance: look,
	}
	if r.event.Report != nil {
		in.Period = string(r.event.Report.Period)
	}
	r.model = report.Build(in)
	r.result.Snapshot = snapshotResult(r.model)
	r.result.Analysis = AnalysisOf(r.model)
	if r.since != nil {
		r.result.account(r.model.Account)
		r.result.Why = words.In(r.model.Locale).Change(r.model)
		if from, to, crossed := words.Crossed(r.model.Account, r.tenant.Zones); crossed {
			r.result.ZoneChange = &Pair[score.Zone]{from, to}
		}
	}
	return nil
}

// look is how the tenant's documents look. It is only asked for where one is drawn.
func (r *run) look(ctx context.Context) report.Appearance {
	if r.tenant.Look == nil || r.event.Report == nil && len(r.event.Deliver) == 0 {
		return report.Appearance{}
	}
	look, warnings := r.tenant.Look(ctx)
	for _, warning := range warnings {
		r.warn("%s", warning)
	}
	return look
}

// allDays is the tenant's history, the day just read last.
func (r *run) allDays(ctx context.Context) ([]score.Day, error) {
	stored, err := r.tenant.Store.Days(ctx)
	if err != nil {
		return nil, err
	}
	r.newDays(ctx)
	return append(stored, r.fresh...), nil
}

// newDays makes the days that this run adds to the history: the one just read, and
// on a first run those that Microsoft keeps. What moved on each is counted from the
// day before it that is known.
func (r *run) newDays(ctx context.Context) {
	s := r.reading.Snapshot
	var earlier *score.Snapshot
	for i, past := range r.backfill {
		if past.Date < s.Date {
			r.fresh = append(r.fresh, dayOf(past, earlier))
			earlier = &r.backfill[i]
		}
	}
	if earlier == nil {
		earlier = r.dayBefore(ctx, s.Date)
	}
	r.fresh = append(r.fresh, dayOf(s, earlier))
}

func dayOf(s score.Snapshot, earlier *score.Snapshot) score.Day {
	if earlier == nil {
		return s.Day()
	}
	return s.DayAfter(*earlier)
}

// dayBefore is the newest stored snapshot before a day; nil if there is none, or
// none that can be read, which is a warning: the trend can do without.
func (r *run) dayBefore(ctx context.Context, day score.Date) *score.Snapshot {
	date := r.newestUpTo(r.stored(), day.AddDays(-1))
	switch {
	case date == "":
		return nil
	case r.since != nil && r.since.Date == date && !r.baselined:
		return r.since
	}
	s, err := r.tenant.Store.Snapshot(ctx, date)
	if err != nil {
		r.warn("what moved since %s is left out of the trend: %v", date, err)
		return nil
	}
	return &s
}

// mostWay is over how many stored days a report looks for what moved there and
// back.
const mostWay = 31

// way is the stored snapshots from what a report compares with to now; nil where
// there is nothing between, or so much that reading it would take too long. A day
// that cannot be read is a warning, and left out.
func (r *run) way(ctx context.Context) []score.Snapshot {
	if r.event.Report == nil || r.since == nil {
		return nil
	}
	var between []score.Date
	for _, date := range r.stored() {
		if date > r.since.Date && date < r.reading.Snapshot.Date {
			between = append(between, date)
		}
	}
	if len(between) == 0 || len(between) > mostWay {
		return nil
	}
	way := []score.Snapshot{*r.since}
	for _, date := range between {
		s, err := r.tenant.Store.Snapshot(ctx, date)
		if err != nil {
			r.warn("what moved on %s and back is left out: %v", date, err)
			continue
		}
		way = append(way, s)
	}
	return append(way, r.reading.Snapshot)
}

// stored are the days that the store has, in order, Microsoft's history among them.
func (r *run) stored() []score.Date {
	days := slices.Concat(r.snapshots, r.history)
	slices.Sort(days)
	return days
}

var drawers = map[event.Format]struct {
	draw      func(report.Model) ([]byte, error)
	mediaType string
}{
	event.PDF:  {pdf.Draw, "application/pdf"},
	event.HTML: {page.Draw, "text/html; charset=utf-8"},
	event.CSV:  {csv.Actions, "text/csv; charset=utf-8"},
}

func (r *run) draw(format event.Format) (report.File, error) {
	drawer := drawers[format]
	data, err := drawer.draw(r.model)
	return report.File{
		Name:      fmt.Sprintf("secure-score-%s-%s.%s", fileName(r.tenant.Name), r.model.Date, format),
		MediaType: drawer.mediaType, Data: data,
	}, err
}

// fileName makes a name safe in a header and on any disk.
func fileName(name string) string {
	safe := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			return c
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		}
		return '-'
	}, name)
	safe = strings.Join(strings.FieldsFunc(safe, func(c rune) bool { return c == '-' }), "-")
	if safe == "" {
		return "tenant"
	}
	return safe[:min(len(safe), 60)]
}

// store writes what the run found: first the index of days, then the days, the
// snapshot last of them, since it is what makes a later run not the first.
func (r *run) store(ctx context.Context) error {
	if r.event.DryRun {
		return nil
	}
	s := r.reading.Snapshot
	keepFrom := r.keepFrom()
	if err := r.tenant.Store.PutDays(ctx, r.fresh, keepFrom); err != nil {
		return err
	}
	for _, past := range r.backfill {
		if past.Date >= s.Date || past.Date < keepFrom {
			continue
		}
		if _, err := r.tenant.Store.PutSnapshot(ctx, past); err != nil {
			return err
		}
	}
	changed, err := r.tenant.Store.PutSnapshot(ctx, s)
	if err != nil {
		return err
	}
	r.log.Info("snapshot stored", "date", s.Date, "changed", changed, "history", len(r.fresh)-1)
	for _, f := range r.files {
		extension := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
		url, err := r.tenant.Store.PutReport(ctx, s.Date, extension, f.Data)
		if err != nil {
			return err
		}
		r.result.Report[extension] = url
	}
	return r.tenant.Store.Prune(ctx, keepFrom)
}

// keepFrom is the first day that is kept. The retention counts from the newest
// score, which can be old: what was just stored is never pruned.
func (r *run) keepFrom() score.Date {
	newest := min(r.reading.Snapshot.Date, score.DateOf(r.now))
	return score.DateOf(r.tenant.Retention.Before(newest.Time()))
}
