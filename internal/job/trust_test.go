package job_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

const (
	ours   = "11111111-2222-3333-4444-555555555555"
	theirs = "99999999-2222-3333-4444-555555555555"
)

// tenant is a world whose tenant is configured by this id or domain.
func tenant(t *testing.T, id string) *world {
	w := newWorld(t)
	w.id, w.store = id, store.ForTenant(w.bucket, id)
	return w
}

// sixty are controls of 10 points, all of them achieved.
func sixty() (list []score.Control) {
	for i := range 60 {
		list = append(list, control("c"+string(rune('a'+i/26))+string(rune('a'+i%26)), 10, 10))
	}
	return list
}

// from is today's score as another tenant's.
func (w *world) from(id string) { w.source.today.Snapshot.TenantID = id }

// What cannot be this tenant's, today's and whole is held back: nothing is
// stored, nothing is sent but one notice, and one when it is over.
func TestTrustHeldBack(t *testing.T) {
	const foreign = "the score belongs to another tenant (id " + theirs + "): check auth and id of contoso in the configuration"
	for _, tt := range []struct {
		name    string
		id      string
		mistake func(w *world)
		says    string
	}{
		{"t1: another tenant's score", ours, func(w *world) { w.from(theirs) }, foreign},
		{"t2: another tenant's score, by domain", "contoso.onmicrosoft.com", func(w *world) { w.from(theirs) },
			foreign},
		{"t5: a date far ahead", ours, func(w *world) { w.source.today.Snapshot.Date = "2062-11-26" }, "26 November 2062"},
		{"t6: no controls, 0 of 0", ours, func(w *world) {
			s := &w.source.today.Snapshot
			s.Controls, s.Current, s.Max = nil, 0, 0
		}, "lists no actions"},
		{"t6: no controls, 0 of 600", ours, func(w *world) {
			s := &w.source.today.Snapshot
			s.Controls, s.Current = nil, 0
		}, "lists no actions"},
		{"t7: 300 of 0", ours, func(w *world) { w.source.today.Snapshot.Max = 0 }, "600 of 0 points, which is impossible"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := tenant(t, tt.id)
			w.day("2026-11-16", sixty()...)
			w.from(ours)
			w.well(both)
			before, err := w.bucket.List(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			for day := range 3 {
				w.day(score.Date("2026-11-17").AddDays(day), sixty()...)
				w.from(ours)
				tt.mistake(w)
				r := w.run(both)
				if r.Error == nil || !strings.Contains(*r.Error, tt.says) {
					t.Fatalf("day %d: error %v, want %q", day, r.Error, tt.says)
				}
			}
			w.wantReceived(w.slack, report.Watching, report.Notified)
			details := w.slack.received[1].Notice.Details
			if strings.Contains(details, theirs) || !strings.Contains(details, ": ") {
				t.Errorf("the notice names another tenant, or no next step: %s", details)
			}
			if after, err := w.bucket.List(t.Context(), ""); err != nil || !slices.Equal(before, after) {
				t.Errorf("stored %q (%v), want nothing new: %q", after, err, before)
			}
			fallen := sixty()
			fallen[0].Points = 0
			w.day("2026-11-20", fallen...)
			w.from(ours)
			w.well(both)
			w.wantReceived(w.slack, report.Watching, report.Notified, report.Alert, report.Notified)
			if n := w.slack.received[3].Notice; n.Trouble != report.HeldBack || !n.Over {
				t.Errorf("notice %+v", n)
			}
			for _, m := range w.slack.received {
				if m.Model.TenantID != ours {
					t.Errorf("%s of the tenant %s, want %s", m.Occasion, m.Model.TenantID, ours)
				}
			}
			w.day("2026-11-21", fallen...)
			w.from(ours)
			w.want(w.well(both), job.Unchanged, job.Unchanged)
		})
	}
}

// T4: an id that is missing, or "NA", contradicts nothing.
func TestTrustNoID(t *testing.T) {
	for _, id := range []string{"", "NA"} {
		w := tenant(t, ours)
		w.day("2026-11-16", sixty()...)
		w.from(id)
		w.want(w.well(both), job.Sent, job.Sent)
	}
}

// T2: two tenants, configured by domains, to whom one sign-in gives one score.
func TestTrustTwoTenantsWithOneID(t *testing.T) {
	w := tenant(t, "contoso.onmicrosoft.com")
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	w.well(both)
	other := tenant(t, "fabrikam.onmicrosoft.com")
	other.bucket = w.bucket
	other.store = store.ForTenant(w.bucket, other.id).Knowing(map[string]string{"contoso.onmicrosoft.com": "Contoso AG"})
	other.day("2026-11-16", sixty()...)
	other.from(ours)
	r := other.run(both)
	if r.Error == nil || !strings.Contains(*r.Error, "also as Contoso AG:") || len(other.slack.received) != 0 {
		t.Errorf("error %v, Slack received %d messages", r.Error, len(other.slack.received))
	}
}

// T3 and T8: days of another tenant are left out of the history; one that is
// not whole keeps its headline.
func TestTrustHistory(t *testing.T) {
	w := tenant(t, ours)
	foreign, headline, broken := thin("2026-11-10", 3), thin("2026-11-11", 4), thin("2026-11-12", 5)
	foreign.TenantID, headline.Controls = theirs, nil
	broken.Current, broken.Max = 9, 10 // its controls add up to 5
	w.source.history = []score.Snapshot{foreign, headline, broken, thin("2026-11-13", 5)}
	w.day("2026-11-16", control("a", 5, 10))
	r := w.well(both)
	if text := strings.Join(r.Warnings, "\n"); !strings.Contains(text, "1 day of Microsoft's history left out") {
		t.Errorf("warnings %q", r.Warnings)
	}
	_, history, err := w.store.Dates(t.Context())
	if want := []score.Date{"2026-11-11", "2026-11-12", "2026-11-13"}; err != nil || !slices.Equal(history, want) {
		t.Fatalf("history %v (%v), want %v", history, err, want)
	}
	for _, date := range history[:2] {
		if s, err := w.store.Snapshot(t.Context(), date); err != nil || !s.HeadlineOnly() {
			t.Errorf("%s has %d controls (%v)", date, len(s.Controls), err)
		}
	}
}

// T8: a week ago only the headline is known. The report compares with a day
// before it that is whole, or with the headline, and says so.
func TestTrustComparesWithAWholeDay(t *testing.T) {
	for _, tt := range []struct {
		name         string
		whole        bool
		since        score.Date
		says         string
		changes      int
		unattributed float64
	}{
		{"another day", true, "2026-11-08", "the actions of 9 November 2026 are not known", 1, 0},
		{"the headline", false, "2026-11-09", "only the score of 9 November 2026 is known", 0, 20},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := tenant(t, ours)
			lost := thin("2026-11-09", 3)
			lost.Controls = nil
			w.source.history = []score.Snapshot{lost}
			if tt.whole {
				w.source.history = append(w.source.history, thin("2026-11-08", 4))
			}
			w.day("2026-11-15", control("a", 5, 10))
			w.well(both)
			w.day("2026-11-16", control("a", 5, 10))
			r := w.well(`{"deliver": ["email"], "report": {"period": "P7D", "formats": []}}`)
			if r.Since.Date != tt.since || len(r.Changes) != tt.changes || r.Unattributed != tt.unattributed {
				t.Errorf("since %s, %d changes, unattributed %g", r.Since.Date, len(r.Changes), r.Unattributed)
			}
			if !strings.Contains(strings.Join(r.Warnings, "\n"), tt.says) {
				t.Errorf("warnings %q", r.Warnings)
			}
		})
	}
}

// T9: a control without a score keeps the points that it had.
func TestTrustCarriesUnknownPointsOver(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", sixty()...)
	w.well(both)
	w.day("2026-11-17", sixty()...)
	unread := &w.source.today.Snapshot.Controls[7]
	unread.Points, unread.Percent, unread.Unread = 0, math.NaN(), true
	r := w.well(both)
	w.want(r, job.Unchanged, job.Unchanged)
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "Microsoft sent no points for 1 action, so those of 16 November 2026") {
		t.Errorf("warnings %q", r.Warnings)
	}
	unread.Unread = true // the run has filled it in
	j := w.job()
	got, err := j.Inspect(t.Context(), j.Tenants[0], job.Query{})
	if err != nil || len(saying(got.Model.Doubts, "Microsoft sent no points for 1 action")) != 1 {
		t.Errorf("doubts %q (%v)", got.Model.Doubts, err)
	}
	if s, err := w.store.Snapshot(t.Context(), "2026-11-17"); err != nil || s.Sum() != 600 {
		t.Errorf("stored %g points (%v)", s.Sum(), err)
	}
}

// T5: a score dated far ahead was announced by an earlier version. The baseline
// is replaced by the last sound day before that, and everything since is sent.
func TestTrustABaselineInTheFutureHeals(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-14", control("A", 9, 10), control("B", 9, 10))
	w.well(both)
	ahead := snapshot("2062-11-26", control("A", 9, 10), control("B", 9, 10))
	if _, err := w.store.PutSnapshot(t.Context(), ahead); err != nil {
		t.Fatal(err)
	}
	for _, channel := range []string{"slack", "email"} {
		l, err := w.store.Ledger(t.Context(), channel)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.store.PutLedger(t.Context(), channel, l.Announced(ledger.Keep(ahead), nil)); err != nil {
			t.Fatal(err)
		}
	}
	w.day("2026-11-15", control("A", 1, 10), control("B", 9, 10))
	w.well(`{}`)
	w.day("2026-11-16", control("A", 1, 10), control("B", 2, 10))
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	if got := w.announced(); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("announced are %q, want both", got)
	}
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "it is compared with 14 November 2026") {
		t.Errorf("warnings %q", r.Warnings)
	}
	w.day("2026-11-17", control("A", 1, 10), control("B", 2, 10))
	w.want(w.well(both), job.Unchanged, job.Unchanged)
}

// T10: Microsoft sends nothing new for 26 days: one notice on the third, one
// when it is over.
func TestTrustSilenceIsLoud(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-01", sixty()...)
	w.well(both)
	for day := 1; day <= 26; day++ {
		w.now = w.now.AddDate(0, 0, 1)
		w.well(both)
		if want := min(1, day/3); len(w.slack.received)-1 != want {
			t.Fatalf("day %d: %d notices, want %d", day, len(w.slack.received)-1, want)
		}
	}
	w.day("2026-11-27", sixty()...)
	w.well(both)
	w.wantReceived(w.slack, report.Watching, report.Notified, report.Notified)
	if first, last := w.slack.received[1].Notice, w.slack.received[2].Notice; first.Trouble != report.Stale ||
		first.Over || !last.Over {
		t.Errorf("notices %+v and %+v", first, last)
	}
}

// A tenant that fails three runs in a row: one notice, and one when it is over.
// The tries of one run count once.
func TestTrustFailingRunsAreLoud(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", sixty()...)
	w.well(both)
	w.source.err = errors.New("Graph answers 403")
	scheduled := `{"deliver": ["slack"], "scheduledAt": "2026-11-16T06:10:00Z"}`
	for range 3 {
		w.run(scheduled)
	}
	w.wantReceived(w.slack, report.Watching)
	for range 4 {
		w.run(both)
	}
	w.wantReceived(w.slack, report.Watching, report.Notified)
	if n := w.slack.received[1].Notice; n.Trouble != report.Failing || n.Details != "Graph answers 403" {
		t.Errorf("notice %+v", n)
	}
	w.source.err = nil
	w.day("2026-11-18", sixty()...)
	w.well(both)
	w.wantReceived(w.slack, report.Watching, report.Notified, report.Notified)
	w.source.err = errors.New("Graph answers 403")
	w.run(both)
	w.run(both)
	w.wantReceived(w.slack, report.Watching, report.Notified, report.Notified)
}

// T19: the ledger was moved away. The channel is compared with the newest
// stored snapshot, and the message says so.
func TestTrustALostLedger(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", control("A", 9, 10))
	w.well(both)
	if err := w.bucket.Delete(t.Context(), "tenants/"+ours+"/ledger/slack.json.gz"); err != nil {
		t.Fatal(err)
	}
	w.store = store.ForTenant(w.bucket, ours)
	w.day("2026-11-17", control("A", 1, 10))
	w.want(w.well(both), job.Sent, job.Sent)
	w.wantReceived(w.slack, report.Watching, report.Alert)
	text := strings.Join(w.slack.received[1].Model.Warnings, "\n")
	if !strings.Contains(text, "this message compares with 16 November 2026, the day before this score") {
		t.Errorf("the message says %q", text)
	}
}

// T21: a snapshot of another tenant lies in the store.
func TestTrustAForeignSnapshotInTheStore(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-08", control("A", 5, 10))
	w.well(both)
	foreign := snapshot("2026-11-09", control("X", 1, 10), control("Y", 2, 10))
	foreign.TenantID = theirs
	if _, err := w.store.PutSnapshot(t.Context(), foreign); err != nil {
		t.Fatal(err)
	}
	w.day("2026-11-16", control("A", 5, 10))
	r := w.well(`{"deliver": ["email"], "report": {"period": "P7D", "formats": []}}`)
	if len(r.Changes) != 0 || r.Since.Date != "2026-11-08" {
		t.Errorf("%d changes since %s", len(r.Changes), r.Since.Date)
	}
	if text := strings.Join(r.Warnings, "\n"); !strings.Contains(text, "the stored score of 9 November 2026 belongs to another tenant") ||
		!strings.Contains(text, theirs) {
		t.Errorf("warnings %q", r.Warnings)
	}
}

// T23: a report while Microsoft serves an older day moves no baseline back.
func TestTrustABaselineNeverMovesBack(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-14", control("A", 9, 10))
	w.well(both)
	w.day("2026-11-16", control("A", 1, 10))
	w.well(both)
	w.day("2026-11-14", control("A", 9, 10))
	w.now = score.Date("2026-11-16").Time().Add(8 * 3600e9)
	w.well(`{"deliver": ["slack", "email"], "report": {"period": "P7D", "formats": []}}`)
	w.day("2026-11-17", control("A", 1, 10))
	w.want(w.well(both), job.Unchanged, job.Unchanged)
}
