package score

import (
	"cmp"
	"math"
	"slices"
)

// Kind is one way in which a control changed. A control can change in several.
type Kind string

// The kinds, by the words of the event's result and of the configuration.
const (
	Improved      Kind = "improved"  // points gained
	Regressed     Kind = "regressed" // points lost
	Added         Kind = "added"     // Microsoft added it to the score
	Retired       Kind = "retired"   // Microsoft removed it from the score
	Repointed     Kind = "repointed" // Microsoft changed its maximum
	StatusChanged Kind = "status"    // another declared state
)

// Kinds are all kinds in the order in which people read them, the bad news
// first.
func Kinds() []Kind { return []Kind{Regressed, Added, Improved, Repointed, Retired, StatusChanged} }

// Headline is the numbers of a snapshot without its controls.
type Headline struct {
	Date    Date
	Current float64 // points
	Max     float64 // points
}

// Percent is the share that was achieved, 0 to 100.
func (h Headline) Percent() float64 { return percent(h.Current, h.Max) }

// Headline is the numbers of the snapshot without its controls.
func (s Snapshot) Headline() Headline {
	return Headline{Date: s.Date, Current: s.Current, Max: s.Max}
}

// HeadlineOnly says that nothing but the score of the day is known: it has a
// maximum, and no controls that make it up.
func (s Snapshot) HeadlineOnly() bool { return len(s.Controls) == 0 && s.Max > 0 }

// Account explains how the score got from one snapshot to another. The effects
// of all changes and Unattributed add up to Percent exactly.
type Account struct {
	Before, After Headline
	Points        float64  // After.Current - Before.Current, both in hundredths
	Percent       float64  // After.Percent() - Before.Percent(), in percentage points; see Rounded
	Changes       []Change // the largest effect first, then by folded id
	Unattributed  float64  // percentage points that no control explains
}

// Change is what happened to one control.
type Change struct {
	ID            string
	Title         string
	Category      string
	Service       string
	Kinds         []Kind // none where the control was only renamed or moved
	RenamedFrom   string // the earlier id, where Microsoft raised its version
	MovedFrom     string // the earlier category, where Microsoft moved it
	Before, After Standing
	Declared      bool    // points came by a declaration that Microsoft does not verify
	Effect        float64 // percentage points of the whole score
	OwnPoints     float64 // points that the tenant gained or lost; a new maximum counts as Microsoft's
	OwnEffect     float64 // percentage points: the part of Effect that OwnPoints make
	Control       Control // as it is after; where it was retired, as it was before
	Flips         int     // how often an unstable control flipped in FlipWindow days; else 0. Account.Marked sets it.
}

// Standing is how a control stood in one snapshot.
type Standing struct {
	Scored   bool    // false: it was not in the score, and the rest is zero
	Points   float64 // achieved
	Max      float64 // points
	MaxKnown bool
	Status   Status
}

// Has says whether the change is of kind k, among others.
func (c Change) Has(k Kind) bool { return slices.Contains(c.Kinds, k) }

// Counts says whether people count the change as one of kind k. Drift is no
// improvement and no regression, nor is a move of points that only another
// maximum explains.
func (c Change) Counts(k Kind) bool {
	if k == Improved || k == Regressed {
		return c.Has(k) && c.OwnPoints != 0 && !c.IsDrift()
	}
	return c.Has(k)
}

// Diff explains the way from before to after.
//
// C is the current score, M the maximum, and p = C/M of the earlier snapshot. A
// control has c points of the maximum m, both 0 where it is absent. Its effect
// is
//
//	(dc - p*dm) / M_after * 100   percentage points
//
// Summed over all controls this is the change of C/M, as long as the controls
// add up to C and M. What they do not add up to is Unattributed. The formula is
// our own; docs/analysis.md derives it. A maximum or points that are unknown on
// either side count as unchanged, because a missing profile or score is no
// change.
//
// A control is the same under two ids where Microsoft raised the version in the
// id and left title and service as they were.
//
// Where only the headline of one snapshot is known, nothing is attributed to
// the controls of the other: they are neither new nor gone.
func Diff(before, after Snapshot) Account { return diff(before.indexed(), after.indexed()) }

func diff(before, after indexed) Account {
	account := Account{
		Before:  before.Headline(),
		After:   after.Headline(),
		Points:  Hundredths(Hundredths(after.Current) - Hundredths(before.Current)),
		Percent: after.Percent() - before.Percent(),
	}
	share := before.Percent() / 100
	rest := account.Percent
	if before.HeadlineOnly() || after.HeadlineOnly() {
		account.Unattributed = settle(rest)
		return account
	}
	for _, p := range pairsOf(before, after) {
		if p.same() {
			continue
		}
		p = p.carried()
		c, changed := p.change(before.Thin || after.Thin)
		if !changed {
			continue
		}
		c.Effect = effect(c, share, after.Max)
		c.OwnPoints = ownPoints(p.before, p.after, c)
		c.OwnEffect = ownEffect(c, after.Max)
		rest -= c.Effect
		account.Changes = append(account.Changes, c)
	}
	account.Unattributed = settle(rest)
	slices.SortFunc(account.Changes, func(x, y Change) int {
		return cmp.Or(
			cmp.Compare(math.Abs(y.Effect), math.Abs(x.Effect)),
			cmp.Compare(Fold(x.ID), Fold(y.ID)),
		)
	})
	return account
}

// change is what happened to the pair, without its effect, and whether anything
// did. Where one of the snapshots is thin, its states and categories say
// nothing.
func (p pair) change(thin bool) (c Change, changed bool) {
	c.Kinds = kinds(p.before, p.after, thin)
	if p.renamed {
		c.RenamedFrom = p.before.ID
	}
	if p.before != nil && p.after != nil && !thin {
		c.MovedFrom = movedFrom(p.before, p.after)
	}
	if len(c.Kinds) == 0 && c.RenamedFrom == "" && c.MovedFrom == "" {
		return c, false
	}
	c.Control = *cmp.Or(p.after, p.before)
	c.ID, c.Title, c.Category, c.Service = c.Control.ID, c.Control.Title, c.Control.Category, c.Control.Service
	c.Before, c.After = standing(p.before), standing(p.after)
	c.Declared = c.After.Status.Declared() && Hundredths(c.After.Points-c.Before.Points) > 0
	return c, true
}

func standing(c *Control) Standing {
	if c == nil {
		return Standing{}
	}
	return Standing{Scored: true, Points: c.Points, Max: c.Max, MaxKnown: c.MaxKnown(), Status: c.Status()}
}

func kinds(before, after *Control, thin bool) []Kind {
	switch {
	case before == nil:
		return []Kind{Added}
	case after == nil:
		return []Kind{Retired}
	}
	var found []Kind
	switch gained := Hundredths(after.Points - before.Points); {
	case gained > 0:
		found = append(found, Improved)
	case gained < 0:
		found = append(found, Regressed)
	}
	if repointed(before, after) {
		found = append(found, Repointed)
	}
	if !thin && before.HasProfile && after.HasProfile && foldState(before.State) != foldState(after.State) {
		found = append(found, StatusChanged)
	}
	return found
}

func foldState(state string) string {
	if undeclared(state) {
		return ""
	}
	return Fold(state)
}
