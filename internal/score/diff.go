package score

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Kind is one way in which a control changed. A control may change in several.
type Kind string

// The kinds, by the contract's words.
const (
	Improved      Kind = "improved"  // points gained
	Regressed     Kind = "regressed" // points lost
	Added         Kind = "added"     // entered the score
	Retired       Kind = "retired"   // left the score
	Repointed     Kind = "repointed" // another maximum
	StatusChanged Kind = "status"    // another declared state
)

// Kinds are all kinds in the order in which people are told of them: what went
// wrong first.
func Kinds() []Kind { return []Kind{Regressed, Added, Improved, Repointed, Retired, StatusChanged} }

// Headline is a snapshot's numbers without its controls.
type Headline struct {
	Date    Date
	Current float64 // points
	Max     float64 // points
}

// Percent is the share that was achieved, 0 to 100.
func (h Headline) Percent() float64 { return percent(h.Current, h.Max) }

// Headline is the snapshot's numbers without its controls.
func (s Snapshot) Headline() Headline {
	return Headline{Date: s.Date, Current: s.Current, Max: s.Max}
}

// Account is the exact account of the way from one snapshot to another: the
// effects of all changes and what is unattributed add up to Percent.
type Account struct {
	Before, After Headline
	Points        float64  // After.Current - Before.Current
	Percent       float64  // After.Percent() - Before.Percent(), in percentage points
	Changes       []Change // the largest effect first, then by folded id
	Unattributed  float64  // percentage points that no control explains
}

// Change is what happened to one control.
type Change struct {
	ID            string
	Title         string
	Category      string
	Service       string
	Kinds         []Kind // in the order of Kinds; none where it was only renamed or moved
	RenamedFrom   string // its earlier id, where Microsoft raised the id's version
	MovedFrom     string // its earlier category, where Microsoft moved it to another
	Before, After Standing
	Declared      bool    // points came by a declaration that Microsoft does not verify
	Effect        float64 // percentage points of the whole score
	OwnPoints     float64 // points gained or lost by what the tenant did, not by Microsoft's re-pointing
	OwnEffect     float64 // percentage points: the part of Effect that OwnPoints make
	Control       Control // as it stands after; as it stood before where it was retired
	Flips         int     // how often it flipped within FlipWindow, where that makes it unstable; else 0. Diff leaves it 0.
}

// Standing is how a control stood in one snapshot.
type Standing struct {
	Scored   bool    // false: it was not in the score, and all else is zero
	Points   float64 // achieved
	Max      float64 // points
	MaxKnown bool
	Status   Status
}

// Has tells whether the change is of kind k, among others.
func (c Change) Has(k Kind) bool { return slices.Contains(c.Kinds, k) }

// Diff accounts for the way from before to after.
//
// With C the current score, M the maximum, p = C/M of the earlier snapshot, and
// c and m a control's points and maximum (0 where it is absent), the effect of
// control i is (dc - p*dm) / M_after * 100 percentage points. Over all controls
// this sums to the change of C/M exactly, wherever the controls sum to C and M;
// the rest is Unattributed. The formula is the product's contract. A maximum
// that is unknown on either side counts as unchanged, so that a missing profile
// looks like no change, not like a false one.
//
// Two ids are one control where Microsoft raised the version of the id and left
// title and service as they were. Of a re-pointed control's effect the tenant's
// own part is by how much its points differ from the share that it had of the
// maximum, c' - c*m'/m, but never more than they moved, nor the other way; the
// rest is Microsoft's. So nobody is said to have lost what is still there.
func Diff(before, after Snapshot) Account {
	account := Account{
		Before:  before.Headline(),
		After:   after.Headline(),
		Points:  Hundredths(after.Current - before.Current),
		Percent: after.Percent() - before.Percent(),
	}
	thin := before.Thin || after.Thin
	share := before.Percent() / 100
	rest := account.Percent
	for _, p := range pairs(before, after) {
		b, a := p.before, p.after
		change := Change{Kinds: kinds(b, a, thin)}
		if b != nil && a != nil {
			if p.renamed {
				change.RenamedFrom = b.ID
			}
			if !thin {
				change.MovedFrom = movedFrom(b, a)
			}
		}
		if len(change.Kinds) == 0 && change.RenamedFrom == "" && change.MovedFrom == "" {
			continue
		}
		change.Before, change.After = standing(b), standing(a)
		change.Effect = effect(change, share, after.Max)
		change.OwnPoints = ownPoints(b, a, change)
		change.OwnEffect = ownEffect(change, after.Max)
		rest -= change.Effect
		subject := cmp.Or(a, b)
		change.ID, change.Title, change.Category, change.Service = subject.ID, subject.Title, subject.Category, subject.Service
		change.Control = *subject
		change.Declared = a != nil && change.After.Status.Declared() && change.After.Points > change.Before.Points+halfCent
		account.Changes = append(account.Changes, change)
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

// ownPoints are the points that a control gained or lost beside Microsoft's
// re-pointing. What that re-pointing gives is computed from points that were
// rounded, so a difference as small as this rounding is none.
func ownPoints(before, after *Control, c Change) float64 {
	if !c.Before.Scored || !c.After.Scored {
		return 0
	}
	if !c.Has(Repointed) {
		return Hundredths(after.Points - before.Points)
	}
	share, tolerance := 0.0, halfCent
	if before.Max > 0 {
		share = before.Points / before.Max
		tolerance += halfCent * after.Max / before.Max
	}
	if before.MaxSource == MaxComputed || after.MaxSource == MaxComputed {
		tolerance = max(tolerance, blur(before, after))
	}
	moved, own := after.Points-before.Points, after.Points-share*after.Max
	if math.Abs(own) <= tolerance+1e-9 || math.Abs(moved) < halfCent {
		return 0
	}
	return Hundredths(min(max(own, min(moved, 0)), max(moved, 0)))
}

func ownEffect(c Change, maxAfter float64) float64 {
	switch {
	case c.OwnPoints == 0 || maxAfter <= 0:
		return 0
	case !c.Has(Repointed):
		return c.Effect
	}
	return settle(c.OwnPoints / maxAfter * 100)
}

const halfCent = 0.005 // points: Microsoft's scores carry two decimals

// pair is one control before and after; one of both is nil where it was not
// scored.
type pair struct {
	before, after *Control
	renamed       bool
}

// pairs brings the controls of two snapshots together: those that are in both, in
// the order of their folded ids, then those that came, then those that went.
func pairs(before, after Snapshot) []pair {
	earlier, later := byID(before), byID(after)
	list := make([]pair, 0, max(len(earlier), len(later)))
	var gone, come []entry
	for len(earlier) > 0 || len(later) > 0 {
		switch {
		case len(later) == 0 || len(earlier) > 0 && earlier[0].id < later[0].id:
			gone, earlier = append(gone, earlier[0]), earlier[1:]
		case len(earlier) == 0 || later[0].id < earlier[0].id:
			come, later = append(come, later[0]), later[1:]
		default:
			list = append(list, pair{before: earlier[0].control, after: later[0].control})
			earlier, later = earlier[1:], later[1:]
		}
	}
	former := renames(gone, come)
	renamed := make(map[*Control]bool, len(former))
	for _, c := range come {
		old := former[c.control]
		renamed[old] = old != nil
		list = append(list, pair{before: old, after: c.control, renamed: old != nil})
	}
	for _, g := range gone {
		if !renamed[g.control] {
			list = append(list, pair{before: g.control})
		}
	}
	return list
}

// entry is a control under its folded id.
type entry struct {
	id      string
	control *Control
}

// byID lists a snapshot's controls by folded id, the first of two with the same.
func byID(s Snapshot) []entry {
	list := make([]entry, len(s.Controls))
	for i := range s.Controls {
		list[i] = entry{Fold(s.Controls[i].ID), &s.Controls[i]}
	}
	if byFoldedID := func(a, b entry) int { return strings.Compare(a.id, b.id) }; !slices.IsSortedFunc(list, byFoldedID) {
		slices.SortStableFunc(list, byFoldedID)
	}
	return slices.CompactFunc(list, func(a, b entry) bool { return a.id == b.id })
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
	switch gained := after.Points - before.Points; {
	case gained >= halfCent:
		found = append(found, Improved)
	case gained <= -halfCent:
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

// repointed compares maxima. One that was computed from a rounded percentage is
// inexact, so it has to differ by more than that rounding can explain.
func repointed(before, after *Control) bool {
	if !before.MaxKnown() || !after.MaxKnown() {
		return false
	}
	tolerance := halfCent
	if before.MaxSource == MaxComputed || after.MaxSource == MaxComputed {
		tolerance = blur(before, after)
	}
	return math.Abs(after.Max-before.Max) >= tolerance
}

// blur is by how many points a maximum may be off that was computed from a
// rounded percentage.
func blur(before, after *Control) float64 { return max(0.1, 0.02*max(before.Max, after.Max)) }

func foldState(state string) string {
	if undeclared(state) {
		return ""
	}
	return Fold(state)
}

func effect(c Change, share, maxAfter float64) float64 {
	if maxAfter <= 0 {
		return 0
	}
	dm := c.After.Max - c.Before.Max
	if c.Before.Scored && c.After.Scored && !c.Has(Repointed) {
		dm = 0 // unknown on a side, or blurred by the rounding of a percentage
	}
	return settle((c.After.Points - c.Before.Points - share*dm) / maxAfter * 100)
}

// settle removes the dust that floating point leaves behind, and minus zero.
func settle(x float64) float64 {
	if math.Abs(x) < 1e-9 {
		return 0
	}
	return x
}

// Matters tells whether the account is worth an alert: a control entered, left,
// was re-pointed or re-stated, or the moves of one sign add up to at least
// minPoints. What does not matter yet stays unannounced and adds up. Changes of a
// muted control count for nothing; nil mutes none.
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
		if d := c.After.Points - c.Before.Points; d > 0 {
			gained += d
		} else {
			lost -= d
		}
	}
	unexplained := math.Abs(a.Points - silent - (gained - lost))
	// A threshold of 0 means every move, not every silence.
	threshold := max(minPoints, 0.01) - 1e-9
	return gained >= threshold || lost >= threshold || unexplained >= threshold
}
