package score

import (
	"cmp"
	"slices"
)

// Reversal is the way of one control that moved both up and down: the net change
// alone would hide it.
type Reversal struct {
	Control Control // as it stands at the end
	Gained  float64 // points, on all ways up
	Lost    float64 // points, as a positive number, on all ways down
	Turns   int     // how often it changed direction
}

// Net is the points that the control gained in all; negative where it lost.
func (j Reversal) Net() float64 { return Hundredths(j.Gained - j.Lost) }

// Reversals finds the controls that moved up and down again, or down and up, on the
// way through the snapshots, which are in the order of their days. Those that
// moved most come first, then by folded id. What Microsoft re-pointed is no move.
// A control counts while it is scored.
func Reversals(way []Snapshot) []Reversal {
	type track struct {
		Reversal
		up bool
	}
	tracks := map[string]*track{}
	for i := 1; i < len(way); i++ {
		for _, c := range Diff(way[i-1], way[i]).Changes {
			id := Fold(c.ID)
			if c.RenamedFrom != "" {
				tracks[id] = tracks[Fold(c.RenamedFrom)]
			}
			if c.OwnPoints == 0 {
				continue
			}
			t, up := tracks[id], c.OwnPoints > 0
			if t == nil {
				t = &track{up: up}
				tracks[id] = t
			}
			if t.up != up {
				t.Turns++
			}
			t.up, t.Control = up, c.Control
			t.Gained = Hundredths(t.Gained + max(0, c.OwnPoints))
			t.Lost = Hundredths(t.Lost + max(0, -c.OwnPoints))
		}
	}
	var list []Reversal
	for id, t := range tracks {
		if t != nil && t.Turns > 0 && Fold(t.Control.ID) == id {
			list = append(list, t.Reversal)
		}
	}
	slices.SortFunc(list, func(a, b Reversal) int {
		return cmp.Or(cmp.Compare(b.Gained+b.Lost, a.Gained+a.Lost), cmp.Compare(Fold(a.Control.ID), Fold(b.Control.ID)))
	})
	return list
}
