package score

import (
	"cmp"
	"slices"
)

// Reversal is a control that gained points and lost some again, or the other
// way round. Its net change alone would hide that.
type Reversal struct {
	Control Control // as it was after its last move
	Gained  float64 // points, of all gains together
	Lost    float64 // points, of all losses together, as a positive number
	Turns   int     // how often it changed direction
}

// Net is the points that the control gained in all, negative where it lost.
func (j Reversal) Net() float64 { return Hundredths(j.Gained - j.Lost) }

// Reversals finds the controls that reversed within the snapshots, which are in
// the order of their days. The largest movement comes first, then by folded id.
// A new maximum is no movement, and neither is a control that is added or
// retired. Drift is one, but it does not change the direction: a control that
// only drifts did not reverse. A day of which only the headline is known is
// passed over.
func Reversals(snapshots []Snapshot) []Reversal {
	snapshots = slices.DeleteFunc(slices.Clone(snapshots), Snapshot.HeadlineOnly)
	moved := map[string]*Reversal{} // by folded id; a renamed control is there under both ids
	rising := map[*Reversal]bool{}  // the last move that was no drift was a gain
	for i := 1; i < len(snapshots); i++ {
		for _, c := range Diff(snapshots[i-1], snapshots[i]).Changes {
			id := Fold(c.ID)
			if c.RenamedFrom != "" {
				moved[id] = moved[Fold(c.RenamedFrom)]
			}
			if c.OwnPoints == 0 {
				continue
			}
			r := moved[id]
			if r == nil {
				r = &Reversal{}
				moved[id] = r
			}
			if !c.IsDrift() {
				up := c.OwnPoints > 0
				if was, known := rising[r]; known && was != up {
					r.Turns++
				}
				rising[r] = up
			}
			r.Control = c.Control
			r.Gained = Hundredths(r.Gained + max(0, c.OwnPoints))
			r.Lost = Hundredths(r.Lost + max(0, -c.OwnPoints))
		}
	}
	var list []Reversal
	for id, r := range moved {
		if r != nil && r.Turns > 0 && Fold(r.Control.ID) == id {
			list = append(list, *r)
		}
	}
	slices.SortFunc(list, func(a, b Reversal) int {
		return cmp.Or(
			cmp.Compare(b.Gained+b.Lost, a.Gained+a.Lost),
			cmp.Compare(Fold(a.Control.ID), Fold(b.Control.ID)),
		)
	})
	return list
}

// MayReverse says whether a control can have reversed after a day, up to
// another one, as far as the history tells: only where points were gained on
// one day and lost on another. It is true where the history does not have what
// moved on each of the days.
func MayReverse(history []Day, first, last Date) bool {
	before, gained, lost, both := first, 0, 0, 0
	for _, d := range Since(history, first.AddDays(1), last) {
		if d.Moves.Since != before {
			return true
		}
		before = d.Date
		up, down := d.Moves.Gained > 0, d.Moves.Lost > 0
		switch {
		case up && down:
			both++
		case up:
			gained++
		case down:
			lost++
		}
	}
	return before != last || both > 1 || both == 1 && gained+lost > 0 || gained > 0 && lost > 0
}
