// Package result is the JSON form of what a report says of a tenant: its
// score, what it is compared with, what changed and why. The result of a run
// and what a webhook posts have the same form. It is made from a report's model
// and cannot fail.
package result

import (
	"math"
	"slices"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Score is a tenant's score and its change.
type Score struct {
	// The snapshot just taken; null where none could be taken.
	Snapshot *Snapshot `json:"snapshot"`
	// What it is compared with; null on a first run, unless a report compares
	// with the days that Microsoft keeps.
	Since *Headline `json:"since"`
	Delta *Delta    `json:"delta"` // the change of the score since then
	// What changed, one entry for each recommended action, the largest cause
	// first.
	Changes []Change `json:"changes"`
	// The part of the change that no action explains, in percentage points.
	Unattributed float64 `json:"unattributed"`
	// Why the score changed, in one sentence; absent on a first run.
	Why string `json:"why,omitempty"`
	// The zones before and after; absent where the score stayed in its zone.
	ZoneChange *Pair[score.Zone] `json:"zoneChange,omitempty"`
	Analysis   *Analysis         `json:"analysis,omitempty"` // what is known beyond the change
}

// Of is the score of a report's model.
func Of(m report.Model) Score {
	s := Score{Changes: []Change{}, Snapshot: snapshotOf(m), Analysis: analysisOf(m)}
	if m.Since == nil {
		return s
	}
	s.Compare(m.Account)
	s.Why = words.In(m.Locale).Change(m)
	if from, to, crossed := words.Crossed(m.Account, m.Zones); crossed {
		s.ZoneChange = &Pair[score.Zone]{from, to}
	}
	return s
}

// Compare puts a rounded account into the score.
func (s *Score) Compare(a score.Account) {
	since := HeadlineOf(a.Before)
	s.Since = &since
	s.Delta = &Delta{Points: a.Points, Percent: a.Percent}
	s.Unattributed = a.Unattributed
	for _, c := range a.Changes {
		s.Changes = append(s.Changes, ChangeOf(c))
	}
}

// Drift divides the changes into those that are no drift, and drift.
func (s Score) Drift() (others, drift []Change) {
	for _, c := range s.Changes {
		if c.Cause == score.Drift {
			drift = append(drift, c)
		} else {
			others = append(others, c)
		}
	}
	return others, drift
}

// Headline is a snapshot's numbers: points, and percent of Max.
type Headline struct {
	Date    score.Date `json:"date"`    // the day of the score, in UTC
	Current float64    `json:"current"` // points achieved
	Max     float64    `json:"max"`     // points that can be achieved
	Percent float64    `json:"percent"` // points achieved, in percent of max
}

// Snapshot is the snapshot just taken.
type Snapshot struct {
	Headline
	Zone     score.Zone `json:"zone"`     // good, okay or bad
	AgeHours int        `json:"ageHours"` // hours since midnight UTC of the date
}

// Counts says whether people count the change as one of kind k; see
// score.Change.Counts.
func (c Change) Counts(k score.Kind) bool {
	points := k == score.Improved || k == score.Regressed
	return slices.Contains(c.Kinds, k) && (!points || c.Cause != score.Drift && c.Cause != score.Repointing)
}

// Delta is the change of the headline; Percent in percentage points.
type Delta struct {
	Points  float64 `json:"points"`  // points
	Percent float64 `json:"percent"` // percentage points
}

// Change is what happened to one control.
type Change struct {
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
	Decided *Decision `json:"decided,omitempty"`

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

// HeadlineOf is a snapshot's numbers, rounded to hundredths.
func HeadlineOf(h score.Headline) Headline {
	return Headline{
		Date: h.Date, Current: score.Hundredths(h.Current), Max: score.Hundredths(h.Max),
		Percent: score.Hundredths(h.Percent()),
	}
}

// ChangeOf puts a rounded change into the form of the result.
func ChangeOf(c score.Change) Change {
	return Change{
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

func snapshotOf(m report.Model) *Snapshot {
	return &Snapshot{
		Headline: Headline{Date: m.Date, Current: m.Current, Max: m.Max, Percent: m.Percent},
		Zone:     m.Zone, AgeHours: m.AgeHours,
	}
}
