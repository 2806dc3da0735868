package graph

import (
	"bytes"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/score"
)

func TestHistory(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	client := newClient(t, fake.URL)
	today, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fake.Forget()
	days, err := client.History(t.Context(), today.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if requests := fake.Requests(); len(requests) != 1 || requests[0].Query != "" {
		t.Errorf("requests %+v, want one without a query", requests)
	}
	if len(days) != 90 || days[0].Date != "2026-08-26" || days[89].Date != "2026-11-23" {
		t.Fatalf("%d days, %s to %s", len(days), days[0].Date, days[len(days)-1].Date)
	}
	for _, day := range days {
		wantThin(t, day)
	}
}

func wantThin(t *testing.T, day score.Snapshot) {
	t.Helper()
	got := []any{day.Thin, day.Sum(), len(day.Controls), len(day.WithoutProfile()), len(day.Averages)}
	if diff := cmp.Diff([]any{true, day.Current, 60, 0, 2}, got); diff != "" {
		t.Fatalf("%s: thin, sum, controls, without a profile, averages (-want +got):\n%s", day.Date, diff)
	}
	for _, c := range day.Controls {
		if c.ImplementationStatus != "" || c.Extra != nil || c.State != "" || c.MaxSource != score.MaxOfProfile {
			t.Fatalf("%s: %+v", day.Date, c)
		}
	}
}

func TestThinControls(t *testing.T) {
	day := func(date, controls string) string {
		return `{"id":"t_` + date + `","azureTenantId":"t","currentScore":1,"maxScore":2,"description":null,` +
			`"controlScores":[` + controls + `]}`
	}
	var log bytes.Buffer
	root := serveText(t, value(
		day("2026-11-22", `{"controlName":"a","controlCategory":"Apps","score":5,"scoreInPercentage":50,
				"implementationStatus":"You have  global admins.","state":"x"},
			{"controlName":"B","score":"2.5","scoreInPercentage":"50"},{"controlName":"C","score":0,"scoreInPercentage":0},
			{"controlName":"D","score":4,"scoreInPercentage":33.33},{"controlName":"E","score":7},
			{"controlName":"F","score":0,"scoreInPercentage":null},{"score":1}`),
		day("2026-11-20", `{"controlName":"A","score":-4}`),
		day("2026-11-22", `{"controlName":"a","score":9}`),
		`{"id":"NA","currentScore":1,"maxScore":1}`,
		day("2026-11-21", `{"controlName":"A","controlCategory":null,"score":1,"scoreInPercentage":10},
			{"controlName":"a","score":2}`),
	), "")
	client := newClient(t, root, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	days, err := client.History(t.Context(), []score.Profile{
		{ID: "C", Title: "Sea", Max: 3},
		{
			ID: "A", Title: "Ay", Category: "Identity", Service: "EXO", Max: 10, Rank: 3, State: "Ignored", Deprecated: true,
		},
		{ID: "B", Title: "Bee", Max: 8}, {ID: "E", Title: "Ee", Max: 5},
	})
	if err != nil {
		t.Fatal(err)
	}
	thin := func(id, title, category string, points, most float64, from score.MaxSource) score.Control {
		return score.Control{
			ID: id, Title: title, Category: category, Points: points, Max: most, MaxSource: from, HasProfile: title != id,
			Cost: score.Unknown, UserImpact: score.Unknown,
		}
	}
	a := thin("a", "Ay", "Apps", 5, 10, score.MaxOfProfile)
	a.Service, a.Deprecated = "EXO", true
	before := thin("A", "Ay", "Identity", 1, 10, score.MaxOfProfile)
	before.Service, before.Deprecated = "EXO", true
	again := thin("a", "Ay", "Identity", 9, 10, score.MaxOfProfile) // of a date that the answer has twice
	again.Service, again.Deprecated = "EXO", true
	want := []score.Snapshot{
		{TenantID: "t", Date: "2026-11-21", Current: 1, Max: 2, Thin: true, Controls: []score.Control{before}},
		{TenantID: "t", Date: "2026-11-22", Current: 1, Max: 2, Thin: true, Controls: []score.Control{
			a,
			thin("B", "Bee", "", 2.5, 5, score.MaxComputed), // worth 5 points on that day, and 8 today
			thin("C", "Sea", "", 0, 3, score.MaxOfProfile),
			thin("D", "D", "", 4, 12, score.MaxComputed),
			thin("E", "Ee", "", 7, 0, score.MaxUnknown), // more than today's maximum, and no percentage
			thin("F", "F", "", 0, 0, score.MaxUnknown),
		}},
		{TenantID: "t", Date: "2026-11-22", Current: 1, Max: 2, Thin: true, Controls: []score.Control{again}},
	}
	if diff := cmp.Diff(want, days, cmpopts.IgnoreFields(score.Control{}, "Percent")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, want := range []string{
		`oddity=dayLeftOut field="" of="2026-11-20 control A has -4 points" times=2`, "oddity=nameless",
		"oddity=sentTwice field=\"\" of=a times=1",
	} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("log lacks %q:\n%s", want, log.String())
		}
	}
}

// "T8: a day keeps its headline": controlScores null or absent, or one score of
// a control null or absent. The other days keep their controls.
func TestT8HistoryWithoutScores(t *testing.T) {
	day := func(date, controls string) string {
		return `{"id":"t_` + date + `","azureTenantId":"t","currentScore":10,"maxScore":20` + controls + `}`
	}
	var log bytes.Buffer
	root := serveText(t, value(
		day("2026-11-22", `,"controlScores":[{"controlName":"A","score":5},{"controlName":"B","score":5}]`),
		day("2026-11-21", `,"controlScores":null`),
		day("2026-11-20", ``),
		day("2026-11-19", `,"controlScores":[]`),
		day("2026-11-18", `,"controlScores":[{"controlName":"A","score":10},{"controlName":"B","score":null}]`),
		day("2026-11-17", `,"controlScores":[{"controlName":"A","score":10},{"controlName":"B"}]`),
		day("2026-11-16", `,"controlScores":[{"controlName":"A","score":10},{"controlName":"B","score":0}]`),
		`{"id":"t_2026-11-15","currentScore":0,"maxScore":0,"controlScores":[]}`,
	), "")
	client := newClient(t, root, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	days, err := client.History(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[score.Date]int{}
	for _, d := range days {
		got[d.Date] = len(d.Controls)
		if d.HeadlineOnly() != (len(d.Controls) == 0 && d.Max > 0) || d.Max > 0 && d.Current != 10 || !d.Thin {
			t.Errorf("%s: %+v", d.Date, d)
		}
	}
	want := map[score.Date]int{
		"2026-11-22": 2, "2026-11-21": 0, "2026-11-20": 0, "2026-11-19": 0, "2026-11-18": 0, "2026-11-17": 0, "2026-11-16": 2,
		"2026-11-15": 0,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("controls by day (-want +got)\n%s", diff)
	}
	const note = `oddity=dayOfHeadline field="" of=2026-11-21 times=5`
	if lines := strings.Count(log.String(), "\n"); lines != 1 || !strings.Contains(log.String(), note) {
		t.Errorf("the log is\n%s\nwant one line with %q", log.String(), note)
	}
}

func TestHistoryFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault fault
		cause error
		want  string
	}{
		"partial": {
			fault{Warning: "199 provider"}, ErrUnavailable, "a partial answer: not available; run again later",
		},
		"cut off": {
			fault{CutAfter: 50_000}, ErrMalformed,
			"reading the history of the secure score: the answer ends early, at byte 50000: malformed answer",
		},
		"forbidden": {fault{Status: 403}, ErrPermission, "SecurityEvents.Read.All"},
		"form":      {fault{Body: value(`{"controlScores":["x"]}`)}, ErrMalformed, "unexpected string"},
		"throttled": {fault{Status: 429, Times: 2, RetryAfter: "1"}, nil, ""},
		"empty":     {fault{Empty: true}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := newFake(t, graphtest.Options{})
			fake.Fail(c.fault)
			_, err := newClient(t, fake.URL).History(t.Context(), nil)
			if !errors.Is(err, c.cause) || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestHistoryLimits(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	for name, c := range map[string]struct {
		change func(*limits)
		want   string
	}{
		"bytes":    {func(l *limits) { l.history = 100_000 }, "more than 100000 bytes"},
		"days":     {func(l *limits) { l.entries = 89 }, "more than 89 days"},
		"controls": {func(l *limits) { l.controls = 90*60 - 1 }, "more than 5399 controls"},
	} {
		t.Run(name, func(t *testing.T) {
			client := newClient(t, fake.URL)
			c.change(&client.limits)
			_, err := client.History(t.Context(), nil)
			if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// A first run must fit into a function with 128 MB.
func TestHistoryIsSmall(t *testing.T) {
	fake := newFake(t, graphtest.Options{})
	profiles := graphtest.Profiles(433)
	fake.Serve(graphtest.Scores("2026-11-23", 90, 400), profiles)
	client := newClient(t, fake.URL)
	today, err := client.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	days, err := client.History(t.Context(), today.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	const most = 24 << 20
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > most {
		t.Errorf("the history holds %d MiB, want %d at most", held>>20, most>>20)
	}
	runtime.KeepAlive(days)
}
