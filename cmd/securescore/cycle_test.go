package main

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/job"
)

const (
	alertEvent  = `{"deliver": ["slack", "email"]}`
	reportEvent = `{"deliver": ["slack", "email"], "scheduledAt": "2026-11-23T06:00:00Z",
		"report": {"period": "P7D", "formats": ["pdf", "html", "csv"]}}`
)

// deliver runs an event and compares the deliveries' statuses.
func (w *world) deliver(t *testing.T, event string, wantCode int, want string) job.TenantResult {
	t.Helper()
	r := w.run(t, event, wantCode)
	var got []string
	for _, d := range r.Deliveries {
		got = append(got, string(d.Status))
	}
	if strings.Join(got, " ") != want {
		t.Errorf("deliveries %q, want %q: %+v", got, want, r.Deliveries)
	}
	return r
}

func TestTheWholeCycle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if r := w.deliver(t, alertEvent, exitWell, "sent sent"); r.Since != nil {
		t.Fatalf("first run: since %v", r.Since)
	}
	history, err := filepath.Glob(filepath.Join(w.dir, "data/tenants/*/history/*.gz"))
	if err != nil || len(history) != 5 { // for 86 days with four gaps
		t.Errorf("%d objects of history (%v)", len(history), err)
	}
	w.scene(1)
	w.deliver(t, alertEvent, exitWell, "unchanged unchanged")
	w.scene(2)
	slackOutage(t, w)
	w.scene(len(demo.Scenes()) - 1)
	if r := w.deliver(t, reportEvent, exitWell, "sent sent"); r.Since.Date != "2026-11-16" || len(r.Report) != 3 {
		t.Errorf("weekly report since %v, %v", r.Since, r.Report)
	}
	w.deliver(t, reportEvent, exitWell, "already already")
	if mails, err := w.mails(); err != nil || len(mails) != 3 {
		t.Errorf("emails %v (%v), want one for each occasion", mails, err)
	}
}

// slackOutage is a day with changes of every kind while Slack is down, and the
// same day when it is back.
func slackOutage(t *testing.T, w *world) {
	t.Helper()
	w.slack.refusesPosts = "channel_not_found"
	w.run(t, `{}`, exitWell) // an ad hoc run in between does not hide the changes
	r := w.deliver(t, alertEvent, exitFailed, "failed sent")
	if !strings.Contains(r.Deliveries[0].Error, "channel") {
		t.Errorf("slack is down: %+v", r.Deliveries)
	}
	kinds := map[string]bool{}
	sum := r.Unattributed
	for _, c := range r.Changes {
		sum += c.Effect
		for _, k := range c.Kinds {
			kinds[string(k)] = true
		}
	}
	if len(kinds) != 6 || math.Abs(sum-r.Delta.Percent) > 1e-9 {
		t.Errorf("kinds %v; effects sum to %v of %v", kinds, sum, r.Delta.Percent)
	}
	w.slack.refusesPosts = ""
	if again := w.deliver(t, alertEvent, exitWell, "sent unchanged"); len(again.Changes) != len(r.Changes) {
		t.Errorf("slack is back: %d changes, want all %d", len(again.Changes), len(r.Changes))
	}
}
