package job_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
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

// T5: a notice is no message about the score, so it does not say on which day
// the score was announced last.
func TestTrustNoticesAnnounceNothing(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-01", control("A", 9, 10), control("B", 9, 10))
	w.well(both)
	l, err := w.store.Ledger(t.Context(), "slack")
	if err != nil {
		t.Fatal(err)
	}
	ahead := snapshot("2062-11-26", control("A", 9, 10), control("B", 9, 10))
	if err := w.store.PutLedger(t.Context(), "slack", l.Announced(ahead, nil)); err != nil {
		t.Fatal(err)
	}
	w.day("2026-11-05", control("A", 1, 10), control("B", 9, 10))
	w.well(`{}`)
	w.source.err = errors.New("down")
	w.day("2026-11-06", control("A", 1, 10), control("B", 9, 10))
	for range 3 {
		w.run(`{"deliver": ["slack"]}`)
	}
	w.source.err = nil
	w.day("2026-11-07", control("A", 1, 10), control("B", 1, 10))
	w.well(`{"deliver": ["slack"]}`)
	alert := w.slack.received[2]
	if alert.Occasion != report.Alert || len(alert.News.Changes) != 2 {
		t.Errorf("%s with %+v, want both falls", alert.Occasion, alert.News)
	}
}

// T19: the first message after the ledger was lost is a report.
func TestTrustALostLedgerAndAReport(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	if err := w.bucket.Delete(t.Context(), "tenants/"+ours+"/ledger/slack.json.gz"); err != nil {
		t.Fatal(err)
	}
	w.store = store.ForTenant(w.bucket, ours)
	w.day("2026-11-17", control("A", 1, 10))
	r := w.well(`{"deliver": ["slack"], "report": {"period": "P7D", "formats": []}}`)
	m := w.slack.received[1]
	if m.News == nil || len(m.News.Changes) != 1 || len(r.Warnings) == 0 ||
		!slices.Contains(m.Model.Warnings, r.Warnings[len(r.Warnings)-1]) {
		t.Errorf("news %+v, warnings %q", m.News, r.Warnings)
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

// panicking is a store whose ledgers cannot be read without a panic.
type panicking struct{ job.Store }

func (panicking) Ledger(context.Context, string) (ledger.Ledger, error) { panic("recovered: -1") }

// T25: a panic while the order of the tenants is found stops no other tenant.
func TestTrustAPanicBeforeTheFirstTurn(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 9, 10))
	j := w.job()
	first := j.Tenants[0]
	first.Name, first.Store = "first", panicking{first.Store}
	j.Tenants = append([]job.Tenant{first}, j.Tenants...)
	r := j.Run(w.within(time.Hour), event.Event{Deliver: []string{"slack"}}, "request")
	if r.Failed != 1 || len(w.slack.received) != 1 {
		t.Errorf("%d failed, %d messages", r.Failed, len(w.slack.received))
	}
}

// T3: a first backfill says which days it leaves out, as a later one does.
func TestTrustABackfillSaysWhatItLeavesOut(t *testing.T) {
	w := tenant(t, ours)
	foreign := thin("2026-11-10", 3)
	foreign.TenantID = theirs
	w.source.history = []score.Snapshot{foreign, thin("2026-11-11", 4)}
	w.day("2026-11-16", control("a", 5, 10))
	j := w.job()
	for range 2 {
		done, err := j.Backfill(t.Context(), j.Tenants[0])
		if err != nil || len(done.Warnings) != 1 || !strings.Contains(done.Warnings[0], "10 November 2026") {
			t.Errorf("%+v (%v)", done, err)
		}
	}
}

// T5: one day in the future does not make doctor blind for noise.
func TestDoctorSeesNoiseInSpiteOfADayInTheFuture(t *testing.T) {
	w := tenant(t, ours)
	w.minPoints = 0.01
	for i := range 20 {
		w.day(score.Date("2026-11-01").AddDays(i), control("A", 5+0.4*float64(i%2), 10), control("B", 5, 10))
		w.well(`{}`)
	}
	if _, err := w.store.PutSnapshot(t.Context(), snapshot("2062-11-26", control("A", 9, 10))); err != nil {
		t.Fatal(err)
	}
	j := w.job()
	found := slices.ContainsFunc(j.Doctor(t.Context(), j.Tenants[0], false), func(f health.Finding) bool {
		return f.Check == "alerts"
	})
	if !found {
		t.Error("nothing is said of the noise")
	}
}
