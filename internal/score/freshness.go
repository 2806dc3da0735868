package score

import (
	"cmp"
	"slices"
	"time"
)

// StaleAfter is how old a control's sync may be. Microsoft shows an action within
// 24 to 48 hours; what is a day older than that is stale.
const StaleAfter = 72 * time.Hour

// Stale lists the controls that Microsoft last measured longer ago than
// StaleAfter, the oldest first, then by folded id. Controls that do not say when
// are not among them.
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
