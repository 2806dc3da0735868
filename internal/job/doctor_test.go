package job_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// checked is a channel that the doctor can check.
type checked struct {
	channel
	tests  int    // messages that say that they are a test
	during func() // called while it is checked; may be nil
}

func (c *checked) Check(_ context.Context, sendTest bool) []health.Finding {
	if sendTest {
		c.tests++
	}
	if c.during != nil {
		c.during()
	}
	return []health.Finding{health.Pass(c.name, "works")}
}

// overall is a channel of the portfolio that the doctor can check.
type overall struct{ *checked }

func (overall) PreparePortfolio(portfolio.Message) (report.Draft, error) { return report.Draft{}, nil }

// broken is a store that fails in one of its methods.
type broken struct {
	job.Store
	dates, lock, probe, days error
}

func (b broken) Probe(ctx context.Context) error {
	return cmp.Or(b.probe, b.Store.Probe(ctx))
}

func (b broken) Days(ctx context.Context) (days []score.Day, damaged []damage.Finding, err error) {
	if b.days != nil {
		return nil, nil, b.days
	}
	return b.Store.Days(ctx)
}

func (b broken) Dates(ctx context.Context) (snapshots, history []score.Date, err error) {
	if b.dates != nil {
		return nil, nil, b.dates
	}
	return b.Store.Dates(ctx)
}

func (b broken) Lock(ctx context.Context, owner string) (func() error, error) {
	if b.lock != nil {
		return nil, b.lock
	}
	return b.Store.Lock(ctx, owner)
}

func TestDoctor(t *testing.T) {
	const graph = "ok Microsoft Graph: signed in, and may read: 50.00 % on 23 November 2026, 1 action, " +
		"0 profiles in the catalogue"
	const stored = "ok store: can be read and written; 1 day stored, the newest 22 November 2026; securescore store verify reads every object"
	const configured, foreign = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
	refused := errors.New("access denied")
	for _, tt := range []struct {
		name   string
		change func(w *world, tenant *job.Tenant)
		want   []string
	}{
		{"all well", func(*world, *job.Tenant) {}, []string{graph, stored}},
		{"nothing stored", func(_ *world, tenant *job.Tenant) { tenant.Store = newValues() }, []string{
			graph, "ok store: can be read and written; nothing is stored yet, so the first run only starts the history " +
				"(if there were runs before, check the store setting)",
		}},
		{"the source fails", func(w *world, _ *job.Tenant) { w.source.err = refused }, []string{
			"failed Microsoft Graph: access denied", stored,
		}},
		{"a score of four days ago", func(w *world, _ *job.Tenant) { w.now = w.now.AddDate(0, 0, 4) }, []string{
			graph, "warning Microsoft Graph: the newest score is 4 days old", stored,
		}},
		{"a tenant in another language", func(w *world, tenant *job.Tenant) {
			tenant.Locale = report.Locale{}.In(report.German)
			w.now = w.now.AddDate(0, 0, 4)
		}, []string{graph, "warning Microsoft Graph: the newest score is 4 days old", stored}},
		{"a partial answer", func(w *world, _ *job.Tenant) { w.source.today.Partial = true }, []string{
			graph, "warning Microsoft Graph: the answer is partial; such a score is neither stored nor sent", stored,
		}},
		{"a store that cannot be read", func(_ *world, tenant *job.Tenant) {
			tenant.Store = broken{Store: tenant.Store, dates: refused}
		}, []string{graph, "failed store: access denied"}},
		{"a store that cannot be written", func(_ *world, tenant *job.Tenant) {
			tenant.Store = broken{Store: tenant.Store, lock: refused}
		}, []string{graph, "failed store: reading works, writing does not: access denied"}},
		{"T22: a store that is full", func(_ *world, tenant *job.Tenant) {
			tenant.Store = broken{Store: tenant.Store, probe: refused}
		}, []string{graph, "failed store: a test object could not be written, read back and deleted: access denied"}},
		{"T22: a damaged ledger", func(w *world, _ *job.Tenant) { w.damaging("tenants/t/ledger/slack.json.gz") }, []string{
			graph, "failed store: #slack gets no messages: the record of what was sent is damaged (it is cut short)",
		}},
		{"T22: a damaged ledger of a route", func(w *world, tenant *job.Tenant) {
			tenant.Routes = []job.Route{{Channel: &channel{name: "elsewhere"}}}
			w.damaging("tenants/t/ledger/elsewhere-70c06ea12795.json.gz")
		}, []string{
			graph, "failed store: #elsewhere gets no messages: the record of what was sent is damaged (it is cut short)",
		}},
		{"T20: a damaged index", func(w *world, _ *job.Tenant) { w.damaging("tenants/t/days.json.gz") }, []string{
			graph, stored, "warning store: the index of days is damaged (it is cut short) and was made again " +
				"from the stored days; securescore store verify shows all damage",
		}},
		{"an index that cannot be read", func(_ *world, tenant *job.Tenant) {
			tenant.Store = broken{Store: tenant.Store, days: refused}
		}, []string{graph, "failed store: access denied"}},
		{"T1: a foreign tenant", func(w *world, tenant *job.Tenant) {
			tenant.ID, w.source.today.Snapshot.TenantID = configured, foreign
		}, []string{
			graph, "failed Microsoft Graph: the score belongs to another tenant (id " + foreign + ")", stored,
		}},
		{"T2: another tenant than the first score of a domain", func(w *world, tenant *job.Tenant) {
			if err := tenant.Store.Claim(w.t.Context(), configured); err != nil {
				w.t.Fatal(err)
			}
			w.source.today.Snapshot.TenantID = foreign
		}, []string{
			graph, "failed Microsoft Graph: the score belongs to another tenant (id " + foreign + ")", stored,
		}},
		{"T5: a score of the future", func(w *world, _ *job.Tenant) { w.now = w.now.AddDate(0, 0, -2) }, []string{
			graph, "failed Microsoft Graph: the score is dated 23 November 2026, which is in the future",
			"ok store: can be read and written; 1 day stored, the newest 22 November 2026; securescore store verify reads every object",
		}},
		{"T6: no controls", func(w *world, _ *job.Tenant) { w.source.today.Snapshot.Controls = nil }, []string{
			strings.Replace(graph, "1 action", "0 actions", 1),
			"failed Microsoft Graph: the score lists no actions, but earlier ones did", stored,
		}},
		{"a logo that cannot be read", func(_ *world, tenant *job.Tenant) {
			tenant.Appearance = func(context.Context, words.Words) (report.Appearance, []string) {
				return report.Appearance{}, []string{"the report has no logo"}
			}
		}, []string{graph, stored, "warning report: the report has no logo"}},
		{"no channels", func(_ *world, tenant *job.Tenant) { tenant.Channels = nil }, []string{
			graph, stored, "warning channels: no messages are sent about this tenant: neither slack nor email is set",
		}},
		{"channels and routes that can be checked", func(_ *world, tenant *job.Tenant) {
			tenant.Channels = []job.Channel{&checked{channel: channel{name: "slack"}}}
			tenant.Routes = []job.Route{{Channel: &checked{channel: channel{name: "route"}}}}
		}, []string{graph, stored, "ok slack: works", "ok route: works"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.day("2026-11-22", control("A", 5, 10))
			w.well(`{}`)
			w.day("2026-11-23", control("A", 5, 10))
			j := w.job()
			tt.change(w, &j.Tenants[0])
			var got []string
			for _, f := range j.Examine(context.Background(), j.Tenants[0], nil)() {
				got = append(got, fmt.Sprintf("%s %s: %s", f.State, f.Check, f.Message))
				if f.State != health.OK && f.Fix == "" && f.Check != "Microsoft Graph" {
					t.Errorf("%s: no fix", f.Check)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if len(w.slack.received)+len(w.email.received) > 0 {
				t.Error("the doctor sent something")
			}
		})
	}
}

// Each finding about the store names the remedy that works.
func TestDoctorAdvice(t *testing.T) {
	const rebuild = "restore it from a backup, or run securescore store rebuild"
	for _, tt := range []struct {
		name   string
		change func(w *world)
		want   string
	}{
		{"the newest day is damaged", func(w *world) { w.damaging("tenants/t/snapshots/2026-11-22.json.gz") },
			"warning store: 22 November 2026 is damaged (it is cut short), and is not used; " +
				"securescore store verify shows all damage → " + rebuild},
		{"the newest day is another tenant's", func(w *world) {
			if err := w.store.Claim(w.t.Context(), ours); err != nil {
				w.t.Fatal(err)
			}
			s := snapshot("2026-11-22", control("A", 5, 10))
			s.TenantID = theirs
			if _, err := w.store.PutSnapshot(w.t.Context(), s); err != nil {
				w.t.Fatal(err)
			}
		}, "warning store: 22 November 2026 is of another tenant, and is not used; " +
			"securescore store verify shows all damage → " + rebuild},
		{"the index is a newer version's", func(w *world) { w.putting("tenants/t/days.json.gz", `{"schema":99}`) },
			"failed store: the index of days was written by a newer version of this program → " +
				"use the newer version of this program"},
		{"the id of a domain is damaged", func(w *world) { w.damaging("tenants/t/id.json.gz") },
			"failed store: the record of the tenant's id is damaged (it is cut short) → " + rebuild},
		{"T18: a ledger is damaged", func(w *world) { w.damaging("tenants/t/ledger/slack.json.gz") },
			"failed store: #slack gets no messages: the record of what was sent is damaged (it is cut short) → " + rebuild},
		{"T22: the store is read-only", func(w *world) { w.store = broken{Store: w.store, lock: advising{}} },
			"failed store: cannot write to /data: read-only file system → mount it writable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.day("2026-11-22", control("A", 5, 10))
			w.well(`{}`)
			tt.change(w)
			j := w.job()
			var got []string
			for _, f := range j.Examine(t.Context(), j.Tenants[0], nil)() {
				if f.State != health.OK {
					got = append(got, fmt.Sprintf("%s %s: %s → %s", f.State, f.Check, f.Message, f.Fix))
				}
			}
			if !slices.Equal(got, []string{tt.want}) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// advising is an error that says what to do.
type advising struct{}

func (advising) Error() string { return "locking: cannot write to /data" }

func (advising) Advice() (problem, advice string) {
	return "cannot write to /data: read-only file system", "mount it writable"
}

// A store that cannot be read is one finding, and none about Microsoft Graph.
func TestDoctorWhereTheStoreFails(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-22", control("A", 5, 10))
	w.source.today.Snapshot.TenantID = ours
	w.store = broken{Store: unclaimable{w.store}, dates: errors.New("it is a file")}
	j := w.job()
	findings := j.Examine(t.Context(), j.Tenants[0], nil)()
	if len(findings) != 2 || findings[0].State != health.OK || findings[1].Message != "it is a file" {
		t.Errorf("found %+v, want the store's failure alone", findings)
	}
}

// Where the store says what to do, nothing else is said.
func TestDoctorSaysWhatTheStoreAdvises(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-22", control("A", 5, 10))
	w.source.today.Snapshot.TenantID = ours
	for _, tt := range []struct {
		err  error
		want string // the fix
	}{
		{fmt.Errorf("listing: %w", advising{}), "mount it writable"},
		{errors.New("it is a file"), "check the store setting and its read permission"},
	} {
		of := w.store
		w.store = broken{Store: of, dates: tt.err}
		j := w.job()
		findings := j.Examine(t.Context(), j.Tenants[0], nil)()
		if last := findings[len(findings)-1]; last.State != health.Failed || last.Fix != tt.want {
			t.Errorf("%v: %+v, want the fix %q", tt.err, last, tt.want)
		}
		w.store = of
	}
}

type unclaimable struct{ job.Store }

func (unclaimable) Claimable(context.Context, string) error { return errors.New("it is a file") }

func TestDoctorSendsATestWhereItIsAsked(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-23", control("A", 5, 10))
	slack := &checked{channel: channel{name: "slack"}}
	j := w.job()
	j.Tenants[0].Channels = []job.Channel{slack}
	for _, send := range []bool{false, true} {
		j.Examine(context.Background(), j.Tenants[0], job.TestsIf(send))()
	}
	if slack.tests != 1 {
		t.Errorf("%d test messages, want 1", slack.tests)
	}
}

// shared is a channel that is the same as any other one of its kind.
type shared struct{ *checked }

func (shared) Same(other job.Channel) bool { _, ok := other.(shared); return ok }

// Tenants that share a channel get what one test message found; the next run of
// the doctor sends another one.
func TestDoctorTestsASharedChannelOnce(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-23", control("A", 5, 10))
	own, common := &checked{channel: channel{name: "slack"}}, &checked{channel: channel{name: "teams"}}
	j := w.job()
	j.Tenants = []job.Tenant{j.Tenants[0], j.Tenants[0], j.Tenants[0]}
	for i := range j.Tenants {
		j.Tenants[i].Channels = []job.Channel{own, shared{common}}
	}
	e, err := event.Parse([]byte(`{"doctor": {"sendTest": true}}`))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, found := range j.Run(t.Context(), e, "request").Doctor[:len(j.Tenants)] {
			if !slices.Contains(found.Findings, health.Pass("teams", "works")) {
				t.Errorf("a tenant lacks the finding: %v", found.Findings)
			}
		}
	}
	if own.tests != 6 || common.tests != 2 {
		t.Errorf("%d and %d test messages, want 6 and 2", own.tests, common.tests)
	}
}

// A channel that has a fault of this program ends no other check.
func TestDoctorGoesOnAfterAPanic(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-23", control("A", 5, 10))
	j := w.job()
	panics := &checked{channel: channel{name: "slack"}, during: func() { panic("no such thing") }}
	j.Tenants[0].Channels = []job.Channel{panics, &checked{channel: channel{name: "email"}}}
	j.Portfolio.Channels = []job.PortfolioChannel{overall{panics}, overall{&checked{channel: channel{name: "email"}}}}
	r := j.Run(t.Context(), event.Event{Doctor: &event.Doctor{}}, "one")
	for _, found := range r.Doctor {
		n := len(found.Findings)
		if n < 2 || !strings.Contains(found.Findings[n-2].Message, "no such thing") || found.Findings[n-1].Check != "email" {
			t.Errorf("%s%s: %+v", found.Tenant, found.Portfolio, found.Findings)
		}
	}
	if len(r.Doctor) != 2 || r.Failed != 2 {
		t.Errorf("%d failed of %d", r.Failed, len(r.Doctor))
	}
}

// What had no time to be checked is said to be that, and nothing is blamed.
func TestDoctorOutOfTime(t *testing.T) {
	w := newWorld(t)
	w.day("2026-11-23", control("A", 5, 10))
	ctx, end := context.WithCancel(t.Context())
	j := w.twoTenants()
	j.Parallel = 1
	slow := &checked{channel: channel{name: "slack"}, during: end}
	j.Tenants[0].Channels = []job.Channel{slow, &checked{channel: channel{name: "email"}}}
	j.Portfolio.Channels = []job.PortfolioChannel{overall{&checked{channel: channel{name: "email"}}}}
	r := j.Run(ctx, event.Event{Doctor: &event.Doctor{}}, "one")
	if r.Failed != 3 || len(r.Doctor) != 3 || r.Doctor[0].Findings[0].State != health.OK {
		t.Fatalf("%+v", r.Doctor)
	}
	for i, found := range r.Doctor {
		n := len(found.Findings)
		if found.Findings[n-1].Message != words.NotChecked || i > 0 && n != 1 {
			t.Errorf("%s%s: %+v", found.Tenant, found.Portfolio, found.Findings)
		}
	}
}

// The doctor tries the threshold on the last thirty days. What it proposes
// holds back drift only.
func TestDoctorOnDrift(t *testing.T) {
	for _, tc := range []struct {
		name      string
		minPoints float64
		points    func(day int) float64
		want      string
	}{
		{"drift of 0.2 points a day", 0.1, func(day int) float64 { return 5 + 0.2*float64(day%2) },
			"with alerts.minPoints at 0.1, drift alone would have sent 11 alerts in the last 11 days; " +
				"set alerts.minPoints to 1: it would have held back 11 of these alerts, with drift of at most 0.2 points; " +
				"any other change still sends an alert"},
		{"the same, held back already", 0.21, func(day int) float64 { return 5 + 0.2*float64(day%2) }, ""},
		{"real moves of 9 points", 0.1, func(day int) float64 { return 9 * float64(day%2) }, ""},
	} {
		w := newWorld(t)
		w.store, w.minPoints = newValues(), tc.minPoints
		for day := range 12 {
			w.day(score.Date("2026-11-01").AddDays(day), control("A", tc.points(day), 10))
			w.well(`{}`)
		}
		j := w.job()
		var got string
		for _, f := range j.Examine(context.Background(), j.Tenants[0], nil)() {
			if f.Check == "alerts" {
				got = f.Message + "; " + f.Fix
			}
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
