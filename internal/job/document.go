package job

import (
	"context"
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// build computes the model and, where a report was asked for, draws it in every
// form that was asked for.
func (r *run) build(ctx context.Context) error {
	days, err := r.days(ctx)
	if err != nil {
		return err
	}
	in := report.Input{
		Tenant: r.tenant.Name, TenantID: r.tenant.ID, Now: r.now, Snapshot: r.reading.Snapshot,
		Since: r.since, SinceIsOldest: r.oldest, Days: days,
		Zones: r.tenant.Zones, Goal: r.tenant.Goal, Filter: r.event.Filter, Warnings: r.result.Warnings,
	}
	if r.event.Report != nil {
		in.Period = r.event.Report.Period
	}
	r.model = report.Build(in)
	r.result.Snapshot = snapshotResult(r.model)
	if r.since != nil {
		r.result.account(r.model.Account)
	}
	if r.event.Report == nil {
		return nil
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

// days is the history that a report shows; an alert shows none.
func (r *run) days(ctx context.Context) ([]score.Day, error) {
	if r.event.Report == nil {
		return nil, nil
	}
	var days []score.Day
	for _, s := range r.backfill {
		days = append(days, s.Day())
	}
	stored, err := r.tenant.Store.Days(ctx)
	return append(days, stored...), err
}

var drawers = map[Format]struct {
	draw      func(report.Model) ([]byte, error)
	mediaType string
}{
	PDF:  {report.PDF, "application/pdf"},
	HTML: {report.HTML, "text/html; charset=utf-8"},
	CSV:  {report.CSV, "text/csv; charset=utf-8"},
}

func (r *run) draw(format Format) (report.File, error) {
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
	days := []score.Day{s.Day()}
	for _, past := range r.backfill {
		if past.Date < s.Date {
			days = append(days, past.Day())
		}
	}
	if err := r.tenant.Store.PutDays(ctx, days, keepFrom); err != nil {
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
	r.log.Info("snapshot stored", "date", s.Date, "changed", changed, "history", len(days)-1)
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
