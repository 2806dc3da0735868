package job_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

// T3: the days of another tenant are left out of the history of a tenant that
// is configured by its domain too.
func TestTrustHistoryOfADomain(t *testing.T) {
	w := tenant(t, "contoso.onmicrosoft.com")
	foreign, own := thin("2026-11-10", 3), thin("2026-11-11", 3)
	foreign.TenantID, own.TenantID = theirs, ours
	w.source.history = []score.Snapshot{foreign, own}
	w.day("2026-11-16", control("a", 5, 10))
	w.from(ours)
	w.well(both)
	_, history, err := w.store.Dates(t.Context())
	if err != nil || !slices.Equal(history, []score.Date{"2026-11-11"}) {
		t.Errorf("history %v (%v), want the own day", history, err)
	}
}

// T8: a day of the history without any points is no day at all: not even its
// headline can be right.
func TestTrustADayOfNothing(t *testing.T) {
	w := tenant(t, ours)
	nothing := score.Snapshot{Date: "2026-11-09", Thin: true}
	w.source.history = []score.Snapshot{nothing, thin("2026-11-08", 4)}
	w.day("2026-11-15", control("a", 5, 10))
	w.well(both)
	if _, err := w.store.PutSnapshot(t.Context(), nothing); err != nil { // as an earlier version stored it
		t.Fatal(err)
	}
	w.day("2026-11-16", control("a", 5, 10))
	r := w.well(`{"deliver": ["email"], "report": {"period": "P7D", "formats": []}}`)
	if r.Since.Date != "2026-11-08" || len(r.Changes) != 1 || r.Changes[0].Points.Before != 4 {
		t.Errorf("since %s, changes %+v", r.Since.Date, r.Changes)
	}
}

// T2: a dry run and the doctor refuse a tenant whose id another one has, and
// its channels do not learn which one.
func TestTrustATwinIsRefusedEverywhere(t *testing.T) {
	w := tenant(t, "contoso.onmicrosoft.com")
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	w.well(both)
	twin := tenant(t, "fabrikam.onmicrosoft.com")
	twin.bucket, twin.store = w.bucket, store.ForTenant(w.bucket, twin.id)
	twin.day("2026-11-16", sixty()...)
	twin.from(ours)
	if r := twin.run(`{"deliver": ["slack"], "dryRun": true}`); r.Error == nil {
		t.Error("a dry run would send")
	}
	j := twin.job()
	findings := j.Examine(t.Context(), j.Tenants[0], nil)()
	if !slices.ContainsFunc(findings, func(f health.Finding) bool {
		return f.State == health.Failed && strings.Contains(f.Message, "contoso.onmicrosoft.com")
	}) {
		t.Errorf("the doctor finds %+v", findings)
	}
	for range 3 {
		twin.run(both)
	}
	twin.wantReceived(twin.slack, report.Notified)
	if details := twin.slack.received[0].Notice.Details; strings.Contains(details, "contoso") ||
		strings.Contains(details, ours) {
		t.Errorf("the notice names the other tenant: %s", details)
	}
}

// T21: the message about a foreign day names no other tenant, the result does.
func TestTrustMessagesNameNoOtherTenant(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-15", control("A", 5, 10))
	w.well(both)
	foreign := snapshot("2026-11-09", control("X", 1, 10))
	foreign.TenantID = theirs
	if _, err := w.store.PutSnapshot(t.Context(), foreign); err != nil {
		t.Fatal(err)
	}
	w.day("2026-11-16", control("A", 5, 10))
	r := w.well(`{"deliver": ["email"], "report": {"period": "P7D", "formats": []}}`)
	if !strings.Contains(strings.Join(r.Warnings, "\n"), theirs) || r.Since == nil || r.Since.Date != "2026-11-15" {
		t.Errorf("since %+v, warnings %q", r.Since, r.Warnings)
	}
	text := strings.Join(w.email.received[len(w.email.received)-1].Model.Warnings, "\n")
	if strings.Contains(text, theirs) || !strings.Contains(text, "9 November 2026 belongs to another tenant: ") {
		t.Errorf("the message says %q", text)
	}
}

// T18 and T19: the day on which a ledger was damaged is stored already. The
// channel is compared with the day before.
func TestTrustALostLedgerOnTheSameDay(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	if err := w.bucket.Delete(t.Context(), "tenants/"+ours+"/ledger/slack.json.gz"); err != nil {
		t.Fatal(err)
	}
	w.store = store.ForTenant(w.bucket, ours)
	w.day("2026-11-17", control("A", 1, 10))
	w.well(`{"deliver": ["email"]}`)
	w.well(`{"deliver": ["slack"]}`)
	w.wantReceived(w.slack, report.Watching, report.Alert)
}

// T9: the points of a control were never sent until now. A later fall is one.
func TestTrustPointsThatBecomeKnown(t *testing.T) {
	w := tenant(t, ours)
	day := func(date score.Date, points float64, unread bool) {
		controls := sixty()
		controls[7].Points, controls[7].Unread = points, unread
		w.day(date, controls...)
		if unread {
			w.source.today.Snapshot.Current += 10
		}
	}
	day("2026-11-16", 0, true)
	w.well(both)
	day("2026-11-17", 10, false)
	w.want(w.well(both), job.Unchanged, job.Unchanged)
	day("2026-11-18", 0, false)
	w.want(w.well(both), job.Sent, job.Sent)
	if got := w.announced(); len(got) != 1 {
		t.Errorf("announced are %q", got)
	}
	r := w.well(`{"deliver": ["email"], "report": {"period": "P2D", "formats": []}}`)
	if len(r.Changes) != 1 || r.Unattributed != 0 {
		t.Errorf("changes %+v, unattributed %g", r.Changes, r.Unattributed)
	}
}

// The first message of a channel fails for days. When it can be sent, it has
// what changed since it was tried first.
func TestTrustAFirstMessageThatFails(t *testing.T) {
	w := tenant(t, ours)
	w.email.err = errors.New("no such server")
	w.day("2026-11-16", control("A", 9, 10), control("B", 9, 10))
	w.well(both)
	w.day("2026-11-17", control("A", 1, 10), control("B", 9, 10))
	w.well(both)
	w.email.err = nil
	w.day("2026-11-18", control("A", 1, 10), control("B", 1, 10))
	w.well(both)
	w.wantReceived(w.email, report.Alert)
	if n := len(w.email.received[0].News.Changes); n != 2 {
		t.Errorf("the message has %d changes, want both", n)
	}
}
