package score

import (
	"cmp"
	"slices"
	"time"
)

// StaleAfter is how old Microsoft's measurement of a control may be. Microsoft
// shows what was done within 24 to 48 hours; we allow a day more.
const StaleAfter = 72 * time.Hour

// Stale lists the controls that Microsoft last measured longer than StaleAfter
// before now, the oldest first, then by folded id. It leaves out controls whose
// time of measurement is unknown.
func (s Snapshot) Stale(now time.Time) []Control {
	var stale []Control
	for _, c := range s.Controls {
		if !c.LastSynced.IsZero() && now.Sub(c.LastSynced) > StaleAfter {
			stale = append(stale, c)
		}
	}
	slices.SortFunc(stale, func(a, b Control) int {
		return cmp.Or(a.LastSynced.Compare(b.LastSynced), cmp.Compare(Fold(a.ID), Fold(b.ID)))
	})
	return stale
}
