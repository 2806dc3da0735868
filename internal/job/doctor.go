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

// Checker is a channel that can say whether it would work. It tells nobody
// anything, but where sendTest asks for a message that says that it is a test.
type Checker interface {
	Check(ctx context.Context, sendTest bool) []health.Finding
}

// Checkup tries all that a run of the tenant would need, and goes on after what
// fails. It stores nothing, and tells nobody unless sendTest says so.
func (j *Job) Checkup(ctx context.Context, t Tenant, sendTest bool) []health.Finding {
	findings := append(j.checkSource(ctx, t), checkStore(ctx, t)...)
	findings = append(findings, checkNoise(ctx, t)...)
	if t.Look != nil {
		_, warnings := t.Look(ctx)
		for _, warning := range warnings {
			findings = append(findings, health.Warn("report", warning, "mend the file or the setting; reports are made without it"))
		}
	}
	if len(t.Channels) == 0 {
		findings = append(findings, health.Warn("channels", "nobody is told of this tenant: neither slack nor email is set", "set slack.channel or email.to if somebody is to be told"))
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

// checkNoise sets the threshold of alerts beside what the score does by itself.
func checkNoise(ctx context.Context, t Tenant) []health.Finding {
	days, err := t.Store.Days(ctx)
	if err != nil || len(days) == 0 {
		return nil // the store's own finding says so
	}
	const enough = 10 // days of drift that a threshold should swallow
	drift := score.Drift(days, days[len(days)-1].Date)
	if !(drift*enough > t.MinPoints) {
		return nil
	}
	return []health.Finding{health.Warn("alerts", fmt.Sprintf("the score drifts by some %s points a day with nothing done, and moves of %s points are told", words.Points(drift), words.Points(t.MinPoints)),
		fmt.Sprintf("if the channel is too loud, set alerts.minPoints to about %s", words.Points(math.Ceil(drift*enough))))}
}

// checkSource reads the score, which takes the sign-in and the permission.
func (j *Job) checkSource(ctx context.Context, t Tenant) []health.Finding {
	const about = "Microsoft Graph"
	reading, err := t.Source.Today(ctx)
	if err != nil {
		return []health.Finding{health.Fail(about, err.Error(), "")}
	}
	s := reading.Snapshot
	findings := []health.Finding{health.Pass(about, fmt.Sprintf("signed in, and may read: %s on %s, %s, %s in the catalogue",
		words.Percent(s.Percent()), words.LongDate(s.Date), words.Count(len(s.Controls), "control"), words.Count(len(reading.Catalogue), "profile")))}
	if age := report.AgeHours(s.Date, j.Now()); age > 72 {
		findings = append(findings, health.Warn(about, fmt.Sprintf("the newest score is %d days old", age/24), "nothing to do here: Microsoft computes it; ask its support if that goes on"))
	}
	if reading.Partial {
		findings = append(findings, health.Warn(about, "the answer is partial; such a score is neither stored nor told", "try again later"))
	}
	return findings
}

// lockWait is how long the doctor waits for another run to end.
const lockWait = 20 * time.Second

// checkStore reads, and takes the lock, which is written as everything else is.
func checkStore(ctx context.Context, t Tenant) []health.Finding {
	const about = "store"
	snapshots, history, err := t.Store.Dates(ctx)
	if err != nil {
		return []health.Finding{health.Fail(about, err.Error(), "check store in the configuration, and who may read there")}
	}
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	unlock, err := t.Store.Lock(ctx, "doctor")
	if err == nil {
		err = unlock()
	}
	if err != nil {
		return []health.Finding{health.Fail(about, "reading works, writing does not: "+err.Error(), "check who may write there, and that no other run is under way")}
	}
	says := "can be read and written; nothing is stored yet, so the first run only begins to watch"
	if days := slices.Concat(history, snapshots); len(days) > 0 {
		newest := days[0]
		for _, d := range days {
			newest = max(newest, d)
		}
		says = fmt.Sprintf("can be read and written; %s stored, the newest %s", words.Count(len(days), "day"), words.LongDate(newest))
	}
	return []health.Finding{health.Pass(about, says)}
}
