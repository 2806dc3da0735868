package job_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

var errUpload = errors.New("the upload was refused")

// announced are the controls whose changes Slack was sent, message by message.
func (w *world) announced() (list []string) {
	for _, m := range w.slack.received {
		if m.News != nil {
			for _, c := range m.News.Changes {
				list = append(list, c.ID)
			}
		}
	}
	return list
}

// T13: a part of an alert's thread is refused, the score moves, and the same
// event comes again. The rest of the first message is sent, and the second move
// in a message of its own.
func TestTheRestOfAnAlertIsSentAndTheNextMoveToo(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 9, 10), control("B", 9, 10))
	w.well(`{"deliver": ["slack"]}`)
	w.slack.progress, w.slack.steps, w.slack.restErr = "1", 3, errUpload
	scheduled := `{"deliver": ["slack"], "scheduledAt": "2026-11-17T06:00:00Z"}`
	w.day("2026-11-17", control("A", 1, 10), control("B", 9, 10))
	w.want(w.well(scheduled), job.Failed)

	w.slack.restErr = nil
	w.day("2026-11-17", control("A", 1, 10), control("B", 2, 10))
	w.want(w.well(scheduled), job.Sent)
	if got := w.announced(); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("announced are %q, want each change once", got)
	}
	if want := []string{"1/2", "1/3", "2/2", "2/3"}; !slices.Equal(w.slack.rest, want) {
		t.Errorf("the rest was sent as %q, want %q", w.slack.rest, want)
	}
	w.want(w.well(scheduled), job.Already)
}

// T14: the file of a report is refused, the score moves, and the next schedule
// comes. The message is sent once, the file later and in place.
func TestTheFileOfAReportIsOwed(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 9, 10), control("B", 9, 10))
	w.well(`{"deliver": ["slack"]}`)
	w.slack.progress, w.slack.steps, w.slack.restErr = "1", 2, errUpload
	w.day("2026-11-17", control("A", 1, 10), control("B", 9, 10))
	weekly := `{"deliver": ["slack"], "scheduledAt": "2026-11-17T06:00:00Z", "report": {"formats": []}}`
	w.want(w.well(weekly), job.Failed)
	w.want(w.well(weekly), job.Failed) // a retry while it is still refused
	w.wantReceived(w.slack, report.Watching, report.Periodic)

	w.day("2026-11-18", control("A", 1, 10), control("B", 2, 10))
	r := w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-18T06:00:00Z"}`)
	w.want(r, job.Failed, job.Failed) // the alert's own file, and the report's
	w.slack.restErr = nil
	r = w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-18T06:10:00Z"}`)
	w.want(r, job.Unchanged, job.Sent, job.Sent)
	if got := w.announced(); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("announced are %q, want each change once", got)
	}
	if want := []string{"1/2", "2/2"}; !slices.Equal(w.slack.rest, want) {
		t.Errorf("the rest was sent as %q, want %q", w.slack.rest, want)
	}
	if keys, err := w.bucket.List(t.Context(), "tenants/t/drafts/"); err != nil || len(keys) != 0 {
		t.Errorf("drafts %q (%v) are left", keys, err)
	}
}

func TestTheRestIsLost(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 9, 10))
	w.slack.progress, w.slack.steps, w.slack.restErr = "1", 2, errUpload
	w.want(w.well(`{"deliver": ["slack"]}`), job.Failed)
	keys, err := w.bucket.List(t.Context(), "tenants/t/drafts/")
	if err != nil || len(keys) != 1 {
		t.Fatalf("drafts %q (%v)", keys, err)
	}
	if err := w.bucket.Delete(t.Context(), keys[0]); err != nil {
		t.Fatal(err)
	}
	j := w.job()
	findings := j.Examine(t.Context(), j.Tenants[0], nil)()
	if !slices.ContainsFunc(findings, func(f health.Finding) bool {
		return f.State == health.Warning && f.Message == "the rest of a message to #slack is missing" && strings.Contains(f.Fix, "the next run")
	}) {
		t.Errorf("the doctor finds %+v", findings)
	}
	r := w.well(`{"deliver": ["slack"]}`)
	w.want(r, job.Unchanged)
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "not in the store any more") {
		t.Errorf("warnings %q", r.Warnings)
	}
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged)
}

func TestTheRestIsGivenUp(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-01", control("A", 9, 10))
	w.slack.progress, w.slack.steps, w.slack.restErr = "1", 2, errUpload
	w.want(w.well(`{"deliver": ["slack"]}`), job.Failed)
	w.day("2026-11-15", control("A", 9, 10))
	w.want(w.well(`{"deliver": ["slack"]}`), job.Unchanged, job.Failed)
	w.day("2026-11-16", control("A", 9, 10))
	r := w.well(`{"deliver": ["slack"]}`)
	w.want(r, job.Unchanged)
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "given up") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

// T16: what was accepted is recorded also where the run is cancelled meanwhile.
func TestAcceptedIsRecordedAfterACancel(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	w.day("2026-11-17", control("A", 1, 10))
	e, err := event.Parse([]byte(`{"deliver": ["slack"], "scheduledAt": "2026-11-17T06:00:00Z"}`))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	w.slack.called = cancel // as the channel accepts it
	w.want(w.job().Run(ctx, e, "one").Tenants[0], job.Sent)
	w.want(w.job().Run(t.Context(), e, "two").Tenants[0], job.Already)
}

// T18: a damaged ledger fails its channel alone.
func TestADamagedLedgerFailsItsChannelAlone(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	w.store = damagedLedger{store.ForTenant(w.bucket, "t")}
	w.day("2026-11-17", control("A", 1, 10))
	r := w.well(both)
	w.want(r, job.Failed, job.Sent)
	if !strings.Contains(r.Deliveries[0].Error, "restore it") {
		t.Errorf("the error %q does not say how to go on", r.Deliveries[0].Error)
	}
	snapshots, _, err := w.store.Dates(t.Context())
	if err != nil || len(snapshots) != 2 {
		t.Errorf("stored %v (%v)", snapshots, err)
	}
}

type damagedLedger struct{ job.Store }

func (d damagedLedger) Ledger(ctx context.Context, channel string) (ledger.Ledger, error) {
	if channel == "slack" {
		return ledger.Ledger{}, errors.New("reading slack.json.gz: the object is damaged (restore it, or move it away)")
	}
	return d.Store.Ledger(ctx, channel)
}
