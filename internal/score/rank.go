package score

import (
	"cmp"
	"slices"
)

// Actions ranks the improvement actions of a snapshot: what is open before what
// is closed or deprecated, then by Priority, the highest first; among equals the
// one with more points left, then the cheaper to implement, then the one of lower
// user impact (unknown counts between moderate and high), then Microsoft's own
// rank, then the folded id, so that the order is total.
func Actions(s Snapshot) []Control {
	type ranked struct {
		control      Control
		worth        int
		left, effort int64
		id           string
	}
	list := make([]ranked, len(s.Controls))
	for i, c := range s.Controls {
		list[i] = ranked{c, worth(c), cents(c.Left()), int64(c.Effort()), Fold(c.ID)}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(
			cmp.Compare(b.worth, a.worth),
			cmp.Compare(b.left*a.effort, a.left*b.effort),
			cmp.Compare(b.left, a.left),
			cmp.Compare(a.control.Cost.order(), b.control.Cost.order()),
			cmp.Compare(a.control.UserImpact.order(), b.control.UserImpact.order()),
			cmp.Compare(rankOf(a.control), rankOf(b.control)),
			cmp.Compare(a.id, b.id),
		)
	})
	actions := make([]Control, len(list))
	for i, r := range list {
		actions[i] = r.control
	}
	return actions
}

// Priority is what ranks improvement actions: the points left for each unit of
// effort. The portal names the same four things, points left, implementation
// difficulty, user impact and complexity, but not how it weighs them.
func (c Control) Priority() float64 { return c.Left() / float64(c.Effort()) }

// Effort is what an action costs, in units without a name that only compare: an
// action of low cost that users do not notice is 1. It is the sum of
// ImplementationEffort, UserEffort and ComplexityEffort.
//
// The weights are ours, Microsoft publishes none. The steps between the levels
// grow because five cheap actions are commonly less work than one expensive one.
// Unknown costs more than moderate and less than high, so that such an action is
// neither picked first nor ruled out.
func (c Control) Effort() int {
	return ImplementationEffort(c.Cost) + UserEffort(c.UserImpact) + ComplexityEffort(c.Tier)
}

// ImplementationEffort is what it takes to implement an action of a cost.
func ImplementationEffort(cost Level) int {
	switch cost {
	case Low:
		return 1
	case Moderate:
		return 3
	case High:
		return 8
	}
	return 5
}

// UserEffort is what an action of an impact asks of users.
func UserEffort(impact Level) int {
	switch impact {
	case Low:
		return 0
	case Moderate:
		return 2
	case High:
		return 5
	}
	return 3
}

// Microsoft's tiers that ComplexityEffort tells apart, in Microsoft's words.
const (
	TierCore     = "Core"
	TierAdvanced = "Advanced"
	TierDepth    = "Defense in Depth"
)

// ComplexityEffort is what the complexity of an action adds. Microsoft's tier
// stands in for it, because Microsoft Graph sends no complexity.
func ComplexityEffort(tier string) int {
	switch Fold(tier) {
	case Fold(TierCore):
		return 0
	case Fold(TierDepth):
		return 2
	}
	return 1
}

// quickWinPoints is much to gain: half of what most actions are worth at most.
const quickWinPoints = 5

// QuickWin tells whether the action has much to gain, five points or more, at low
// cost and low user impact, both known.
func (c Control) QuickWin() bool {
	return c.Recommended() && c.Left() >= quickWinPoints && c.Cost == Low && c.UserImpact == Low
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
