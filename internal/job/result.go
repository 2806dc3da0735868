package job

import (
	"errors"
	"math"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Result is what a run did, as the contract has it in JSON.
type Result struct {
	Tenants []TenantResult `json:"tenants"`
	Failed  int            `json:"failed"` // tenants with an error or a failed delivery

	// retry tells whether a tenant failed in a way that a retry can mend.
	retry bool
}

// Retryable tells whether running the same event again can help with nothing
// mended in between. It is so unless every failure says of itself that it is
// not: an error with a method Temporary that returns false.
func (r Result) Retryable() bool { return r.retry }

// temporary tells whether a later try may succeed with nothing mended.
func temporary(err error) bool {
	var says interface{ Temporary() bool }
	return !errors.As(err, &says) || says.Temporary()
}

// TenantResult is what a run did for one tenant.
type TenantResult struct {
	Tenant       string            `json:"tenant"`
	TenantID     string            `json:"tenantId"`
	Snapshot     *SnapshotResult   `json:"snapshot"`
	Since        *HeadlineResult   `json:"since"`
	Delta        *DeltaResult      `json:"delta"`
	Changes      []ChangeResult    `json:"changes"`
	Unattributed float64           `json:"unattributed"`         // percentage points
	Why          string            `json:"why,omitempty"`        // how the score moved and why, in one sentence; empty on a first run
	ZoneChange   *Pair[score.Zone] `json:"zoneChange,omitempty"` // absent where the score stayed in its zone
	Analysis     *Analysis         `json:"analysis,omitempty"`
	Report       map[string]string `json:"report"` // where each format can be opened
	Deliveries   []DeliveryResult  `json:"deliveries"`
	Warnings     []string          `json:"warnings"`
	Error        *string           `json:"error"`

	// Stages are how long the parts of the run took, in their order. They are for
	// metrics and no part of the contract's result.
	Stages []Stage `json:"-"`
}

// Stage is one part of a run.
type Stage struct {
	Name string // lock, collect, compare, report, store, deliver
	Took time.Duration
}

// HeadlineResult is a snapshot's numbers: points, and percent of Max.
type HeadlineResult struct {
	Date    score.Date `json:"date"`
	Current float64    `json:"current"`
	Max     float64    `json:"max"`
	Percent float64    `json:"percent"`
}

// SnapshotResult is the snapshot just taken.
type SnapshotResult struct {
	HeadlineResult
	Zone     score.Zone `json:"zone"`
	AgeHours int        `json:"ageHours"`
}

// DeltaResult is the change of the headline; Percent in percentage points.
type DeltaResult struct {
	Points  float64 `json:"points"`
	Percent float64 `json:"percent"`
}

// ChangeResult is what happened to one control.
type ChangeResult struct {
	Control  string              `json:"control"`
	Title    string              `json:"title"`
	Category string              `json:"category"`
	Service  string              `json:"service"` // today's product name
	Kinds    []score.Kind        `json:"kinds"`
	Points   Pair[float64]       `json:"points"`
	Max      Pair[*float64]      `json:"max"`    // null where it is not known, 0 where the control was not scored
	Status   Pair[*score.Status] `json:"status"` // null where the control was not scored

	// Where Microsoft gave the control another id or category. A control to which
	// nothing else happened has no kinds.
	RenamedFrom string `json:"renamedFrom,omitempty"`
	MovedFrom   string `json:"movedFrom,omitempty"`

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

// What may become of a delivery, by the contract's words.
const (
	Sent      DeliveryStatus = "sent"
	Unchanged DeliveryStatus = "unchanged" // nothing to tell
	Already   DeliveryStatus = "already"   // the same key was delivered before
	Failed    DeliveryStatus = "failed"
	WouldSend DeliveryStatus = "dry-run"
)

// DeliveryResult is what became of one delivery.
type DeliveryResult struct {
	Channel string         `json:"channel"`
	To      string         `json:"to"`
	Status  DeliveryStatus `json:"status"`
	Text    string         `json:"text,omitempty"`  // what was or would be said, in one line
	Error   string         `json:"error,omitempty"` // why it failed
}

func headline(h score.Headline) HeadlineResult {
	return HeadlineResult{
		Date: h.Date, Current: score.Hundredths(h.Current), Max: score.Hundredths(h.Max), Percent: score.Hundredths(h.Percent()),
	}
}

// account puts a rounded account into the result.
func (r *TenantResult) account(a score.Account) {
	since := headline(a.Before)
	r.Since = &since
	r.Delta = &DeltaResult{Points: a.Points, Percent: a.Percent}
	r.Unattributed = a.Unattributed
	for _, c := range a.Changes {
		r.Changes = append(r.Changes, ChangeResult{
			Control: c.ID, Title: c.Title, Category: c.Category, Service: score.ProductName(c.Service), Kinds: append([]score.Kind{}, c.Kinds...),
			Points:      Pair[float64]{c.Before.Points, c.After.Points},
			Max:         Pair[*float64]{maximum(c.Before), maximum(c.After)},
			Status:      Pair[*score.Status]{status(c.Before), status(c.After)},
			RenamedFrom: c.RenamedFrom, MovedFrom: c.MovedFrom, Declared: c.Declared, Effect: c.Effect,
		})
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
