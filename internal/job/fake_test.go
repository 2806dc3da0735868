package job_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// source is a job.Source of what the test says.
type source struct {
	today      job.Reading
	history    []score.Snapshot
	err        error
	historyErr error
	asked      int    // times that the history was asked for
	before     func() // called before it answers; may be nil
}

func (s *source) Today(context.Context) (job.Reading, error) {
	if s.before != nil {
		s.before()
	}
	return s.today, s.err
}

func (s *source) History(context.Context, []score.Profile) ([]score.Snapshot, error) {
	s.asked++
	return slices.Clone(s.history), s.historyErr
}

// channel is a job.Channel that remembers what it received.
type channel struct {
	name     string
	received []report.Message
	seen     []string // the progress that it was handed
	err      error
	called   func() // may be nil
	next     func() // called before each step after the first; may be nil
	// progress is what it records of the message itself.
	progress string

	drafts  []report.Message // all that were prepared
	steps   int              // of a delivery: the message and its rest; 0 is one
	rest    []string         // what was sent of the rest: draft and step
	restErr error            // of the steps after the message
}

func (c *channel) Name() string { return c.name }
func (c *channel) To() string   { return "#" + c.name }
func (c *channel) Prepare(m report.Message) (report.Draft, error) {
	c.drafts = append(c.drafts, m)
	return report.Draft{Body: fmt.Append(nil, len(c.drafts)-1), OneStep: c.steps < 2}, nil
}

// PreparePortfolio keeps what a message of a portfolio shares with others.
func (c *channel) PreparePortfolio(m portfolio.Message) (report.Draft, error) {
	return c.Prepare(report.Message{
		Occasion: portfolio.Occasion, Files: m.Files, Links: m.Links, Key: m.Key, Model: report.Model{Tenant: m.Model.Name},
	})
}

// Deliver records as many steps as there are, or as many as succeed.
func (c *channel) Deliver(_ context.Context, draft []byte, progress string, record job.Record) error {
	if c.called != nil {
		c.called()
	}
	c.seen = append(c.seen, progress)
	n, err := strconv.Atoi(string(draft))
	if err != nil {
		return err
	}
	if progress == "" {
		if c.err != nil {
			return c.err
		}
		c.received = append(c.received, c.drafts[n])
		progress = cmp.Or(c.progress, "1")
		if err := record(progress, c.steps < 2); err != nil {
			return err
		}
	}
	if c.steps < 2 {
		return nil
	}
	done, err := strconv.Atoi(progress)
	if err != nil {
		return err
	}
	for done < c.steps {
		if c.restErr != nil {
			return c.restErr
		}
		if c.next != nil {
			c.next()
		}
		done++
		c.rest = append(c.rest, fmt.Sprintf("%d/%d", n, done))
		if err := record(strconv.Itoa(done), done == c.steps); err != nil {
			return err
		}
	}
	return nil
}

// world is one tenant and what is around it.
type world struct {
	parallel     int // what is done at once; 0 is one thing
	t            *testing.T
	id           string // of the tenant
	bucket       bucket.Bucket
	store        job.Store // one in the bucket, unless a test sets another
	overall      job.Store // the portfolio's
	source       *source
	slack, email *channel
	now          time.Time
	passing      sync.Mutex // guards now while a run goes on
	request      int
	minPoints    float64 // 0 for the usual
	snoozed      map[string]score.Date
	quiet        job.Quiet
	routes       []job.Route
	exceptions   []score.Exception
	edition      report.Edition
	locale       report.Locale
	goal         *report.Goal
	oneOfMany    bool // the configuration has another tenant
}

func newWorld(t *testing.T) *world {
	objects := buckettest.NewMemory()
	return &world{
		t: t, id: "t", bucket: objects, store: store.ForTenant(objects, "t"),
		overall: store.ForPortfolio(objects), source: &source{},
		slack: &channel{name: "slack", progress: "posted"},
		email: &channel{name: "email", progress: "<id>"}, now: time.Date(2026, 11, 16, 6, 0, 0, 0, time.UTC),
	}
}

func (w *world) clock() time.Time {
	w.passing.Lock()
	defer w.passing.Unlock()
	return w.now
}

// pass lets time go by during a run.
func (w *world) pass(d time.Duration) {
	w.passing.Lock()
	defer w.passing.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) job() *job.Job {
	j := &job.Job{
		Tenants: []job.Tenant{{
			Name: "contoso", ID: w.id, Source: w.source, Store: w.store, Channels: []job.Channel{w.slack, w.email},
			Zones: score.Zones{Good: 80, Okay: 60}, Routes: w.routes,
			Alerts:    job.Alerts{MinPoints: cmp.Or(w.minPoints, 5), Snoozed: w.snoozed, Quiet: w.quiet},
			Retention: period.Period{Days: 400}, Exceptions: w.exceptions,
			Edition: w.edition, Note: "a line of ours", Locale: w.locale, Goal: w.goal,
		}},
		Portfolio: job.Portfolio{
			Name: "Northwind", Channels: []job.PortfolioChannel{w.slack, w.email}, Store: w.overall,
			Retention: period.Period{Days: 400},
		},
		Now: w.clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Parallel: cmp.Or(w.parallel, 1), // the fakes are for one at a time
	}
	if w.oneOfMany {
		j.Tenants = append(j.Tenants, job.Tenant{Name: "fabrikam", ID: "u", Store: store.ForTenant(w.bucket, "u")})
	}
	return j
}

// day moves the clock to a day at six and sets what Microsoft says on it.
func (w *world) day(date score.Date, controls ...score.Control) {
	w.now = date.Time().Add(6 * time.Hour)
	w.source.today = job.Reading{Snapshot: snapshot(date, controls...)}
}

func (w *world) run(doc string) job.TenantResult {
	w.t.Helper()
	event, err := event.Parse([]byte(doc))
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.job().Check(event); err != nil {
		w.t.Fatal(err)
	}
	w.request++
	result := w.job().Run(context.Background(), event, fmt.Sprintf("request-%d", w.request))
	return result.Tenants[0]
}

func (w *world) well(doc string) job.TenantResult {
	w.t.Helper()
	r := w.run(doc)
	if r.Error != nil {
		w.t.Fatalf("run %s: %s", doc, *r.Error)
	}
	return r
}

func snapshot(date score.Date, controls ...score.Control) score.Snapshot {
	s := score.Snapshot{Date: date, Controls: slices.Clone(controls)}
	for _, c := range controls {
		s.Max += c.Max
	}
	s.Current = s.Sum()
	return s
}

func control(id string, points, max float64) score.Control {
	return score.Control{
		ID: id, Title: "Do " + id, Category: "Identity", Service: "AzureAD", Points: points, Max: max,
		MaxSource: score.MaxOfProfile, HasProfile: true, State: "Default", Percent: math.NaN(),
	}
}

func (w *world) want(r job.TenantResult, statuses ...job.DeliveryStatus) {
	w.t.Helper()
	var got []job.DeliveryStatus
	for _, d := range r.Deliveries {
		got = append(got, d.Status)
	}
	if !slices.Equal(got, statuses) {
		w.t.Fatalf("deliveries are %+v, want %v", r.Deliveries, statuses)
	}
}

func (w *world) wantReceived(c *channel, occasions ...report.Occasion) {
	w.t.Helper()
	var got []report.Occasion
	for _, m := range c.received {
		got = append(got, m.Occasion)
	}
	if !slices.Equal(got, occasions) {
		w.t.Fatalf("%s received %v, want %v", c.name, got, occasions)
	}
}

// until is a context with a deadline by the world's clock, after which it stays
// alive: what ends in time does not show whether the deadline was respected.
type until struct {
	context.Context
	deadline time.Time
}

func (u until) Deadline() (time.Time, bool) { return u.deadline, true }

// within is a context that leaves a run this much time.
func (w *world) within(d time.Duration) context.Context {
	return until{context.Background(), w.now.Add(d)}
}

// values is a job.Store that keeps values as they are. Most of the time of
// hundreds of runs would else go into compressing and encoding them.
type values struct {
	snapshots map[score.Date]score.Snapshot
	days      []score.Day
	ledgers   map[string]ledger.Ledger
	mu        sync.Mutex // guards the ledgers: channels are notified at once
}

func newValues() *values {
	return &values{snapshots: map[score.Date]score.Snapshot{}, ledgers: map[string]ledger.Ledger{}}
}

func (v *values) Lock(context.Context, string) (func() error, error) {
	return func() error { return nil }, nil
}

func (v *values) Identity(context.Context) (string, error) { return "", nil }

func (v *values) Claim(context.Context, string) error { return nil }

func (v *values) Claimable(context.Context, string) error { return nil }

func (v *values) Dates(context.Context) (snapshots, history []score.Date, err error) {
	return slices.Sorted(maps.Keys(v.snapshots)), nil, nil
}

func (v *values) Snapshot(_ context.Context, date score.Date) (score.Snapshot, error) {
	s, ok := v.snapshots[date]
	if !ok {
		return s, fmt.Errorf("no snapshot of %s", date)
	}
	return s, nil
}

func (v *values) PutSnapshot(_ context.Context, s score.Snapshot) (bool, error) {
	v.snapshots[s.Date] = s
	return true, nil
}

func (v *values) Snapshots(ctx context.Context, dates []score.Date) ([]score.Snapshot, []error) {
	list, errs := make([]score.Snapshot, len(dates)), make([]error, len(dates))
	for i, date := range dates {
		list[i], errs[i] = v.Snapshot(ctx, date)
	}
	return list, errs
}

func (v *values) PutHistory(ctx context.Context, days []score.Snapshot) (int, error) {
	for _, s := range days {
		_, _ = v.PutSnapshot(ctx, s)
	}
	return len(days), nil
}

func (v *values) Days(context.Context) (days []score.Day, damaged []damage.Finding, err error) {
	return slices.Clone(v.days), nil, nil
}

func (v *values) PutDays(_ context.Context, days []score.Day, _ score.Date) error {
	v.days = append(v.days, days...)
	return nil
}

func (v *values) PutReport(context.Context, score.Date, string, []byte) (string, error) {
	return "", errors.New("this store keeps no reports")
}

func (v *values) PutEntry(context.Context, []score.Date, string, []byte) error { return nil }

func (v *values) Entry(context.Context, []score.Date, string) ([]byte, bool) { return nil, false }

func (v *values) Ledger(_ context.Context, channel string) (ledger.Ledger, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.ledgers[channel], nil
}

func (v *values) PutLedger(_ context.Context, channel string, l ledger.Ledger) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.ledgers[channel] = l
	return nil
}

func (v *values) PutStep(context.Context, string, ledger.Step) error { return nil }

func (v *values) Steps(context.Context, string) ([]ledger.Step, error) { return nil, nil }

func (v *values) PutDraft(context.Context, string, string, []byte) error { return nil }

func (v *values) Draft(context.Context, string, string) ([]byte, error) {
	return nil, errors.New("this store keeps no drafts")
}

func (v *values) DeleteDraft(context.Context, string, string) error { return nil }

func (v *values) Prune(context.Context, score.Date) error { return nil }

func (v *values) Probe(context.Context) error { return nil }
