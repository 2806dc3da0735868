package score

import (
	"cmp"
	"slices"
	"strings"
)

// CategoryTotal is the part of one category in the score.
type CategoryTotal struct {
	Category string  // as Microsoft writes it, or Uncategorized
	Points   float64 // achieved
	Max      float64 // points, of the controls whose maximum is known
	Controls int
	Unknown  int     // controls whose maximum is unknown
	Measured float64 // points achieved in the controls whose maximum is known
}

// Percent is the share that was achieved in the controls whose maximum is
// known, 0 to 100.
func (c CategoryTotal) Percent() float64 { return percent(c.Measured, c.Max) }

// Uncategorized is the name for controls to which Microsoft gave no category.
const Uncategorized = "Uncategorized"

var portalOrder = []string{"identity", "data", "device", "apps", "infrastructure"}

// Categories adds up the controls by category. The categories that the portal
// knows come first, in the portal's order, then any others by name.
func Categories(s Snapshot) []CategoryTotal {
	totals := map[string]*CategoryTotal{}
	for _, c := range s.Controls {
		name := strings.TrimSpace(c.Category)
		if name == "" {
			name = Uncategorized
		}
		t := totals[Fold(name)]
		if t == nil {
			t = &CategoryTotal{Category: name}
			totals[Fold(name)] = t
		}
		t.Controls++
		t.Points += c.Points
		if c.MaxKnown() {
			t.Max += c.Max
			t.Measured += c.Points
		} else {
			t.Unknown++
		}
	}
	list := make([]CategoryTotal, 0, len(totals))
	for _, t := range totals {
		t.Points, t.Max, t.Measured = Hundredths(t.Points), Hundredths(t.Max), Hundredths(t.Measured)
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b CategoryTotal) int {
		return cmp.Or(cmp.Compare(placeOf(a.Category), placeOf(b.Category)),
			cmp.Compare(Fold(a.Category), Fold(b.Category)))
	})
	return list
}

func placeOf(category string) int {
	if i := slices.Index(portalOrder, Fold(category)); i >= 0 {
		return i
	}
	return len(portalOrder)
}
