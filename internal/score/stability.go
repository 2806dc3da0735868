package score

import "slices"

// A control is unstable where it goes from complete to incomplete and back
// every few days, or several times a day. Further flips are then no news.
const (
	FlipWindow = 14 // days in which flips are counted
	FlipsLeast = 2  // flips in FlipWindow that make a control unstable
	Settled    = 7  // days without a flip that make it stable again
)

// Flipped lists the controls that had all points in the earlier snapshot and
// lack some now, or the other way round. The ids are folded and sorted. A
// control whose maximum changed or whose points are unknown did not flip, nor
// one that is in only one of the snapshots.
func (s Snapshot) Flipped(earlier Snapshot) []string {
	before := earlier.indexed()
	return flipped(before, s.indexedLike(before))
}

func flipped(before, after indexed) []string {
	both, _, _ := matched(before.entries, after.entries)
	var list []string
	for _, p := range both {
		if p.after.comparable(p.before) && (p.after.Left() == 0) != (p.before.Left() == 0) {
			list = append(list, Fold(p.after.ID))
		}
	}
	return list
}

// comparable says whether a flip can be seen between two readings of a control.
func (c *Control) comparable(b *Control) bool {
	return c.MaxKnown() && b.MaxKnown() && b.Max == c.Max && !c.Unread && !b.Unread
}

// Unstable counts the flips of each unstable control, by folded id: of those
// that flipped at least FlipsLeast times in the FlipWindow days up to a day,
// and at least once in the last Settled days. Flips count by reading, so both
// can be on one day.
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

// Marked is the account with Flips set on the changes of unstable controls.
func (a Account) Marked(unstable map[string]int) Account {
	a.Changes = slices.Clone(a.Changes)
	for i := range a.Changes {
		a.Changes[i].Flips = unstable[Fold(a.Changes[i].ID)]
	}
	return a
}
