package score

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Actions ranks the recommended actions of a snapshot. Open ones come before
// closed and deprecated ones, and completed ones come last. Then the order is
// by Priority, the highest first, by points left, the most first, by
// implementation cost and user impact, the lowest first (unknown is between
// moderate and high), by Microsoft's own rank, and by folded id.
func Actions(s Snapshot) []Control {
	type ranked struct {
		control      Control
		group        int
		left, effort int64
		id           string
	}
	list := make([]ranked, len(s.Controls))
	for i, c := range s.Controls {
		list[i] = ranked{c, groupOf(c), cents(c.Left()), int64(c.Effort()), Fold(c.ID)}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(
			cmp.Compare(b.group, a.group),
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

// Priority is the points left for each unit of effort. Microsoft's portal ranks
// by points left, implementation difficulty, user impact and complexity as
// well, but does not say how it weighs them.
func (c Control) Priority() float64 { return c.Left() / float64(c.Effort()) }

// Effort is what an action costs, in units without a name that only compare: an
// action of low cost that users do not notice is 1. It is the sum of
// ImplementationEffort, UserEffort and ComplexityEffort.
//
// The weights are ours, Microsoft publishes none. The steps between the levels
// grow because five cheap actions are commonly less work than one expensive
// one. Unknown costs more than moderate and less than high, so that such an
// action is neither picked first nor ruled out.
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

// Microsoft's tiers that ComplexityEffort distinguishes, in Microsoft's words.
const (
	TierCore     = "Core"
	TierAdvanced = "Advanced"
	TierDepth    = "Defense in Depth"
)

// ComplexityEffort is what the complexity of an action adds. Microsoft's tier
// stands in for it, because Microsoft Graph sends no complexity.
func ComplexityEffort(tier string) int {
	tier = strings.TrimSpace(tier)
	switch {
	case strings.EqualFold(tier, TierCore):
		return 0
	case strings.EqualFold(tier, TierDepth):
		return 2
	}
	return 1
}

// quickWinPoints is half of the ten points that most actions are worth at most.
const quickWinPoints = 5

// QuickWin says whether the action is open, has at least five points left, and
// is known to have low cost and low user impact.
func (c Control) QuickWin() bool {
	return c.Recommended() && c.Left() >= quickWinPoints && c.Cost == Low && c.UserImpact == Low
}

// Recommended says whether there is something to do: the action is open, has
// points left or an unknown maximum, and is neither deprecated nor excepted.
func (c Control) Recommended() bool {
	return !c.Deprecated && !c.Excepted && c.Status().Open() && (c.Left() > 0 || !c.MaxKnown())
}

// The groups in which Actions ranks, the last one first.
const (
	completedActions = iota
	closedActions
	openActions
)

func groupOf(c Control) int {
	switch {
	case c.Recommended():
		return openActions
	case c.Status() != Completed:
		return closedActions
	}
	return completedActions
}

// rankOf is Microsoft's rank. An action without a rank comes last.
func rankOf(c Control) int {
	if c.Rank <= 0 {
		return math.MaxInt
	}
	return c.Rank
}
