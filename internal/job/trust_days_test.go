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

// A first run that ends while it stores the history is completed by the next;
// one that may not store it delivers all the same.
func TestTheHistoryOfAnInterruptedFirstRun(t *testing.T) {
	w := tenant(t, ours)
	full := &fails{w.bucket, "history/2026-11-12"}
	w.store = store.ForTenant(full, ours)
	kept := []score.Date{"2026-11-09", "2026-11-10", "2026-11-12", "2026-11-13"} // in two objects
	for _, date := range kept {
		w.source.history = append(w.source.history, thin(date, 3))
	}
	w.day("2026-11-14", control("A", 9, 10))
	if r := w.well(both); len(saying(r.Warnings, "the history could not be stored")) != 1 {
		t.Errorf("warnings %q", r.Warnings)
	}
	w.wantReceived(w.slack, report.Watching)
	full.day = ""
	w.well(both)
	_, history, err := w.store.Dates(t.Context())
	if err != nil || !slices.Equal(history, kept) {
		t.Errorf("history %v (%v), want %v", history, err, kept)
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
	if err := w.store.PutLedger(t.Context(), "slack", l.Announced(ledger.Keep(ahead), nil)); err != nil {
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
	found := slices.ContainsFunc(j.Examine(t.Context(), j.Tenants[0], nil)(), func(f health.Finding) bool {
		return f.Check == "alerts"
	})
	if !found {
		t.Error("nothing is said of the noise")
	}
}

// Reports that cannot be stored are sent all the same, without a link.
func TestAReportThatCannotBeStored(t *testing.T) {
	w := tenant(t, ours)
	w.store = store.ForTenant(&fails{w.bucket, "reports/"}, ours)
	w.day("2026-11-16", control("A", 9, 10))
	r := w.well(`{"deliver": ["slack"], "report": {"period": "P7D", "formats": ["csv"]}}`)
	if len(saying(r.Warnings, "no link")) != 1 || len(r.Report) > 0 || len(w.slack.received[0].Files) != 1 {
		t.Errorf("warnings %q, links %q", r.Warnings, r.Report)
	}
	if r := w.run(`{"report": {"period": "P7D", "formats": ["csv"]}}`); r.Error == nil {
		t.Error("a report that nobody gets is no error")
	}
}

// T9: points that were not sent for the first baseline became known on a day
// that was not announced. A fall after it is one.
func TestTrustPointsThatBecameKnownInBetween(t *testing.T) {
	w := tenant(t, ours)
	unread := control("A", 0, 10)
	unread.Unread = true
	w.day("2026-11-16", unread, control("B", 900, 1000))
	w.source.today.Snapshot.Current = 905
	w.source.today.Snapshot.Max = 1010
	w.well(both)
	w.day("2026-11-17", control("A", 5, 10), control("B", 900, 1000))
	w.well(`{}`)
	w.day("2026-11-18", control("A", 0, 10), control("B", 900, 1000))
	w.well(both)
	last := w.slack.received[len(w.slack.received)-1]
	if last.Occasion != report.Alert || len(last.News.Changes) != 1 || last.News.Changes[0].OwnPoints != -5 {
		t.Errorf("%s with %+v", last.Occasion, last.News)
	}
}

// T6: a first score without actions, though the history that was just read has
// them.
func TestTrustAFirstScoreOfNothing(t *testing.T) {
	w := tenant(t, ours)
	w.source.history = []score.Snapshot{thin("2026-11-14", 3), thin("2026-11-15", 3)}
	w.day("2026-11-16")
	if r := w.run(both); r.Error == nil || !strings.Contains(*r.Error, "lists no actions") {
		t.Errorf("error %v", r.Error)
	}
	w.day("2026-11-17", control("A", 9, 10))
	w.well(both)
	w.wantReceived(w.slack, report.Notified, report.Watching, report.Notified)
}

// A tenant that begins with 0 of 0 gets its first actions announced.
func TestATenantThatBeginsWithNothing(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16")
	w.well(both)
	w.day("2026-11-17", control("A", 0, 10), control("B", 5, 10))
	r := w.well(both)
	w.wantReceived(w.slack, report.Watching, report.Alert)
	if len(r.Warnings) > 0 || len(r.Changes) != 2 {
		t.Errorf("warnings %q, changes %+v", r.Warnings, r.Changes)
	}
	w.day("2026-11-18")
	if r := w.run(both); r.Error == nil {
		t.Error("nothing was believed after there were actions")
	}
}

// impossible is an error of a source whose score cannot be right.
type impossible struct{ error }

func (impossible) Doubtful() bool { return true }
func (impossible) Reason() string { return "impossible" }

// T7: a score that cannot be right is held back, and that is said once.
func TestTrustAnImpossibleScoreIsHeldBack(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	w.source.err = impossible{errors.New("-5 points")}
	for range 2 {
		if r := w.run(both); r.Error == nil || !strings.Contains(*r.Error, "held back") {
			t.Errorf("error %v", r.Error)
		}
	}
	w.wantReceived(w.slack, report.Watching, report.Notified)
	w.source.err = nil
	w.day("2026-11-17", control("A", 9, 10))
	w.well(both)
	w.wantReceived(w.slack, report.Watching, report.Notified, report.Notified)
}
