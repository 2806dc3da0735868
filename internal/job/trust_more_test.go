package job_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
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
	l := ledger.Ledger{Baseline: &foreign}
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
	if r := w.run(both); r.Error == nil || !strings.Contains(*r.Error, "of the tenant "+theirs) {
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
	if err != nil || seen.Model.Date != "2026-11-16" || !strings.Contains(seen.Result.Warnings[0], "held back") {
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

// T23: an older score than the announced one is not compared backwards.
func TestTrustNoComparisonBackwards(t *testing.T) {
	w := tenant(t, ours)
	for i, date := range []score.Date{"2026-11-13", "2026-11-14", "2026-11-16"} {
		w.day(date, control("A", float64(9-3*i), 10))
		w.well(both)
	}
	w.day("2026-11-15", control("A", 8, 10))
	w.now = score.Date("2026-11-16").Time().Add(8 * 3600e9)
	if r := w.well(both); r.Since.Date != "2026-11-14" {
		t.Errorf("compared with %s", r.Since.Date)
	}
}

// fails refuses to store one day.
type fails struct {
	bucket.Bucket
	day string
}

func (b *fails) Put(ctx context.Context, key string, data []byte, c bucket.Condition) (string, error) {
	if b.day != "" && strings.Contains(key, b.day) {
		return "", errors.New("no space left")
	}
	return b.Bucket.Put(ctx, key, data, c)
}

// A first run that ends while it stores the history is completed by the next.
func TestTheHistoryOfAnInterruptedFirstRun(t *testing.T) {
	w := tenant(t, ours)
	full := &fails{w.bucket, "history/2026-11-12"}
	w.store = store.ForTenant(full, ours)
	for _, date := range []score.Date{"2026-11-11", "2026-11-12", "2026-11-13"} {
		w.source.history = append(w.source.history, thin(date, 3))
	}
	w.day("2026-11-14", control("A", 9, 10))
	if r := w.run(both); r.Error == nil {
		t.Fatal("no error")
	}
	full.day = ""
	w.well(both)
	_, history, err := w.store.Dates(t.Context())
	if want := []score.Date{"2026-11-11", "2026-11-12", "2026-11-13"}; err != nil || !slices.Equal(history, want) {
		t.Errorf("history %v (%v), want %v", history, err, want)
	}
}
