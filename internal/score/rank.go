package score

import (
	"math"
	"slices"
	"strings"
)

// Ranking ranks all recommended actions of a snapshot: the open ones by task,
// as Tasks does, then those that are closed or deprecated, and the completed
// ones last. Closed and completed ones are ranked one by one.
func Ranking(s Snapshot) []Task {
	var sizes [openActions + 1]int
	for i := range s.Controls {
		sizes[groupOf(s.Controls[i])]++
	}
	var groups [openActions + 1][]Control
	for group, size := range sizes {
		groups[group] = make([]Control, 0, size)
	}
	for i := range s.Controls {
		group := groupOf(s.Controls[i])
		groups[group] = append(groups[group], s.Controls[i])
	}
	tasks := slices.Grow(rankedTasks(groups[openActions]), len(groups[closedActions])+len(groups[completedActions]))
	for _, group := range []int{closedActions, completedActions} {
		tasks = append(tasks, sorted(alone(groups[group]))...)
	}
	return tasks
}

// Actions is the actions of Ranking, those of a task after each other.
func Actions(s Snapshot) []Control {
	actions := make([]Control, 0, len(s.Controls))
	for _, t := range Ranking(s) {
		actions = append(actions, t.Actions...)
	}
	return actions
}

// Priority is the points left for each unit of effort. Microsoft's portal ranks
// by points left, implementation difficulty, user impact and complexity as
// well, but does not say how it weighs them.
func (c Control) Priority() float64 { return c.Left() / float64(c.Effort()) }

// Effort is what an action costs, in units without a name that only compare: an
// action of low cost and low user impact is 2. It is the sum of
// ImplementationEffort, UserEffort and ComplexityEffort.
//
// The weights are ours, Microsoft publishes none. Each level is twice the one
// before. Unknown counts as high: an action of which nothing is known is
// neither better nor worse than a hard one of the same worth.
func (c Control) Effort() int {
	return ImplementationEffort(c.Cost) + UserEffort(c.UserImpact) + ComplexityEffort(c.Tier)
}

// ImplementationEffort is what it takes to implement an action of a cost.
func ImplementationEffort(cost Level) int { return levelEffort(cost) }

// UserEffort is what an action of an impact asks of users.
func UserEffort(impact Level) int { return levelEffort(impact) }

func levelEffort(l Level) int {
	switch l {
	case Low:
		return 1
	case Moderate:
		return 2
	}
	return 4
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

// What a quick win has left at least: quickWinPoints, or quickWinShare of its
// maximum, whichever is less.
const (
	quickWinPoints = 2
	quickWinShare  = 0.2
)

// QuickWin says whether the action is open, is known to have low or moderate
// cost and user impact, and has at least two points or a fifth of its maximum
// left.
func (c Control) QuickWin() bool {
	return c.Recommended() && c.Cost.AtMost(Moderate) && c.UserImpact.AtMost(Moderate) &&
		c.Left() > 0 && cents(c.Left()) >= min(cents(quickWinPoints), cents(quickWinShare*c.Max))
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
