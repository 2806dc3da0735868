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
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

// T19: the ledger of another tenant lies in the place of the channel's. It is
// treated as one that is gone, also where today's score is stored already.
func TestTrustALedgerOfAnotherTenant(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	w.day("2026-11-17", control("A", 1, 10))
	w.well(`{}`)
	foreign := snapshot("2026-11-17", control("A", 1, 10))
	foreign.TenantID = theirs
	l := ledger.Ledger{Baseline: ledger.Keep(foreign)}
	l = l.With(ledger.Key{Tenant: "x", Channel: "slack", Occasion: "today"}.Entry(w.now)).Notified("stale", false, w.now)
	w.store = store.ForTenant(w.bucket, ours)
	if _, err := w.store.Ledger(t.Context(), "slack"); err != nil {
		t.Fatal(err)
	}
	if err := w.store.PutLedger(t.Context(), "slack", l); err != nil {
		t.Fatal(err)
	}
	w.store = store.ForTenant(w.bucket, ours)
	w.well(both)
	w.wantReceived(w.slack, report.Watching, report.Alert)
}

// T2: the object with the id of a tenant configured by domain is gone, and its
// snapshots too. The days of its history still say whose they are.
func TestTrustTheIDIsInTheHistory(t *testing.T) {
	w := tenant(t, "contoso.onmicrosoft.com")
	own := thin("2026-11-11", 3)
	own.TenantID = ours
	w.source.history = []score.Snapshot{own}
	w.day("2026-11-16", control("A", 9, 10))
	w.from(ours)
	w.well(both)
	for _, key := range []string{"id.json.gz", "snapshots/2026-11-16.json.gz"} {
		if err := w.bucket.Delete(t.Context(), "tenants/contoso.onmicrosoft.com/"+key); err != nil {
			t.Fatal(err)
		}
	}
	w.day("2026-11-17", control("A", 1, 10))
	w.from(theirs)
	if r := w.run(both); r.Error == nil || !strings.Contains(*r.Error, "another tenant (id "+theirs) {
		t.Errorf("error %v", r.Error)
	}
	w.from(ours)
	w.well(both)
}

// T1: what is held back is shown, but nothing is said of what changed.
func TestTrustNoReasonsForWhatIsHeldBack(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	w.day("2026-11-17", control("A", 1, 10))
	w.from(theirs)
	r := w.run(both)
	if r.Snapshot == nil || r.Since != nil || r.Why != "" || len(r.Changes) > 0 {
		t.Errorf("%+v", r)
	}
	j := w.job()
	seen, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{})
	if err != nil || seen.Model.Date != "2026-11-16" || !strings.Contains(seen.Result.Warnings[0], "doubtful") {
		t.Errorf("status shows %s, warnings %q (%v)", seen.Model.Date, seen.Result.Warnings, err)
	}
	empty := tenant(t, ours)
	empty.day("2026-11-17", control("A", 1, 10))
	empty.from(theirs)
	j = empty.job()
	if _, err := j.Inspect(context.Background(), j.Tenants[0], job.Query{}); err == nil {
		t.Error("status shows another tenant's score")
	}
}

// T2: a store of an earlier version has no id of its own, and a day of another
// tenant among its days. The first one counts, also where the newest is
// damaged.
func TestTrustTheFirstStoredIDCounts(t *testing.T) {
	for name, spoil := range map[string]func(w *world){
		"foreign": func(w *world) {
			s := snapshot("2026-11-10", sixty()...)
			s.TenantID = theirs
			if _, err := w.store.PutSnapshot(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		},
		"damaged": func(w *world) { w.damaging("tenants/contoso.onmicrosoft.com/snapshots/2026-11-10.json.gz") },
	} {
		t.Run(name, func(t *testing.T) {
			w := tenant(t, "contoso.onmicrosoft.com")
			for i := range 9 {
				s := snapshot(score.Date("2026-11-01").AddDays(i), sixty()...)
				s.TenantID = ours
				if _, err := w.store.PutSnapshot(t.Context(), s); err != nil {
					t.Fatal(err)
				}
			}
			spoil(w)
			w.day("2026-11-16", sixty()...)
			w.from(theirs)
			if r := w.run(both); r.Error == nil {
				t.Error("another tenant's score was believed")
			}
			w.from(ours)
			w.well(both)
		})
	}
}

// The ids in Microsoft's errors are of requests and applications, and needed to
// find out what is wrong.
func TestNoticesKeepTheIDsOfRequests(t *testing.T) {
	w := tenant(t, "contoso.onmicrosoft.com")
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	w.well(both)
	const message = "the application aaaaaaaa-1111-2222-3333-444444444444 was not found in " + ours +
		". Trace ID: bbbbbbbb-1111-2222-3333-444444444444"
	w.source.err = errors.New(message)
	for range 3 {
		w.run(both)
	}
	if got := w.slack.received[1].Notice.Details; got != message {
		t.Errorf("the notice says %q", got)
	}
}

// T2: people on a channel do not learn which other tenant has the same score.
func TestTrustATwinIsNotNamedToPeople(t *testing.T) {
	w := tenant(t, "contoso.onmicrosoft.com")
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	w.well(both)
	other := tenant(t, "fabrikam.onmicrosoft.com")
	other.bucket, other.store = w.bucket, store.ForTenant(w.bucket, other.id)
	other.day("2026-11-16", sixty()...)
	other.from(ours)
	r := other.run(both)
	claimed := &store.ClaimedError{ID: ours, By: "contoso"}
	for _, text := range []string{r.OutwardError(), other.job().Tenants[0].Outward(claimed)} {
		if text == "" || strings.Contains(text, "contoso") || strings.Contains(text, ours) {
			t.Errorf("people read %q", text)
		}
	}
}

// T2: two domains with one token, before anything is stored.
func TestTrustTwinsInADryRun(t *testing.T) {
	j := twins(t)
	r := j.Run(t.Context(), event.Event{Deliver: []string{"slack"}, DryRun: true}, "request")
	if r.Failed != 1 || r.Tenants[1].Error == nil || !strings.Contains(*r.Tenants[1].Error, "contoso") ||
		strings.Contains(r.Tenants[1].OutwardError(), "contoso") {
		t.Errorf("%d failed, %+v", r.Failed, r.Tenants[1])
	}
	for i, fails := range []bool{false, true} {
		failed := slices.ContainsFunc(j.Examine(t.Context(), j.Tenants[i], nil)(), func(f health.Finding) bool {
			return f.State == health.Failed && strings.Contains(f.Message, "contoso")
		})
		if failed != fails {
			t.Errorf("doctor of tenant %d: failed is %t", i, failed)
		}
	}
}

// T1: a tenant to whom another tenant's score came does not make that tenant a
// twin.
func TestTrustAMisroutedScoreIsNoTwin(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	j := w.job()
	other := j.Tenants[0]
	other.Name, other.ID = "fabrikam", theirs
	other.Store = store.ForTenant(w.bucket, theirs)
	j.Tenants = append([]job.Tenant{other}, j.Tenants...)
	r := j.Run(t.Context(), event.Event{Deliver: []string{"slack"}}, "request")
	if r.Failed != 1 || r.Tenants[0].Error == nil || r.Tenants[1].Error != nil {
		t.Errorf("%d failed, %+v", r.Failed, r.Tenants)
	}
	for i := range j.Tenants {
		for _, f := range j.Examine(t.Context(), j.Tenants[i], nil)() {
			if f.State == health.Failed && strings.Contains(f.Message, "fabrikam") {
				t.Errorf("doctor of tenant %d: %s", i, f.Message)
			}
		}
	}
}
