package score

import (
	"math"
	"slices"
)

// What a move of one action has to stay below to be drift.
const (
	driftPoints = 0.5 // points
	driftShare  = 10  // percent of the action's maximum
)

// IsDrift says whether the change is only what the score does by itself: a
// move of less than half a point and of less than a tenth of the action's
// maximum, while nothing else is known to have happened. Where the maximum is
// unknown, no move is drift. An action that is new or gone has no own points.
func (c Change) IsDrift() bool {
	if c.RenamedFrom != "" || c.Has(Repointed) || c.Has(StatusChanged) {
		return false
	}
	most := c.After
	if !most.MaxKnown {
		most = c.Before
	}
	moved := cents(math.Abs(c.OwnPoints))
	return most.MaxKnown && moved > 0 && moved < cents(driftPoints) && moved*100 < cents(most.Max)*driftShare
}

const (
	calmDays  = 10 // in so many days drift should cause one alert at most
	calmLeast = 7  // so many days have to be known
	calmMost  = 10 // points: what most actions are worth
)

// Calm is a larger minPoints under which drift alone causes fewer alerts.
type Calm struct {
	Days      int     // from the first to the last day that it was found on
	Alerts    int     // about nothing but drift, under the present minPoints
	MinPoints float64 // the proposal, whole points
	HeldBack  int     // how many of Alerts it would have held back
	Largest   float64 // points of drift in one direction that it held back at most
}

// Calmer proposes a minPoints where drift alone causes an alert more often than
// every tenth day. It tries the alerts of the snapshots, which are in the order
// of their days, with whole points up to what one action is worth. Ok is false
// where there is nothing to propose.
func Calmer(snapshots []Snapshot, minPoints float64) (c Calm, ok bool) {
	snapshots = slices.DeleteFunc(slices.Clone(snapshots), Snapshot.HeadlineOnly)
	if len(snapshots) < calmLeast {
		return Calm{}, false
	}
	first, last := snapshots[0], snapshots[len(snapshots)-1]
	c.Days = int(last.Date.Time().Sub(first.Date.Time()).Hours() / 24)
	c.Alerts, _ = driftAlerts(snapshots, minPoints)
	if c.Alerts*calmDays <= c.Days {
		return Calm{}, false
	}
	most := 0.0
	for _, control := range last.Controls {
		most = max(most, control.Max)
	}
	for c.MinPoints = math.Floor(minPoints) + 1; c.MinPoints <= min(most, calmMost); c.MinPoints++ {
		alerts, heldBack := driftAlerts(snapshots, c.MinPoints)
		if alerts*calmDays <= c.Days {
			c.HeldBack, c.Largest = c.Alerts-alerts, heldBack
			return c, true
		}
	}
	return Calm{}, false
}

// driftAlerts counts the alerts about nothing but drift, and has the most drift
// that caused none.
func driftAlerts(snapshots []Snapshot, minPoints float64) (alerts int, heldBack float64) {
	announced := snapshots[0]
	for _, s := range snapshots[1:] {
		account := Diff(announced, s)
		drift, more := account.drift(nil)
		if !account.Matters(minPoints, nil) {
			heldBack = max(heldBack, drift)
			continue
		}
		if !more {
			alerts++
		}
		announced = s
	}
	return alerts, heldBack
}
