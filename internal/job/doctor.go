package job

import (
	"context"
	"slices"
	"time"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Checker is a channel that can say whether it would work. It sends nothing,
// unless sendTest asks for a message that says that it is a test.
type Checker interface {
	Check(ctx context.Context, sendTest bool) []health.Finding
}

// Doctor tries all that a run of the tenant would need, and goes on after a
// failure. It stores nothing, and sends nothing unless sendTest says so.
func (j *Job) Doctor(ctx context.Context, t Tenant, sendTest bool) []health.Finding {
	findings := slices.Concat(t.checkSource(ctx, j.Now()), t.checkStore(ctx), t.checkNoise(ctx), t.checkAppearance(ctx))
	if len(t.Channels) == 0 {
		message, fix := words.In(t.Locale).Nobody()
		findings = append(findings, health.Warn("channels", message, fix))
	}
	channels := slices.Clone(t.Channels)
	for _, route := range t.Routes {
		channels = append(channels, route)
	}
	for _, c := range channels {
		if checker, ok := c.(Checker); ok {
			findings = append(findings, checker.Check(ctx, sendTest)...)
		}
	}
	return findings
}

// checkSource reads the score, which takes the sign-in and the permission.
func (t Tenant) checkSource(ctx context.Context, now time.Time) []health.Finding {
	const check = words.MicrosoftGraph
	w := words.In(t.Locale)
	reading, err := t.Source.Today(ctx)
	if err != nil {
		return []health.Finding{health.Fail(check, err.Error(), "")}
	}
	findings := []health.Finding{health.Pass(check, w.MayRead(reading.Snapshot, len(reading.Catalogue)))}
	if age := report.AgeHours(reading.Snapshot.Date, now); age > staleHours {
		message, fix := w.OldScore(age / 24)
		findings = append(findings, health.Warn(check, message, fix))
	}
	if reading.Partial {
		message, fix := w.Partial()
		findings = append(findings, health.Warn(check, message, fix))
	}
	return findings
}

// lockWait is how long the doctor waits for another run to end.
const lockWait = 20 * time.Second

// checkStore reads, and takes the lock, which is written like everything else.
func (t Tenant) checkStore(ctx context.Context) []health.Finding {
	const check = "store"
	w := words.In(t.Locale)
	snapshots, history, err := t.Store.Dates(ctx)
	if err != nil {
		return []health.Finding{health.Fail(check, err.Error(), w.StoreUnreadable())}
	}
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	unlock, err := t.Store.Lock(ctx, "doctor")
	if err == nil {
		err = unlock()
	}
	if err != nil {
		message, fix := w.StoreReadOnly(err)
		return []health.Finding{health.Fail(check, message, fix)}
	}
	var newest score.Date
	days := slices.Concat(history, snapshots)
	for _, d := range days {
		newest = max(newest, d)
	}
	return []health.Finding{health.Pass(check, w.StoreWorks(len(days), newest))}
}

// noiseDays is how far back checkNoise looks.
const noiseDays = 30

// checkNoise tries the threshold of alerts on the last days.
func (t Tenant) checkNoise(ctx context.Context) []health.Finding {
	snapshots, history, err := t.Store.Dates(ctx)
	dates := slices.Concat(history, snapshots)
	slices.Sort(dates)
	if err != nil || len(dates) == 0 {
		return nil // checkStore reports it
	}
	from := dates[len(dates)-1].AddDays(-noiseDays)
	var list []score.Snapshot
	for _, date := range slices.Compact(dates) {
		if date < from {
			continue
		}
		if s, err := t.Store.Snapshot(ctx, date); err == nil {
			list = append(list, s)
		}
	}
	calmer, found := score.Calmer(list, t.Alerts.MinPoints)
	if !found {
		return nil
	}
	message, fix := words.In(t.Locale).Drifts(calmer, t.Alerts.MinPoints)
	return []health.Finding{health.Warn("alerts", message, fix)}
}

func (t Tenant) checkAppearance(ctx context.Context) (findings []health.Finding) {
	var w warnings
	t.appearance(ctx, &w)
	for _, warning := range w {
		findings = append(findings, health.Warn("report", warning, words.In(t.Locale).ReportWithout()))
	}
	return findings
}
