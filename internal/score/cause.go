package score

import (
	"cmp"
	"slices"
)

// Cause is why the score moved, finer than Kind: it tells what the tenant did
// from what Microsoft did.
type Cause string

// The causes. Those of the second group are Microsoft's.
const (
	Regression  Cause = "regression"  // points lost
	Undeclared  Cause = "undeclared"  // points lost as a declaration ended
	Acceptance  Cause = "accepted"    // points given up with an accepted risk
	Improvement Cause = "improvement" // points gained by configuration
	Declaration Cause = "declaration" // points gained on somebody's word
	StatusOnly  Cause = "status"      // another declared state, no points

	Addition   Cause = "added"     // an action entered the score
	Retirement Cause = "retired"   // an action left the score
	Repointing Cause = "repointed" // an action is worth other points
	Renaming   Cause = "renamed"   // the version of an id was raised
	Moving     Cause = "moved"     // to another category
)

// Causes are all causes in the order in which people are told of them: what went
// wrong first, what is only a matter of names last.
func Causes() []Cause {
	return []Cause{Regression, Undeclared, Acceptance, Addition, Improvement, Declaration, Repointing, Retirement, StatusOnly, Renaming, Moving}
}

// Group is the changes of one cause.
type Group struct {
	Cause   Cause
	Changes []Change // each with the part of its effect that this cause made
	Effect  float64  // percentage points: the sum of these parts
}

// ByCause divides an account's changes by cause, in the order of Causes. A
// re-pointed action that the tenant also changed is in two groups, each time with
// that cause's part of its effect, so that all groups and what is unattributed
// add up to the account.
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

// Cause is the change's first cause: under which it is told if it is told once.
func (c Change) Cause() Cause {
	switch {
	case !c.Before.Scored:
		return Addition
	case !c.After.Scored:
		return Retirement
	case c.OwnPoints < 0 && c.Before.Status.Declared() && !c.After.Status.Declared():
		return Undeclared
	case c.OwnPoints < 0 && c.Has(StatusChanged) && c.After.Status == RiskAccepted:
		return Acceptance
	case c.OwnPoints < 0:
		return Regression
	case c.OwnPoints > 0 && c.Declared:
		return Declaration
	case c.OwnPoints > 0:
		return Improvement
	case c.Has(Repointed):
		return Repointing
	case c.Has(StatusChanged):
		return StatusOnly
	case c.RenamedFrom != "":
		return Renaming
	}
	return Moving
}

// Drive orders groups for a sentence: those that moved the score the way it went,
// the strongest first, then those against it, then those that moved nothing.
func (a Account) Drive() []Group {
	groups := a.ByCause()
	along := func(g Group) float64 {
		if a.Percent < 0 {
			return -g.Effect
		}
		return g.Effect
	}
	rank := func(g Group) int {
		switch x := along(g); {
		case x > 0:
			return 0
		case x < 0:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(groups, func(x, y Group) int {
		if d := cmp.Compare(rank(x), rank(y)); d != 0 || rank(x) == 2 {
			return d
		}
		return cmp.Compare(max(along(y), -along(y)), max(along(x), -along(x)))
	})
	return groups
}
