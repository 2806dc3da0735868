package score

import (
	"math"
	"slices"
)

// A control that goes from done to not done and back every few days says nothing
// new each time.
const (
	FlipWindow = 14 // days over which flips are counted
	FlipsLeast = 2  // flips within them that make a control unstable: undone, and done again
	Settled    = 7  // days without a flip after which it is stable again, whatever was before
)

// Flipped are the controls that went from having all their points to lacking some
// since an earlier snapshot, or back; by id, folded, in order. A control that was
// re-pointed, or is not in both, did not flip.
func (s Snapshot) Flipped(earlier Snapshot) []string {
	before := map[string]Control{}
	for _, c := range earlier.Controls {
		before[Fold(c.ID)] = c
	}
	var flipped []string
	for _, c := range s.Controls {
		b, both := before[Fold(c.ID)]
		if both && c.MaxKnown() && b.MaxKnown() && b.Max == c.Max && (c.Left() == 0) != (b.Left() == 0) {
			flipped = append(flipped, Fold(c.ID))
		}
	}
	slices.Sort(flipped)
	return flipped
}

// Unstable are the controls that flipped at least FlipsLeast times in the
// FlipWindow days up to one, and have not Settled since; by id, folded, with how
// often they flipped.
func Unstable(days []Day, until Date) map[string]int {
	flips, last := map[string]int{}, map[string]Date{}
	for _, d := range Since(days, until.AddDays(1-FlipWindow), until) {
		for _, id := range d.Flipped {
			flips[id]++
			last[id] = d.Date
		}
	}
	for id, n := range flips {
		if n < FlipsLeast || last[id] <= until.AddDays(-Settled) {
			delete(flips, id)
		}
	}
	return flips
}

// Marked is the account with the flips of unstable controls on their changes.
func (a Account) Marked(unstable map[string]int) Account {
	a.Changes = slices.Clone(a.Changes)
	for i := range a.Changes {
		a.Changes[i].Flips = unstable[Fold(a.Changes[i].ID)]
	}
	return a
}

// driftDays is how far Drift looks back, and driftLeast how many days it has to
// find there.
const (
	driftDays  = 30
	driftLeast = 7
)

// Drift is by how many points the score moves from one day to the next when nothing
// is done: the median over the last days on which the maximum stayed as it was. It
// is NaN where too few such days are known.
func Drift(days []Day, until Date) float64 {
	kept := Since(days, until.AddDays(-driftDays), until)
	var moves []float64
	for i := 1; i < len(kept); i++ {
		if kept[i-1].Date.AddDays(1) == kept[i].Date && kept[i-1].Max == kept[i].Max {
			moves = append(moves, math.Abs(kept[i].Current-kept[i-1].Current))
		}
	}
	if len(moves) < driftLeast {
		return math.NaN()
	}
	slices.Sort(moves)
	return Hundredths(moves[len(moves)/2])
}
