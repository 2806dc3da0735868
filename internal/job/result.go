package job

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Result is what a run did; docs/reference/result.md describes its JSON.
type Result struct {
	// In the order of the event, or of the configuration; none with portfolio or
	// doctor.
	Tenants []TenantResult `json:"tenants"`
	// What a run with portfolio did for all tenants together; absent in others.
	Portfolio *PortfolioRun `json:"portfolio,omitempty"`
	// What a run with doctor found, one entry for each tenant and one for the
	// portfolio's channels; absent in others.
	Doctor []Checkup `json:"doctor,omitempty"`
	// Tenants with an error or a failed delivery; with portfolio 1 where it
	// failed; with doctor the entries of which something does not work.
	Failed int `json:"failed"`

	Configured int `json:"-"` // tenants of the configuration
}

// Retryable says whether running the same event again can help with nothing
// changed in between. It is so unless every failure is permanent.
func (r Result) Retryable() bool {
	for _, t := range r.Tenants {
		if t.retryable || slices.ContainsFunc(t.Deliveries, DeliveryResult.canRetry) {
			return true
		}
	}
	return r.Portfolio.canRetry()
}

// Temporary says whether a later try may succeed with nothing changed. It is so
// unless the error has a method Temporary that returns false.
func Temporary(err error) bool {
	var says interface{ Temporary() bool }
	return !errors.As(err, &says) || says.Temporary()
}

// TenantResult is what a run did for one tenant.
type TenantResult struct {
	Tenant   string `json:"tenant"`   // its name in the configuration
	TenantID string `json:"tenantId"` // its directory id or domain in the configuration
	// The snapshot just taken; null where none could be taken.
	Snapshot *SnapshotResult `json:"snapshot"`
	// What it is compared with; null on a first run, unless a report compares
	// with the days that Microsoft keeps.
	Since *HeadlineResult `json:"since"`
	Delta *DeltaResult    `json:"delta"` // the change of the score since then
	// What changed, one entry for each recommended action, the largest cause
	// first.
	Changes []ChangeResult `json:"changes"`
	// The part of the change that no action explains, in percentage points.
	Unattributed float64 `json:"unattributed"`
	// Why the score changed, in one sentence; absent on a first run.
	Why string `json:"why,omitempty"`
	// The zones before and after; absent where the score stayed in its zone.
	ZoneChange *Pair[score.Zone] `json:"zoneChange,omitempty"`
	Analysis   *Analysis         `json:"analysis,omitempty"` // what is known beyond the change
	// Where each format of the report can be opened: a file, or a link that
	// expires.
	Report map[string]string `json:"report"`
	// One entry for each channel of the event, or two where an email reached
	// some recipients only. After them what was left of earlier messages, and
	// notices that the score cannot be relied on, or can be again, and that an
	// exception ended.
	Deliveries []DeliveryResult `json:"deliveries"`
	Warnings   []string         `json:"warnings"` // what a reader of the numbers has to know
	// Why the run failed for this tenant, and what to do; null where it did
	// not.
	Error *string `json:"error"`

	// Stages are how long the parts of the run took, in their order. They are
	// for metrics, and not in the JSON.
	Stages []Stage `json:"-"`

	readID       string // the id of the score that was read; empty without one
	knownID      string // the id of a tenant that is configured by its domain, where it is known
	outwardError string // the error for people on a channel
	retryable    bool   // the error is temporary
	begun        bool   // there was time for it
	busy         bool   // another run held the lock: the tenant has another turn
}

// Stage is one part of a run.
type Stage struct {
	Name string // lock, collect, compare, report, store, deliver
	Took time.Duration
}

// worked is how long the tenant took, without its wait for the lock.
func (r TenantResult) worked() (sum time.Duration) {
	for _, s := range r.Stages {
		if s.Name != "lock" {
			sum += s.Took
		}
	}
	return sum
}

// HeadlineResult is a snapshot's numbers: points, and percent of Max.
type HeadlineResult struct {
	Date    score.Date `json:"date"`    // the day of the score, in UTC
	Current float64    `json:"current"` // points achieved
	Max     float64    `json:"max"`     // points that can be achieved
	Percent float64    `json:"percent"` // points achieved, in percent of max
}

// SnapshotResult is the snapshot just taken.
type SnapshotResult struct {
	HeadlineResult
	Zone     score.Zone `json:"zone"`     // good, okay or bad
	AgeHours int        `json:"ageHours"` // hours since midnight UTC of the date
}

// Counts says whether people count the change as one of kind k; see
// score.Change.Counts.
func (c ChangeResult) Counts(k score.Kind) bool {
	points := k == score.Improved || k == score.Regressed
	return slices.Contains(c.Kinds, k) && (!points || c.Cause != score.Drift && c.Cause != score.Repointing)
}

// Drift divides the changes into those that are no drift, and drift.
func (r TenantResult) Drift() (others, drift []ChangeResult) {
	for _, c := range r.Changes {
		if c.Cause == score.Drift {
			drift = append(drift, c)
		} else {
			others = append(others, c)
		}
	}
	return others, drift
}

// DeltaResult is the change of the headline; Percent in percentage points.
type DeltaResult struct {
	Points  float64 `json:"points"`  // points
	Percent float64 `json:"percent"` // percentage points
}

// ChangeResult is what happened to one control.
type ChangeResult struct {
	Control  string `json:"control"`  // Microsoft's id of the action
	Title    string `json:"title"`    // Microsoft's title of the action
	Category string `json:"category"` // the category, as Microsoft sends it: Identity, Data, Device or Apps
	Service  string `json:"service"`  // today's name of the product
	// Improved, regressed, added, retired, repointed, status; empty where
	// Microsoft only gave the action another id or category.
	Kinds []score.Kind `json:"kinds"`
	// The one cause that it is counted under: regression, undeclared, accepted,
	// improvement, declaration, status, added, retired, repointed, renamed,
	// moved, drift. An action that Microsoft repointed and the tenant changed
	// too has the tenant's cause.
	Cause  score.Cause   `json:"cause"`
	Points Pair[float64] `json:"points"` // points achieved
	// Points that can be achieved; null where that is not known, 0 where the
	// action was not scored.
	Max    Pair[*float64]      `json:"max"`
	Status Pair[*score.Status] `json:"status"` // the status; null where the action was not scored

	// Where Microsoft gave the control another id or category. A control to
	// which nothing else happened has no kinds.
	RenamedFrom string `json:"renamedFrom,omitempty"` // the id that the action had before
	MovedFrom   string `json:"movedFrom,omitempty"`   // the category that the action had before

	// Who set the status and why; absent where it did not change, and where
	// Microsoft does not say.
	Decided *DecisionResult `json:"decided,omitempty"`

	// True where the points were reported by the organisation and Microsoft
	// does not verify them.
	Declared bool    `json:"declared"`
	Effect   float64 `json:"effect"` // percentage points of the whole score
}

// Pair is a value before and after.
type Pair[T any] struct {
	Before T `json:"before"`
	After  T `json:"after"`
}

// DeliveryStatus says what became of a delivery.
type DeliveryStatus string

// The outcomes of a delivery.
const (
	Sent      DeliveryStatus = "sent"
	Unchanged DeliveryStatus = "unchanged" // there is nothing to send
	Already   DeliveryStatus = "already"   // the same key was delivered before
	Failed    DeliveryStatus = "failed"
	WouldSend DeliveryStatus = "dry-run"
)

// DeliveryResult is what became of one delivery.
type DeliveryResult struct {
	Channel string `json:"channel"` // slack or email, as the event names it
	To      string `json:"to"`      // the recipient
	// Sent, unchanged (nothing to report), already (the same key was delivered
	// before), failed, dry-run.
	Status DeliveryStatus `json:"status"`
	Text   string         `json:"text,omitempty"`  // the headline that was or would be sent, or why an alert waits
	Error  string         `json:"error,omitempty"` // why it failed

	retryable bool // the failure is temporary
}

func headline(h score.Headline) HeadlineResult {
	return HeadlineResult{
		Date: h.Date, Current: score.Hundredths(h.Current), Max: score.Hundredths(h.Max),
		Percent: score.Hundredths(h.Percent()),
	}
}

func newResult(t Tenant) TenantResult {
	return TenantResult{
		Tenant: t.Name, TenantID: t.ID, Changes: []ChangeResult{}, Report: map[string]string{},
		Deliveries: []DeliveryResult{}, Warnings: []string{},
	}
}

func (r *TenantResult) warn(list warnings) { r.Warnings = append(r.Warnings, list...) }

func (r *TenantResult) fail(err error) {
	message := err.Error()
	r.Error, r.retryable = &message, Temporary(err)
	r.outwardError = outward(cmp.Or(r.knownID, r.TenantID), err)
}

// failed is the delivery with the reason why it failed.
func (d DeliveryResult) failed(err error) DeliveryResult {
	d.Status, d.Error, d.retryable = Failed, err.Error(), Temporary(err)
	return d
}

// describe puts a report's model into the result.
func (r *TenantResult) describe(m report.Model) {
	r.Snapshot = snapshotResult(m)
	r.Analysis = analysisOf(m)
	if m.Since == nil {
		return
	}
	r.account(m.Account)
	r.Why = words.In(m.Locale).Change(m)
	if from, to, crossed := words.Crossed(m.Account, m.Zones); crossed {
		r.ZoneChange = &Pair[score.Zone]{from, to}
	}
}

// account puts a rounded account into the result.
func (r *TenantResult) account(a score.Account) {
	since := headline(a.Before)
	r.Since = &since
	r.Delta = &DeltaResult{Points: a.Points, Percent: a.Percent}
	r.Unattributed = a.Unattributed
	for _, c := range a.Changes {
		r.Changes = append(r.Changes, ResultOf(c))
	}
}

// ResultOf puts a rounded change into the form of the result.
func ResultOf(c score.Change) ChangeResult {
	return ChangeResult{
		Control: c.ID, Title: c.Title, Category: c.Category, Service: score.ProductName(c.Service),
		Kinds:  append([]score.Kind{}, c.Kinds...),
		Points: Pair[float64]{c.Before.Points, c.After.Points},
		Max:    Pair[*float64]{maximum(c.Before), maximum(c.After)},
		Status: Pair[*score.Status]{status(c.Before), status(c.After)}, Cause: c.Cause(),
		RenamedFrom: c.RenamedFrom, MovedFrom: c.MovedFrom, Declared: c.Declared, Effect: c.Effect,
		Decided: decided(c),
	}
}

func maximum(s score.Standing) *float64 {
	if s.Scored && !s.MaxKnown || math.IsNaN(s.Max) {
		return nil
	}
	return &s.Max
}

func status(s score.Standing) *score.Status {
	if !s.Scored {
		return nil
	}
	return &s.Status
}

func snapshotResult(m report.Model) *SnapshotResult {
	return &SnapshotResult{
		HeadlineResult: HeadlineResult{Date: m.Date, Current: m.Current, Max: m.Max, Percent: m.Percent},
		Zone:           m.Zone, AgeHours: m.AgeHours,
	}
}
