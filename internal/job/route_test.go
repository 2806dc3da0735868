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
		name := strings.TrimSuffix(key[strings.LastIndexByte(key, '/')+1:], ".json.gz")
		l, err := w.store.Ledger(context.Background(), name)
		if err != nil {
			w.t.Fatal(err)
		}
		dates = append(dates, l.Baseline.Date)
	}
	return dates
}
