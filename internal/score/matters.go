package score

// Matters says whether the account is a reason for an alert. Any change is, but
// for a new name or category, for one that muted is true for, and for drift
// (Change.IsDrift). Drift of one sign, with what no control explains, is one
// where it adds up to at least minPoints; less than that waits and adds up over
// the days. A nil muted mutes none.
func (a Account) Matters(minPoints float64, muted func(Change) bool) bool {
	drift, more := a.drift(muted)
	// Where minPoints is 0, all drift counts, but no move at all does not.
	return more || drift >= max(minPoints, 0.01)
}

// drift is what the drift in one direction adds up to, with what no control
// explains. More says that there is a change that is no drift; the points are 0
// then.
func (a Account) drift(muted func(Change) bool) (points float64, more bool) {
	var gained, lost, silent float64
	for _, c := range a.Changes {
		moved := c.After.Points - c.Before.Points
		switch {
		case muted != nil && muted(c):
			silent += moved
		case c.IsDrift():
			gained += max(0, moved)
			lost += max(0, -moved)
		case len(c.Kinds) > 0:
			return 0, true
		}
	}
	unexplained := a.Points - silent - (gained - lost)
	gained, lost = gained+max(0, unexplained), lost+max(0, -unexplained)
	return Hundredths(max(gained, lost)), false
}
