package score

import (
	"cmp"
	"slices"
)

// Actions ranks the improvement actions of a snapshot: what is open before what
// is closed or deprecated, then by points left, the most first; among equals the
// cheaper to implement, then the lower user impact (unknown counts between
// moderate and high), then Microsoft's own rank, then the folded id, so that the
// order is total.
func Actions(s Snapshot) []Control {
	actions := slices.Clone(s.Controls)
	slices.SortFunc(actions, func(a, b Control) int {
		return cmp.Or(
			cmp.Compare(worth(b), worth(a)),
			cmp.Compare(b.Left(), a.Left()),
			cmp.Compare(a.Cost.order(), b.Cost.order()),
			cmp.Compare(a.UserImpact.order(), b.UserImpact.order()),
			cmp.Compare(rankOf(a), rankOf(b)),
			cmp.Compare(Fold(a.ID), Fold(b.ID)),
		)
	})
	return actions
}

// Recommended tells whether there is something to do about the control: it is
// open, gives points or may give some, and Microsoft has not retired it.
func (c Control) Recommended() bool {
	return !c.Deprecated && c.Status().Open() && (c.Left() > 0 || !c.MaxKnown())
}

func worth(c Control) int {
	switch {
	case c.Recommended():
		return 2
	case c.Status() != Completed:
		return 1
	}
	return 0
}

func rankOf(c Control) int {
	if c.Rank <= 0 {
		return int(^uint(0) >> 1) // no rank sorts last
	}
	return c.Rank
}
