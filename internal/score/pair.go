package score

import (
	"slices"
	"strings"
)

// pair is one control before and after. Where it was not scored, that side is
// nil.
type pair struct {
	before, after *Control
	renamed       bool
}

// same says whether nothing that a change is made of differs. Most controls are
// the same from day to day.
func (p pair) same() bool {
	b, a := p.before, p.after
	return b != nil && a != nil && !p.renamed && b.Points == a.Points && b.Max == a.Max && b.MaxSource == a.MaxSource &&
		b.State == a.State && b.Category == a.Category && b.Unread == a.Unread
}

// indexed is a snapshot with its controls by folded id.
type indexed struct {
	Snapshot
	entries []entry
}

func (s Snapshot) indexed() indexed { return indexed{s, byID(s)} }

// indexedLike is indexed, and takes over the folded ids of another snapshot
// with the same ids: to fold them again takes longer than to compare the days.
func (s Snapshot) indexedLike(other indexed) indexed {
	if len(s.Controls) != len(other.entries) {
		return s.indexed()
	}
	entries := make([]entry, len(s.Controls))
	for i := range s.Controls {
		if s.Controls[i].ID != other.entries[i].control.ID {
			return s.indexed()
		}
		entries[i] = entry{other.entries[i].id, &s.Controls[i]}
	}
	return indexed{s, entries}
}

// pairs matches the controls of two snapshots: first those that are in both, by
// folded id, then the new ones, then those that are gone.
func pairs(before, after Snapshot) []pair { return pairsOf(before.indexed(), after.indexed()) }

func pairsOf(before, after indexed) []pair {
	list, gone, come := matched(before.entries, after.entries)
	former := renames(gone, come)
	renamed := make(map[*Control]bool, len(former))
	// The maximum of the score says how many of the new and the gone controls
	// really came and went.
	tooMany := after.Max - before.Max
	for _, g := range gone {
		tooMany += g.control.Max
	}
	for _, c := range come {
		tooMany -= c.control.Max
	}
	left := min(before.unlisted(), -tooMany)
	for _, c := range come {
		old, found := former[c.control]
		renamed[old] = found
		if !found {
			old = c.control.without(&left)
		}
		list = append(list, pair{before: old, after: c.control, renamed: found})
	}
	left = min(after.unlisted(), tooMany)
	for _, g := range gone {
		if !renamed[g.control] {
			list = append(list, pair{before: g.control, after: g.control.withoutPoints(&left)})
		}
	}
	return list
}

// matched are the controls of two days by folded id: those that both have, and
// those that only one has.
func matched(earlier, later []entry) (both []pair, gone, come []entry) {
	both = make([]pair, 0, max(len(earlier), len(later)))
	for len(earlier) > 0 || len(later) > 0 {
		switch {
		case len(later) == 0 || len(earlier) > 0 && earlier[0].id < later[0].id:
			gone, earlier = append(gone, earlier[0]), earlier[1:]
		case len(earlier) == 0 || later[0].id < earlier[0].id:
			come, later = append(come, later[0]), later[1:]
		default:
			both = append(both, pair{before: earlier[0].control, after: later[0].control})
			earlier, later = earlier[1:], later[1:]
		}
	}
	return both, gone, come
}

// unlisted is the points that the maximum of a thin snapshot has beyond those
// of its controls: Microsoft leaves out controls of old days at times. It is 0
// where the maximum of a control is unknown.
func (s Snapshot) unlisted() float64 {
	if !s.Thin {
		return 0
	}
	left := s.Max
	for _, c := range s.Controls {
		if !c.MaxKnown() {
			return 0
		}
		left -= c.Max
	}
	return Hundredths(left)
}

// without is the control on a day that does not list it but whose maximum has
// room for it: there it had no points, as the points of the others add up
// without it. It is nil where there is no room. Left is the room.
func (c *Control) without(left *float64) *Control {
	if !c.MaxKnown() || c.Max == 0 || c.Max > *left {
		return nil
	}
	*left = Hundredths(*left - c.Max)
	unlisted := *c
	unlisted.Points, unlisted.Percent = 0, 0
	return &unlisted
}

// withoutPoints is without for a control that had no points on the other day
// either; one that had points is gone.
func (c *Control) withoutPoints(left *float64) *Control {
	if c.Points != 0 {
		return nil
	}
	return c.without(left)
}

// entry is a control with its folded id.
type entry struct {
	id      string
	control *Control
}

// byID lists the controls of a snapshot by folded id. Where two have the same
// id, the first counts.
func byID(s Snapshot) []entry {
	list := make([]entry, len(s.Controls))
	for i := range s.Controls {
		list[i] = entry{Fold(s.Controls[i].ID), &s.Controls[i]}
	}
	byFoldedID := func(a, b entry) int { return strings.Compare(a.id, b.id) }
	if !slices.IsSortedFunc(list, byFoldedID) {
		slices.SortStableFunc(list, byFoldedID)
	}
	return slices.CompactFunc(list, func(a, b entry) bool { return a.id == b.id })
}
