package job

import (
	"context"
	"fmt"
	"math"
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
	now := j.Now()
	findings := slices.Concat(t.checkSource(ctx, now), t.checkStore(ctx), t.checkNoise(ctx), t.checkAppearance(ctx))
	if len(t.Channels) == 0 {
		findings = append(findings, health.Warn("channels", "nobody is notified about this tenant: neither slack nor email is set", "set slack.channel or email.to to notify somebody"))
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
	const check = "Microsoft Graph"
	reading, err := t.Source.Today(ctx)
	if err != nil {
		return []health.Finding{health.Fail(check, err.Error(), "")}
	}
	s := reading.Snapshot
	findings := []health.Finding{health.Pass(check, fmt.Sprintf("signed in, and may read: %s on %s, %s, %s in the catalogue",
		words.Percent(s.Percent()), words.LongDate(s.Date), words.Count(len(s.Controls), "control"), words.Count(len(reading.Catalogue), "profile")))}
	if age := report.AgeHours(s.Date, now); age > 72 {
		findings = append(findings, health.Warn(check, fmt.Sprintf("the newest score is %d days old", age/24), "nothing to do here: Microsoft computes the score; ask its support if this goes on"))
	}
	if reading.Partial {
		findings = append(findings, health.Warn(check, "the answer is partial; such a score is neither stored nor sent", "try again later"))
	}
	return findings
}

// lockWait is how long the doctor waits for another run to end.
const lockWait = 20 * time.Second

// checkStore reads, and takes the lock, which is written like everything else.
func (t Tenant) checkStore(ctx context.Context) []health.Finding {
	const check = "store"
	snapshots, history, err := t.Store.Dates(ctx)
	if err != nil {
		return []health.Finding{health.Fail(check, err.Error(), "check store in the configuration, and who may read there")}
	}
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	unlock, err := t.Store.Lock(ctx, "doctor")
	if err == nil {
		err = unlock()
	}
	if err != nil {
		return []health.Finding{health.Fail(check, "reading works, writing does not: "+err.Error(), "check who may write there, and that no other run is under way")}
	}
	message := "can be read and written; nothing is stored yet, so the first run only starts the history"
	if days := slices.Concat(history, snapshots); len(days) > 0 {
		message = fmt.Sprintf("can be read and written; %s stored, the newest %s", words.Count(len(days), "day"), words.LongDate(slices.Max(days)))
	}
	return []health.Finding{health.Pass(check, message)}
}

// checkNoise compares the threshold of alerts with what the score does by itself.
func (t Tenant) checkNoise(ctx context.Context) []health.Finding {
	days, err := t.Store.Days(ctx)
	if err != nil || len(days) == 0 {
		return nil // checkStore reports it
	}
	const enough = 10 // days of drift that should not cause an alert
	drift := score.Drift(days, days[len(days)-1].Date)
	if !(drift*enough > t.Alerts.MinPoints) { // also where the drift is not known
		return nil
	}
	return []health.Finding{health.Warn("alerts", fmt.Sprintf("the score drifts by about %s points a day although nothing is done, and moves of %s points cause an alert", words.Points(drift), words.Points(t.Alerts.MinPoints)),
		fmt.Sprintf("if there are too many alerts, set alerts.minPoints to about %s", words.Points(math.Ceil(drift*enough))))}
}

func (t Tenant) checkAppearance(ctx context.Context) (findings []health.Finding) {
	var w warnings
	t.appearance(ctx, &w)
	for _, warning := range w {
		findings = append(findings, health.Warn("report", warning, "fix the file or the setting; until then reports are made without it"))
	}
	return findings
}
