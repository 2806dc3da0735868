package job_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// routed is a channel under Slack's name for another recipient.
type routed struct {
	channel
	to string
}

func (r *routed) To() string { return r.to }

// A route is alerted where something that it wants changed, to the whole change
// and to nothing of the months before.
func TestRoutes(t *testing.T) {
	w := newWorld(t)
	apps := &routed{channel{name: "slack", progress: "posted"}, "#apps"}
	losses := &routed{channel{name: "slack", progress: "posted"}, "#losses"}
	w.routes = []job.Route{
		{Channel: apps, Categories: []string{"apps"}}, {Channel: losses, Kinds: []score.Kind{score.Regressed}},
	}

	identity, app := control("identity", 10, 10), control("app", 10, 10)
	app.Category = "Apps"
	day := 0
	pass := func(doc string, wantMain, wantApps, wantLosses int) report.Message {
		t.Helper()
		w.day(score.Date("2026-11-01").AddDays(day), identity, app)
		day += 10
		main, first, second := len(w.slack.received), len(apps.received), len(losses.received)
		w.well(doc)
		got := [3]int{len(w.slack.received) - main, len(apps.received) - first, len(losses.received) - second}
		if got != [3]int{wantMain, wantApps, wantLosses} {
			t.Fatalf("day %d: %v messages, want %d, %d and %d", day, got, wantMain, wantApps, wantLosses)
		}
		if len(apps.received) == 0 {
			return report.Message{}
		}
		return apps.received[len(apps.received)-1]
	}
	const alert = `{"deliver": ["slack"]}`
	pass(alert, 1, 1, 1) // watching has begun, everywhere
	identity.Points = 0
	pass(alert, 1, 0, 1)
	identity.Points = 10
	pass(alert, 1, 0, 0)
	app.Points, identity.Points = 4, 0
	last := pass(alert, 1, 1, 1)
	if n := len(last.News.Changes); n != 2 || last.News.Before.Date != "2026-11-21" {
		t.Errorf("the route received %d changes since %s, want both since the day before", n, last.News.Before.Date)
	}
	pass(`{"deliver": ["slack"], "report": {"period": "P30D"}}`, 1, 0, 0)
	pass(alert, 0, 0, 0)

	// A dry run does not move on the baseline of a route that hears nothing.
	before := w.baselines()
	identity.Points = 10
	pass(`{"deliver": ["slack"], "dryRun": true}`, 0, 0, 0)
	if after := w.baselines(); !slices.Equal(before, after) {
		t.Errorf("the baselines are of %s, they were of %s", after, before)
	}

	// The result compares with the baseline of the channel, not with a route's.
	losses.err = errors.New("no such channel")
	app.Points = 3
	failing := score.Date("2026-11-01").AddDays(day)
	w.day(failing, identity, app)
	w.want(w.run(alert), job.Sent, job.Sent, job.Failed)
	w.day(failing.AddDays(1), identity, app)
	if r := w.run(alert); r.Since.Date != failing {
		t.Errorf("the result is compared with %s, want %s", r.Since.Date, failing)
	}
}

// baselines are the days of the baselines of all ledgers.
func (w *world) baselines() []score.Date {
	w.t.Helper()
	keys, err := w.bucket.List(context.Background(), "tenants/t/ledger/")
	if err != nil {
		w.t.Fatal(err)
	}
	var dates []score.Date
	for _, key := range keys {
		name, isLedger := strings.CutSuffix(key[strings.LastIndexByte(key, '/')+1:], ".json.gz")
		if !isLedger {
			continue // a step
		}
		l, err := w.store.Ledger(context.Background(), name)
		if err != nil {
			w.t.Fatal(err)
		}
		dates = append(dates, l.Baseline.Date)
	}
	return dates
}

// Several routes to one channel are one recipient: it gets one message where
// one of them applies, and what one of them is owed is not lost to the other.
func TestRoutesToOneChannel(t *testing.T) {
	const alert = `{"deliver": ["slack"]}`
	refused := errors.New("refused")
	begin := func(t *testing.T) (w *world, first, second *routed) {
		w = newWorld(t)
		first = &routed{channel{name: "slack", progress: "1"}, "#losses"}
		second = &routed{channel{name: "slack", progress: "1"}, "#losses"}
		w.routes = []job.Route{
			{Channel: first, Kinds: []score.Kind{score.Regressed}}, {Channel: second, Categories: []string{"data"}},
		}
		w.day("2026-11-16", control("A", 9, 10))
		w.want(w.well(alert), job.Sent, job.Sent)
		return w, first, second
	}
	t.Run("what failed is sent later", func(t *testing.T) {
		w, first, second := begin(t)
		first.err = refused
		w.day("2026-11-17", control("A", 1, 10))
		w.want(w.run(alert), job.Sent, job.Failed)
		first.err = nil
		w.day("2026-11-18", control("A", 1, 10))
		w.want(w.run(alert), job.Unchanged, job.Sent)
		if n := len(second.received); n != 0 {
			t.Errorf("the second route sent %d messages", n)
		}
	})
	t.Run("what is owed is sent later", func(t *testing.T) {
		w, first, _ := begin(t)
		first.steps, first.restErr = 3, refused
		w.day("2026-11-17", control("A", 1, 10))
		w.want(w.run(alert), job.Sent, job.Failed)
		first.restErr = nil
		w.day("2026-11-18", control("A", 1, 10))
		w.run(alert)
		if len(first.rest) != 2 {
			t.Errorf("of the rest %q were sent, want two steps", first.rest)
		}
	})
	t.Run("the second one's changes", func(t *testing.T) {
		w, first, _ := begin(t)
		data := control("B", 0, 10)
		data.Category = "Data"
		w.day("2026-11-17", control("A", 9, 10), data)
		w.want(w.run(alert), job.Sent, job.Sent)
		w.day("2026-11-18", control("A", 10, 10), data)
		w.want(w.run(alert), job.Sent, job.Unchanged)
		w.wantReceived(&first.channel, report.Watching, report.Alert)
	})
	t.Run("the tenant's own channel", func(t *testing.T) {
		w, first, second := begin(t)
		first.to, second.to = w.slack.To(), w.slack.To()
		w.day("2026-11-17", control("A", 1, 10))
		w.want(w.run(alert), job.Sent)
		w.wantReceived(w.slack, report.Watching, report.Alert)
	})
}
