package score

import "math"

// Matters says whether the account is a reason for an alert: a control was
// added, retired or repointed, or its status changed, or the moves in one
// direction add up to at least minPoints. Smaller moves wait and add up over
// the days. Changes for which muted is true do not count; a nil muted mutes
// none.
func (a Account) Matters(minPoints float64, muted func(Change) bool) bool {
	var gained, lost, silent float64
	for _, c := range a.Changes {
		if muted != nil && muted(c) {
			silent += c.After.Points - c.Before.Points
			continue
		}
		if c.Has(Added) || c.Has(Retired) || c.Has(Repointed) || c.Has(StatusChanged) {
			return true
		}
		moved := c.After.Points - c.Before.Points
		gained += max(0, moved)
		lost += max(0, -moved)
	}
	unexplained := math.Abs(a.Points - silent - (gained - lost))
	// Where minPoints is 0, every move counts, but no move at all does not.
	return Hundredths(max(gained, lost, unexplained)) >= max(minPoints, 0.01)
}
