package job_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/result"
)

const both = `{"deliver": ["slack", "email"]}`

func TestFirstRunStoresABaselineAndTheHistoryAndSaysSo(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	past := snapshot("2026-11-15", control("A", 4, 10))
	past.Thin = true
	w.source.history = []score.Snapshot{past, {Date: "2026-11-16", Thin: true}}
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	w.wantReceived(w.slack, report.Watching)
	if r.Since != nil || r.Delta != nil || len(r.Changes) != 0 {
		t.Errorf("a first run is compared with %+v", r.Since)
	}
	keys, err := w.bucket.List(context.Background(), "tenants/t/")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"tenants/t/days.json.gz", "tenants/t/history/2026-11-15.json.gz",
		"tenants/t/ledger/email.accepted-1", "tenants/t/ledger/email.json.gz",
		"tenants/t/ledger/slack.accepted-1", "tenants/t/ledger/slack.json.gz", "tenants/t/snapshots/2026-11-16.json.gz",
	}
	if !slices.Equal(keys, want) {
		t.Errorf("stored are %v, want %v", keys, want)
	}
	if moves := w.days()[1].Moves; moves.Since != "2026-11-15" || moves.Gained != 1 {
		t.Errorf("the day moved by %+v, want it counted from the history", moves)
	}
	w.day("2026-11-17", control("A", 5, 10))
	w.well(both)
	if w.source.asked != 1 {
		t.Errorf("the history was asked for %d times, want once", w.source.asked)
	}
}

func TestNothingChangedNothingSent(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.well(both)
	w.day("2026-11-17", control("A", 5, 10))
	w.want(w.well(both), job.Unchanged, job.Unchanged)
	w.day("2026-11-18", control("A", 5.2, 10))
	w.want(w.well(both), job.Unchanged, job.Unchanged)
	w.wantReceived(w.slack, report.Watching)

	// Noise that adds up is reported, compared with what was announced.
	w.day("2026-11-19", control("A", 5.6, 10))
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	if r.Since.Date != "2026-11-16" || r.Delta.Points != 0.6 {
		t.Errorf("since %+v, delta %+v", r.Since, r.Delta)
	}
}

func TestAnAdHocRunInBetweenSwallowsNothing(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.well(both)
	w.day("2026-11-17", control("A", 1, 10))
	if r := w.well(`{}`); len(r.Changes) != 1 || r.Since.Date != "2026-11-16" {
		t.Errorf("the ad hoc run saw %+v since %+v", r.Changes, r.Since)
	}
	w.day("2026-11-17", control("A", 2, 10)) // the same day, replaced
	w.well(`{}`)
	w.day("2026-11-18", control("A", 2, 10))
	r := w.well(both)
	w.want(r, job.Sent, job.Sent)
	if len(r.Changes) != 1 || r.Changes[0].Points != (result.Pair[float64]{Before: 5, After: 2}) {
		t.Errorf("changes are %+v, want everything since what was announced", r.Changes)
	}
}

// The day that was announced is replaced by later content: the change in
// between must still be reported.
func TestTheAnnouncedDayMutates(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.well(both)
	w.day("2026-11-16", control("A", 1, 10))
	w.well(`{}`)
	w.want(w.well(both), job.Sent, job.Sent)
	w.wantReceived(w.slack, report.Watching, report.Alert)
}

// What moved on a day is counted from the stored day before it, also where a
// channel announced another content of that day.
func TestTheDayBeforeMutates(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.well(both)
	w.day("2026-11-16", control("A", 1, 10))
	w.well(`{}`)
	w.day("2026-11-17", control("A", 1, 10))
	r := w.well(both)
	if r.Delta.Points != -4 {
		t.Errorf("the result moved by %v points, want -4 since what was announced", r.Delta.Points)
	}
	if moves := w.days()[1].Moves; moves != (score.Moves{Since: "2026-11-16"}) {
		t.Errorf("the day moved by %+v, want nothing since the stored day", moves)
	}
}

func TestTheSameKeyDeliversOnce(t *testing.T) {
	w := newWorld(t)
	scheduled := `{"deliver": ["slack"], "scheduledAt": "2026-11-16T06:00:00Z"}`
	w.day("2026-11-16", control("A", 5, 10))
	w.want(w.well(scheduled), job.Sent)
	w.want(w.well(scheduled), job.Already)
	w.want(w.well(`{"deliver": ["slack"], "scheduledAt": "2026-11-16T07:00:00+01:00"}`), job.Already)
	if stored := w.stored("slack"); !strings.Contains(stored, `"occasion":"2026-11-16T06:00:00Z"`) {
		t.Errorf("S7: stored ledgers have the time as the schedule's occasion, this one is %s", stored)
	}

	// The report of the same moment is another kind.
	weekly := `{"deliver": ["slack"], "report": {"formats": []}, "scheduledAt": "2026-11-16T06:00:00Z"}`
	w.want(w.well(weekly), job.Sent)
	w.want(w.well(weekly), job.Already)
	w.wantReceived(w.slack, report.Watching, report.Periodic)
	if w.slack.received[0].Key == w.slack.received[1].Key {
		t.Error("two deliveries have the same key")
	}
}

func TestAChannelThatIsDownFailsAloneAndReceivesAllLater(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10), control("B", 5, 10))
	w.well(both)
	w.slack.err, w.slack.progress = errors.New("no such channel"), ""
	w.day("2026-11-17", control("A", 9, 10), control("B", 5, 10))
	r := w.well(both)
	w.want(r, job.Failed, job.Sent)
	if r.Deliveries[0].Error != "no such channel" {
		t.Errorf("the delivery says %q", r.Deliveries[0].Error)
	}
	w.slack.err, w.slack.progress = nil, "posted"
	w.day("2026-11-18", control("A", 9, 10), control("B", 1, 10))
	r = w.well(both)
	w.want(r, job.Sent, job.Sent)
	if r.Since.Date != "2026-11-16" {
		t.Errorf("the result is compared with %s, want the oldest baseline", r.Since.Date)
	}
	if news := w.slack.received[len(w.slack.received)-1].News; len(news.Changes) != 2 {
		t.Errorf("slack received %+v, want both days", news.Changes)
	}
	if news := w.email.received[len(w.email.received)-1].News; len(news.Changes) != 1 {
		t.Errorf("email received %+v, want the second day only", news.Changes)
	}
}

func TestReportsCompareByDate(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-10", control("A", 1, 10))
	for _, past := range []score.Date{"2026-11-01", "2026-11-02"} {
		s := snapshot(past, control("A", 0.5, 10))
		s.Thin = true
		w.source.history = append(w.source.history, s)
	}
	w.well(`{}`)
	w.day("2026-11-15", control("A", 2, 10))
	w.well(`{}`)
	w.day("2026-11-23", control("A", 5, 10))
	for event, want := range map[string]score.Date{
		`{"report": {"formats": []}}`:                         "2026-11-15", // the 16th is missing
		`{"report": {"period": "P2W", "formats": []}}`:        "2026-11-02",
		`{"report": {"period": "2026-11-10", "formats": []}}`: "2026-11-10",
		`{"report": {"period": "P1Y", "formats": []}}`:        "2026-11-01",
	} {
		r := w.well(event)
		if r.Since == nil || r.Since.Date != want {
			t.Errorf("%s is compared with %+v, want %s", event, r.Since, want)
		}
		oldest := strings.Contains(strings.Join(r.Warnings, "\n"), "the oldest there is")
		if oldest != (want == "2026-11-01") {
			t.Errorf("%s: warnings %q", event, r.Warnings)
		}
	}
}

func TestAReportIsAlwaysSentWithWhatWasNotAnnounced(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.well(both)
	weekly := `{"deliver": ["email"], "report": {"formats": ["pdf"]}}`
	w.day("2026-11-23", control("A", 5, 10))
	r := w.well(weekly)
	w.want(r, job.Sent)
	m := w.email.received[1]
	if m.Occasion != report.Periodic || len(m.Files) != 1 || !strings.HasPrefix(string(m.Files[0].Data), "%PDF") {
		t.Errorf("the message is %s with %d files", m.Occasion, len(m.Files))
	}
	if !strings.Contains(r.Report["pdf"], "/2026-11-23-") || !strings.HasSuffix(r.Report["pdf"], ".pdf") {
		t.Errorf("the report is at %q", r.Report["pdf"])
	}
	w.day("2026-11-24", control("A", 1, 10))
	w.well(weekly)
	if news := w.email.received[2].News; news == nil || len(news.Changes) != 1 {
		t.Errorf("the report's news are %+v", news)
	}
	w.want(w.well(`{"deliver": ["email"]}`), job.Unchanged)
	w.want(w.well(`{"deliver": ["slack"]}`), job.Sent)
}

func TestDoubtfulScoresAreShownButNeitherStoredNorSent(t *testing.T) {
	for _, tc := range []struct {
		name    string
		mistake func(*job.Reading)
	}{
		{"partial", func(r *job.Reading) { r.Partial = true }},
		{"the headline is wrong", func(r *job.Reading) { r.Snapshot.Current = 289 }},
		{"controls are missing", func(r *job.Reading) { r.Snapshot.Controls = nil }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.day("2026-11-16", control("A", 5, 10))
			w.well(both)
			w.day("2026-11-17", control("A", 9, 10))
			tc.mistake(&w.source.today)
			r := w.run(both)
			if r.Error == nil || len(r.Warnings) == 0 || r.Snapshot == nil {
				t.Fatalf("result %+v, want it shown with a warning and an error", r)
			}
			w.want(r, job.Failed, job.Failed, job.Sent, job.Sent)
			w.wantReceived(w.slack, report.Watching, report.Notified)
			w.day("2026-11-18", control("A", 9, 10))
			if r := w.well(both); r.Since.Date != "2026-11-16" {
				t.Errorf("the next run is compared with %s", r.Since.Date)
			}
		})
	}
}

func TestADoubtfulFirstRunReadsNoHistory(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	w.source.today.Partial = true
	if r := w.run(both); r.Error == nil || w.source.asked != 0 {
		t.Errorf("error %v, the history was asked for %d times", r.Error, w.source.asked)
	}
}

func TestAnEarlierFirstRunThatFailedLeavesNothing(t *testing.T) {
	w := newWorld(t)
	w.source.err = errors.New("Graph is down")
	if r := w.run(both); r.Error == nil || *r.Error != "Graph is down" || len(r.Deliveries) != 0 {
		t.Errorf("result %+v", r)
	}
	keys, err := w.bucket.List(context.Background(), "")
	if want := []string{"tenants/t/ledger/email.json.gz", "tenants/t/ledger/slack.json.gz"}; err != nil ||
		!slices.Equal(keys, want) {
		t.Errorf("left are %v (%v), want the counts of failed runs", keys, err)
	}
	w.source.err = nil
	w.day("2026-11-17", control("A", 5, 10))
	w.well(both)
	w.wantReceived(w.slack, report.Watching)
}

func TestDryRunStoresAndSendsNothing(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 10))
	r := w.well(`{"deliver": ["slack", "email"], "report": {}, "dryRun": true}`)
	w.want(r, job.WouldSend, job.WouldSend)
	if r.Deliveries[0].Text == "" {
		t.Error("it does not say what would be sent")
	}
	keys, err := w.bucket.List(context.Background(), "")
	if err != nil || len(keys) != 0 || len(w.slack.received) != 0 {
		t.Errorf("stored %v (%v), sent %v", keys, err, w.slack.received)
	}
}

func TestNoticesOnTheScore(t *testing.T) {
	w := newWorld(t)
	bare := control("NoProfile", 1, 0)
	bare.HasProfile, bare.MaxSource = false, score.MaxUnknown
	w.day("2026-11-10", control("A", 5, 10), bare)
	w.source.today.Snapshot.Max = 20
	w.source.today.Oddities = []score.Oddity{{Kind: score.CatalogueCircle, Times: 1}}
	w.now = time.Date(2026, 11, 13, 7, 0, 0, 0, time.UTC)
	r := w.well(`{}`)
	all := strings.Join(r.Warnings, "\n")
	for _, want := range []string{"3 days old", "NoProfile", "lead back"} {
		if !strings.Contains(all, want) {
			t.Errorf("warnings lack %q:\n%s", want, all)
		}
	}
	if r.Snapshot.AgeHours != 79 || r.Snapshot.Percent != 30 || r.Snapshot.Zone != score.Bad {
		t.Errorf("snapshot %+v", r.Snapshot)
	}
}

func TestEffectsInTheResultAddUp(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-16", control("A", 5, 9), control("B", 3, 7), control("C", 1, 3))
	w.well(`{}`)
	w.day("2026-11-17", control("A", 7, 9), control("B", 1, 8), control("D", 1, 6))
	r := w.well(`{}`)
	sum := r.Unattributed
	for _, c := range r.Changes {
		sum += c.Effect
	}
	if math.Abs(sum-r.Delta.Percent) > 1e-9 || len(r.Changes) != 4 {
		t.Errorf("effects sum to %v, delta is %v; changes %+v", sum, r.Delta.Percent, r.Changes)
	}
}

func TestCheckListsEveryProblem(t *testing.T) {
	w := newWorld(t)
	j := w.job()
	j.Tenants[0].Channels = nil
	err := j.Check(event.Event{Tenants: []string{"nobody", "contoso", "nowhere"}, Deliver: []string{"slack"}})
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("Check = %v, want three problems", err)
	}
}
