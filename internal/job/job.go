// Package job is one run, the same behind every door: collect a tenant's score,
// compare it with what was stored, make the report, store, deliver.
//
// Run is the way in. The package owns the order of things on which the product's
// promises rest: the store is written before anybody is told, a delivery is on
// record once a channel accepted it and only then does that channel's baseline
// move, a doubtful answer is shown but neither stored nor told, and one tenant's
// or channel's failure stops no other.
//
// It knows no adapter: a Source, a Store and Channels come in from outside. It
// reads no clock and no environment. Run itself never fails; what failed is in
// the Result, by tenant and delivery.
package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Source is where a tenant's score comes from.
type Source interface {
	// Today reads the newest score and the catalogue.
	Today(ctx context.Context) (Reading, error)
	// History reads the days that Microsoft keeps, as thin snapshots.
	History(ctx context.Context, catalogue []score.Profile) ([]score.Snapshot, error)
}

// Reading is one answer of a Source.
type Reading struct {
	Snapshot  score.Snapshot
	Catalogue []score.Profile
	Partial   bool     // the source said itself that something is missing
	Warnings  []string // for people
}

// Store keeps what runs of one tenant leave behind.
type Store interface {
	Lock(ctx context.Context, owner string) (unlock func() error, err error)
	Dates(ctx context.Context) (snapshots, history []score.Date, err error)
	Snapshot(ctx context.Context, date score.Date) (score.Snapshot, error)
	PutSnapshot(ctx context.Context, s score.Snapshot) (changed bool, err error)
	Days(ctx context.Context) ([]score.Day, error)
	PutDays(ctx context.Context, days []score.Day, from score.Date) error
	PutReport(ctx context.Context, date score.Date, extension string, data []byte) (url string, err error)
	Ledger(ctx context.Context, channel string) (ledger.Ledger, error)
	PutLedger(ctx context.Context, channel string, l ledger.Ledger) error
	Prune(ctx context.Context, before score.Date) error
}

// Channel tells people.
type Channel interface {
	Name() string // as an event names it
	To() string   // the recipient, for the result and the ledger
	// Deliver sends a message. Progress is what an earlier try of the same
	// delivery returned, empty at first; what it returns counts with an error too.
	Deliver(ctx context.Context, m report.Message, progress string) (string, error)
}

// Tenant is one tenant with all that belongs to it.
type Tenant struct {
	Name, ID  string
	Source    Source
	Store     Store
	Channels  []Channel
	Routes    []Route                   // further channels, each for some changes only
	Direct    func(user string) Channel // tells one person; nil where that cannot be
	Zones     score.Zones
	Goal      *report.Goal
	MinPoints float64 // smaller total moves of one sign are noise
	Quiet     Quiet
	// Snoozed are controls whose changes are no reason for an alert up to a day,
	// that day included; by id, folded.
	Snoozed   map[string]score.Date
	Retention period.Period
	Locale    report.Locale
	// Look is how documents look, with warnings of what of it could not be had;
	// nil for the design's own.
	Look func(context.Context) (report.Appearance, []string)
}

// Job is a run before it has an event.
type Job struct {
	Tenants []Tenant
	Askers  []string // who may ask by slash command, by Slack's user ids; empty for everybody who can
	Now     func() time.Time
	Log     *slog.Logger
}

// Check lists what of the event does not fit the configuration, as a
// event.ProblemsError: unknown tenants, channels that a tenant does not have.
func (j *Job) Check(e event.Event) error {
	var problems event.ProblemsError
	for _, name := range e.Tenants {
		if !slices.ContainsFunc(j.Tenants, func(t Tenant) bool { return t.is(name) }) {
			problems = append(problems, fmt.Sprintf("event: tenants: %q is not in the configuration; there are %s", name, j.tenantNames()))
		}
	}
	for _, t := range j.Chosen(e.Tenants) {
		for _, channel := range e.Deliver {
			if _, ok := t.channel(channel); !ok {
				problems = append(problems, fmt.Sprintf("event: deliver: %q, but tenant %s has no %s settings in the configuration", channel, t.Name, channel))
			}
		}
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// Run does what the event says for each of its tenants. RequestID stands for this
// run where the event has no schedule; a retry of the same request has to bring
// the same one. Near the context's deadline nothing is begun that would not be
// finished; the result says so, and a retry begins with what is left.
func (j *Job) Run(ctx context.Context, e event.Event, requestID string) Result {
	result := Result{Tenants: []TenantResult{}}
	longest := leastForTenant
	for _, t := range j.inOrder(ctx, e, requestID) {
		begin := j.Now()
		r := j.begin(t, e, requestID)
		err := enough(ctx, "not begun", longest)
		if err == nil {
			err = r.do(ctx)
		}
		longest = max(longest, j.Now().Sub(begin))
		if err != nil {
			message := err.Error()
			r.result.Error = &message
			r.log.Error("run failed", "error", message)
			result.retry = result.retry || temporary(err)
		}
		if r.failed() {
			result.Failed++
			result.retry = result.retry || r.retry
		}
		result.Tenants = append(result.Tenants, r.result)
	}
	return result
}

func (j *Job) begin(t Tenant, e event.Event, requestID string) *run {
	return &run{
		Job: j, tenant: t, event: e, requestID: requestID, now: j.Now().UTC(), log: j.Log.With("tenant", t.Name),
		result: TenantResult{
			Tenant: t.Name, TenantID: t.ID, Changes: []ChangeResult{}, Report: map[string]string{},
			Deliveries: []DeliveryResult{}, Warnings: []string{},
		},
	}
}

func (r *run) failed() bool {
	return r.result.Error != nil || slices.ContainsFunc(r.result.Deliveries, func(d DeliveryResult) bool { return d.Status == Failed })
}

// Chosen are the tenants of these names or ids, all without any.
func (j *Job) Chosen(names []string) []Tenant {
	if len(names) == 0 {
		return j.Tenants
	}
	var chosen []Tenant
	for _, t := range j.Tenants {
		if slices.ContainsFunc(names, t.is) {
			chosen = append(chosen, t)
		}
	}
	return chosen
}

func (j *Job) tenantNames() string {
	var names []string
	for _, t := range j.Tenants {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

func (t Tenant) is(name string) bool {
	return score.Fold(t.Name) == score.Fold(name) || score.Fold(t.ID) == score.Fold(name)
}

func (t Tenant) channel(name string) (Channel, bool) {
	i := slices.IndexFunc(t.Channels, func(c Channel) bool { return c.Name() == name })
	if i < 0 {
		return nil, false
	}
	return t.Channels[i], true
}

// run is one tenant's run under way.
type run struct {
	*Job
	tenant    Tenant
	event     event.Event
	requestID string
	now       time.Time
	log       *slog.Logger

	reading   Reading
	doubts    []string // why the snapshot must not become a baseline
	snapshots []score.Date
	history   []score.Date
	backfill  []score.Snapshot // Microsoft's history, on a first run
	ledgers   map[string]ledger.Ledger
	since     *score.Snapshot
	oldest    bool        // since is the oldest there is, not as old as was asked for
	baselined bool        // since is a channel's copy, which may differ from what is stored for its day
	fresh     []score.Day // what the run adds to the history, the day just read last
	days      []score.Day // the whole history, the day just read last
	model     report.Model
	files     []report.File
	retry     bool // a delivery failed in a way that passes
	result    TenantResult
}

func (r *run) do(ctx context.Context) error {
	if !r.event.DryRun {
		var unlock func() error
		err := r.stage("lock", func() (err error) {
			unlock, err = r.tenant.Store.Lock(ctx, r.requestID)
			return err
		})
		if err != nil {
			return err
		}
		defer func() {
			if err := unlock(); err != nil {
				r.log.Warn("unlocking", "error", err.Error())
			}
		}()
	}
	for _, part := range []struct {
		name string
		do   func(context.Context) error
	}{{"collect", r.collect}, {"compare", r.compare}, {"report", r.build}, {"store", r.store}, {"deliver", r.deliver}} {
		if part.name == "store" && len(r.doubts) > 0 {
			return r.holdBack()
		}
		if err := r.stage(part.name, func() error { return part.do(ctx) }); err != nil {
			return err
		}
	}
	return nil
}

// stage times a part of the run.
func (r *run) stage(name string, do func() error) error {
	begin := r.Now()
	err := do()
	r.result.Stages = append(r.result.Stages, Stage{name, r.Now().Sub(begin)})
	return err
}

// holdBack ends a run on a doubtful snapshot: it is shown in the result, but
// neither stored nor told, so that it cannot become what later runs compare with.
func (r *run) holdBack() error {
	err := errors.New("held back, nothing was stored or sent: " + strings.Join(r.doubts, "; "))
	for _, channel := range r.receivers() {
		r.result.Deliveries = append(r.result.Deliveries, DeliveryResult{
			Channel: channel.Name(), To: channel.To(), Status: Failed, Error: "held back: the score is doubtful",
		})
	}
	return err
}
