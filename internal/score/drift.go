package score

import "math"

// What a move of one action has to stay below to be drift.
const (
	driftPoints = 0.5 // points
	driftShare  = 10  // percent of the action's maximum
)

// IsDrift says whether the change is only what the score does by itself: a
// move of less than half a point and of less than a tenth of the action's
// maximum, while nothing else is known to have happened. Where the maximum is
// unknown, no move is drift.
func (c Change) IsDrift() bool {
	if !c.Before.Scored || !c.After.Scored || c.RenamedFrom != "" || c.Has(Repointed) || c.Has(StatusChanged) {
		return false
	}
	most := c.After
	if !most.MaxKnown {
		most = c.Before
	}
	moved := cents(math.Abs(c.OwnPoints))
	return most.MaxKnown && moved > 0 && moved < cents(driftPoints) && moved*100 < cents(most.Max)*driftShare
}
