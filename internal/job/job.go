// Package job is one run, the same for every trigger: read a tenant's score,
// compare it with what is stored, make the report, store, notify.
//
// Run is the entry. Inspect and Backfill use the same stages for their own
// ends; Doctor tries what a run would need. One change travels like this:
//
//	Job.Run            for each tenant of the event
//	task.run           the stages, top to bottom
//	  Tenant.collect   reads the score, and on a first run the history; gate.go
//	                   says what is believed
//	  task.heal        replaces baselines that cannot be right
//	  task.compareFor  chooses the snapshot to compare with
//	  task.build       computes the report's model, which explains the change
//	  task.store       writes the snapshot and the documents
//	task.notifyAll     for each channel of the event
//	  task.settle      sends what is left of earlier messages
//	  decide           what it must hear, or why it hears nothing; pure
//	  task.send        puts the delivery on record, and has the channel send it
//	    Channel.Prepare, Channel.Deliver   draw it, and send it step by step
//	    journal                            records each accepted step, and then
//	                                       writes the ledger
//	task.noticeAll     says once that the score cannot be relied on
//
// The product's promises rest on this order. The store is written before
// anybody is notified. A delivery is on record before it is tried. Each step is
// recorded when the channel accepted it; with the message itself the channel's
// baseline moves, even if only the next run can write that into the ledger.
// What is left is sent by the next run, as it was drawn. A doubtful score is
// shown, but neither stored nor sent. One tenant's or channel's failure stops
// no other, not even a panic.
//
// The package knows no adapter: a Source, a Store and Channels come in from
// outside. It reads no environment, and no clock but Job.Now. Run itself never
// fails; failures are in the Result, by tenant and delivery.
package job

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
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
	Partial   bool // the source says that something is missing
	Oddities  []score.Oddity
}

// Store keeps what the runs of one tenant leave behind.
type Store interface {
	Lock(ctx context.Context, owner string) (unlock func() error, err error)
	// Identity is the id that Claim remembered; empty before. Claim fails where
	// another tenant of the store has the id.
	Identity(ctx context.Context) (string, error)
	Claim(ctx context.Context, id string) error
	// Claimable is the error that Claim would be.
	Claimable(ctx context.Context, id string) error
	Dates(ctx context.Context) (snapshots, history []score.Date, err error)
	Snapshot(ctx context.Context, date score.Date) (score.Snapshot, error)
	// Snapshots reads several days at once, with a snapshot or an error for each.
	Snapshots(ctx context.Context, dates []score.Date) ([]score.Snapshot, []error)
	PutSnapshot(ctx context.Context, s score.Snapshot) (changed bool, err error)
	// PutHistory stores days of Microsoft's history that are not stored, in their
	// order, and says how many it stored.
	PutHistory(ctx context.Context, days []score.Snapshot) (stored int, err error)
	// Days are all stored days. Damaged says what could not be read, and was
	// made anew or left out.
	Days(ctx context.Context) (days []score.Day, damaged []damage.Finding, err error)
	PutDays(ctx context.Context, days []score.Day, from score.Date) error
	// PutEntry keeps what a portfolio needs of the tenant, made from these stored
	// days and what basis says. Entry reads it; ok is false where any of that is
	// another now.
	PutEntry(ctx context.Context, days []score.Date, basis string, entry []byte) error
	Entry(ctx context.Context, days []score.Date, basis string) (entry []byte, ok bool)
	PutReport(ctx context.Context, date score.Date, extension string, data []byte) (url string, err error)
	Ledger(ctx context.Context, channel string) (ledger.Ledger, error)
	PutLedger(ctx context.Context, channel string, l ledger.Ledger) error
	// PutStep keeps a step that the channel accepted until the ledger has it, and
	// is much faster than PutLedger. Steps are the last ones that it kept, also
	// those that the ledger has.
	PutStep(ctx context.Context, channel string, s ledger.Step) error
	Steps(ctx context.Context, channel string) ([]ledger.Step, error)
	// PutDraft keeps a message until it is delivered whole. Draft reads it.
	PutDraft(ctx context.Context, channel, digest string, body []byte) error
	Draft(ctx context.Context, channel, digest string) ([]byte, error)
	DeleteDraft(ctx context.Context, channel, digest string) error
	Prune(ctx context.Context, before score.Date) error
	// Probe tries to write, read and delete.
	Probe(ctx context.Context) error
}

// Channel notifies people.
type Channel interface {
	Name() string // as an event names it
	To() string   // the recipient, for the result and the ledger
	// Prepare draws a message in the channel's form. It sends nothing.
	Prepare(m report.Message) (report.Draft, error)
	// Deliver sends what is left of a draft after progress, which is empty at
	// first. It records each step as soon as it was accepted, with what a later
	// Deliver of the rest needs; complete says that nothing is left. Where a
	// step cannot be recorded it stops. The error may be a PartlyError.
	Deliver(ctx context.Context, draft []byte, progress string, record Record) error
}

// Record puts on record how far a delivery came.
type Record = func(progress string, complete bool) error

// PartlyError is the error of a channel that reached some of its recipients.
type PartlyError interface {
	error
	Reached() string // the recipients that were reached, for the result
	Missed() string  // the others
}

// Lefter is a channel that knows which recipients have yet to be reached, from
// the progress that it recorded; empty where it is all of them.
type Lefter interface{ Left(progress string) string }

// Tenant is one tenant with all that belongs to it.
type Tenant struct {
	Name, ID string
	Source   Source
	Store    Store
	Channels []Channel
	Routes   []Route                   // further channels, each for some changes only
	Direct   func(user string) Channel // a channel to one person; nil where there is none
	Zones    score.Zones
	Goal     *report.Goal
	Alerts   Alerts
	// Exceptions are what the organisation decided to live with, one for each
	// action.
	Exceptions []score.Exception
	Retention  period.Period
	Locale     report.Locale
	Edition    report.Edition // of reports whose event names none; empty for the summary
	Note       string         // a line of the organisation's own in reports; may be empty
	// Appearance is how documents look, with warnings about what is left out
	// because it could not be read; nil for the built-in look.
	Appearance Appearance
	// Broken is why the tenant's settings cannot be used; nil where they can. Such
	// a tenant fails with this error, and its source and store do too.
	Broken error

	begins func(step string) // of the job that serves the tenant; nil for nobody
}

// Appearance is how documents look, with warnings in these words about what
// could not be read.
type Appearance func(context.Context, words.Words) (report.Appearance, []string)

// Alerts are a tenant's settings that keep alerts rare.
type Alerts struct {
	MinPoints float64 // drift of one sign that adds up to less is noise
	Quiet     Quiet
	Snoozed   map[string]score.Date // by a control's folded id: no alert about it up to and including this day
}

// Job is a run before it has an event. Tenants, Now and Log are needed.
type Job struct {
	Tenants []Tenant
	Askers  Askers // who may use the slash command
	Now     func() time.Time
	Log     *slog.Logger
	// LockPatience is how long a tenant whose lock another run holds keeps the
	// others waiting before they are served first; 0 is 2 s.
	LockPatience time.Duration
	Parallel     int      // tenants that are served side by side; 0 is Parallel
	LastRuns     LastRuns // nil where no tenant waits for another
	// Ended is called with each tenant's result as soon as there is one, by one
	// goroutine at a time; nil for nobody.
	Ended func(TenantResult)
	// Began is called when a tenant begins a step that can take long, in words for
	// a person, by any number of goroutines at a time; nil for nobody.
	Began     func(tenant, step string)
	Portfolio Portfolio

	seen map[string]string // tenants by the id of their score
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

// LocaleOf is the locale of the tenant if the names choose one; no names choose
// every tenant. For none and for several it is that of the configuration's top
// level.
func (j *Job) LocaleOf(names []string) report.Locale {
	if chosen := j.Chosen(names); len(chosen) == 1 {
		return chosen[0].Locale
	}
	return j.Portfolio.Locale
}

// followed is the tenant with its long steps in the log, and for Began.
func (j *Job) followed(t Tenant) Tenant {
	t.begins = func(step string) {
		j.Log.Info("begun", "tenant", t.Name, "step", step)
		if j.Began != nil {
			j.Began(t.Name, step)
		}
	}
	return t
}

func (t Tenant) begin(step string) {
	if t.begins != nil {
		t.begins(step)
	}
}

// mostNames is how many tenants an error lists: more than people look through,
// and few enough for a message.
const mostNames = 40

// TenantNames lists the tenants for an error.
func (j *Job) TenantNames() string {
	var names []string
	for _, t := range j.Tenants[:min(mostNames, len(j.Tenants))] {
		names = append(names, t.Name)
	}
	return words.English.NamesAndMore(names, len(j.Tenants)-len(names))
}

func (t Tenant) is(name string) bool {
	return score.Fold(t.Name) == score.Fold(name) || score.Fold(t.ID) == score.Fold(name)
}
