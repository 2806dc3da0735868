package score

import (
	"cmp"
	"math"
	"slices"
)

// Cause is why the score moved. It is finer than Kind, because it separates
// what the tenant did from what Microsoft did.
type Cause string

// The causes. The second group is what Microsoft did.
const (
	Regression  Cause = "regression"  // points lost
	Undeclared  Cause = "undeclared"  // a declaration ended, mostly at the cost of points
	Acceptance  Cause = "accepted"    // the risk was accepted, mostly at the cost of points
	Improvement Cause = "improvement" // points gained, measured by Microsoft
	Declaration Cause = "declaration" // points gained by a declaration, not verified
	StatusOnly  Cause = "status"      // another declared state, no points

	Addition   Cause = "added"     // added to the score
	Retirement Cause = "retired"   // removed from the score
	Repointing Cause = "repointed" // another maximum
	Renaming   Cause = "renamed"   // a higher version in the id
	Moving     Cause = "moved"     // another category

	Drift Cause = "drift" // what the score does by itself; see Change.IsDrift
)

// Causes are all causes in the order in which people read them: the bad news
// first, mere names after what moved the score, drift last.
func Causes() []Cause {
	return []Cause{
		Regression, Undeclared, Acceptance, Addition, Improvement, Declaration,
		Repointing, Retirement, StatusOnly, Renaming, Moving, Drift,
	}
}

// Group is the changes of one cause.
type Group struct {
	Cause   Cause
	Changes []Change // Effect of each is only the part that this cause made
	Effect  float64  // percentage points, the sum of these parts
}

// ByCause groups the changes by cause, in the order of Causes. A control that
// Microsoft repointed and the tenant changed is in two groups, each with its
// part of the effect. So all groups and Unattributed add up to the account's
// Percent.
func (a Account) ByCause() []Group {
	groups := map[Cause]*Group{}
	put := func(cause Cause, c Change, effect float64) {
		g := groups[cause]
		if g == nil {
			g = &Group{Cause: cause}
			groups[cause] = g
		}
		c.Effect = effect
		g.Changes = append(g.Changes, c)
		g.Effect += effect
	}
	for _, c := range a.Changes {
		cause := c.Cause()
		if cause == Repointing || !c.Has(Repointed) {
			put(cause, c, c.Effect)
			continue
		}
		put(cause, c, c.OwnEffect)
		put(Repointing, c, settle(c.Effect-c.OwnEffect))
	}
	var list []Group
	for _, cause := range Causes() {
		if g := groups[cause]; g != nil {
			g.Effect = settle(g.Effect)
			list = append(list, *g)
		}
	}
	return list
}

// Cause is the main cause of the change, for where it is listed only once.
func (c Change) Cause() Cause {
	switch {
	case !c.Before.Scored:
		return Addition
	case !c.After.Scored:
		return Retirement
	case c.IsDrift():
		return Drift
	case c.OwnPoints > 0 && c.Declared:
		return Declaration
	case c.OwnPoints > 0:
		return Improvement
	case c.acceptsRisk():
		return Acceptance
	case c.undeclares():
		return Undeclared
	case c.OwnPoints < 0:
		return Regression
	case c.Has(Repointed):
		return Repointing
	case c.Has(StatusChanged):
		return StatusOnly
	case c.RenamedFrom != "":
		return Renaming
	}
	return Moving
}

// acceptsRisk says whether the risk was accepted.
func (c Change) acceptsRisk() bool { return c.Has(StatusChanged) && c.After.Status == RiskAccepted }

// undeclares says whether a declaration ended. A day of Microsoft's history has
// no statuses, so that only a loss of points says it there.
func (c Change) undeclares() bool {
	return c.Before.Status.Declared() && !c.After.Status.Declared() && (c.OwnPoints < 0 || c.Has(StatusChanged))
}

// Drive orders the groups of ByCause for a sentence: first those that moved the
// score in its direction, then the others, each with the largest effect first.
// Drift comes after all of them, however far it moved the score.
func (a Account) Drive() []Group {
	groups := a.ByCause()
	against := func(g Group) bool {
		if a.Percent < 0 {
			return g.Effect >= 0
		}
		return g.Effect <= 0
	}
	slices.SortStableFunc(groups, func(x, y Group) int {
		switch {
		case x.Cause == Drift:
			return 1
		case y.Cause == Drift:
			return -1
		case against(x) == against(y):
			return cmp.Compare(math.Abs(y.Effect), math.Abs(x.Effect))
		case against(x):
			return 1
		}
		return -1
	})
	return groups
}
