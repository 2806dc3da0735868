package job_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/report"
)

// notices are the troubles that Slack was notified of, in their order.
func (w *world) notices() (list []report.Message) {
	for _, m := range w.slack.received {
		if m.Occasion == report.Notified {
			list = append(list, m)
		}
	}
	return list
}

// T10: a score that is always two to three days late is said once.
func TestTrustAScoreThatIsAlwaysLate(t *testing.T) {
	w := tenant(t, ours)
	start := time.Date(2026, 11, 10, 6, 0, 0, 0, time.UTC)
	for h := range 24 * 4 / 6 {
		at := start.Add(time.Duration(h) * 6 * time.Hour)
		w.day(score.DateOf(at.Add(-6*time.Hour)).AddDays(-2), sixty()...)
		w.now = at
		w.well(`{"deliver": ["slack"]}`)
	}
	if n := len(w.notices()); n != 1 {
		t.Errorf("%d notices", n)
	}
}

// A trouble that begins again on the same day is another message.
func TestTrustNoticesOfOneDayHaveKeysOfTheirOwn(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	w.well(both)
	for _, id := range []string{theirs, ours, theirs, ours} {
		w.now = w.now.Add(time.Hour)
		w.from(id)
		w.run(both)
	}
	keys := map[string]bool{}
	for _, m := range w.notices() {
		keys[m.Key] = true
	}
	if len(keys) != 4 {
		t.Errorf("%d keys of %d notices", len(keys), len(w.notices()))
	}
}

// Runs that read a score did not fail, so three in a row are counted anew.
func TestTrustAHeldBackRunIsNoFailedOne(t *testing.T) {
	w := tenant(t, ours)
	w.day("2026-11-16", sixty()...)
	w.from(ours)
	w.well(both)
	down := func() {
		w.source.err = errors.New("down")
		w.run(both)
		w.source.err = nil
	}
	down()
	down()
	w.from(theirs)
	w.run(both)
	down()
	if got := w.notices(); len(got) != 1 || got[0].Notice.Trouble != report.HeldBack {
		t.Errorf("notices %+v", got)
	}
}

// T19: what is compared with where a ledger is gone is no announcement. A run
// that fails or is held back in between changes nothing about the next message.
func TestTrustAGuessIsNotStored(t *testing.T) {
	for name, between := range map[string]func(w *world){
		"held back": func(w *world) { w.from(theirs) },
		"failed":    func(w *world) { w.store = &badDays{w.store} },
	} {
		t.Run(name, func(t *testing.T) {
			w := tenant(t, ours)
			w.day("2026-11-16", control("A", 9, 10))
			w.well(both)
			if err := w.bucket.Delete(t.Context(), "tenants/"+ours+"/ledger/slack.json.gz"); err != nil {
				t.Fatal(err)
			}
			w.store = store.ForTenant(w.bucket, ours)
			w.day("2026-11-17", control("A", 1, 10))
			between(w)
			if r := w.run(both); r.Error == nil {
				t.Fatal("no error")
			}
			w.store = store.ForTenant(w.bucket, ours)
			w.from(ours)
			w.well(both)
			var alerts []report.Message
			for _, m := range w.slack.received {
				if m.Occasion == report.Alert {
					alerts = append(alerts, m)
				}
			}
			if len(alerts) != 1 || len(saying(alerts[0].Model.Warnings, "#slack")) != 1 {
				t.Errorf("alerts %+v", alerts)
			}
		})
	}
}

// badDays is a store whose index of days cannot be read.
type badDays struct{ job.Store }

func (*badDays) Days(context.Context) ([]score.Day, []damage.Finding, error) {
	return nil, nil, errors.New("503")
}

// What is left of a message is sent by a run that sends nothing else: one that
// is held back, and one that fails. A dry run says that it would be sent. A
// short retention does not drop it.
func TestTheRestIsSentByAnyRun(t *testing.T) {
	for name, next := range map[string]func(w *world){
		"held back": func(w *world) { w.from(theirs) },
		"failed":    func(w *world) { w.source.err = errors.New("down") },
	} {
		t.Run(name, func(t *testing.T) {
			w := tenant(t, ours)
			w.day("2026-11-01", control("A", 9, 10))
			w.well(`{"deliver": ["slack"]}`)
			w.slack.progress, w.slack.steps, w.slack.restErr = "1", 2, errUpload
			w.day("2026-11-02", control("A", 1, 10))
			w.run(`{"deliver": ["slack"]}`)
			w.day("2026-11-09", control("A", 1, 10))
			dry := w.run(`{"deliver": ["slack"], "dryRun": true}`)
			if d := dry.Deliveries[len(dry.Deliveries)-1]; d.Status != job.WouldSend || !strings.Contains(d.Text, "rest") {
				t.Errorf("a dry run says %+v", dry.Deliveries)
			}
			w.slack.restErr = nil
			next(w)
			w.run(`{"deliver": ["slack"]}`)
			if !slices.Contains(w.slack.rest, "1/2") {
				t.Errorf("of the rest was sent %q", w.slack.rest)
			}
		})
	}
}
