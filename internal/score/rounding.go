package score

import (
	"cmp"
	"math"
	"slices"
)

// Rounded is the account in hundredths of percentage points, as people read it.
// Its numbers add up as they are printed: Percent is the PrintedDifference of
// the two percents. Every effect and Unattributed is rounded down, and the
// hundredths that are then missing go to those with the largest remainders
// (largest remainder method). An effect that has a part of the tenant and one
// of Microsoft is divided in the same way. Each number is less than a hundredth
// from its exact value.
func (a Account) Rounded() Account {
	r := a
	r.Percent = PrintedDifference(a.After.Percent(), a.Before.Percent())
	r.Changes = slices.Clone(a.Changes)

	parts := make([]float64, len(a.Changes)+1)
	for i, c := range a.Changes {
		parts[i] = c.Effect
	}
	parts[len(a.Changes)] = a.Unattributed
	rounded := apportion(parts, r.Percent, 100)
	for i, c := range a.Changes {
		r.Changes[i].Effect, r.Changes[i].OwnEffect = rounded[i], ownPart(c, rounded[i])
	}
	r.Unattributed = rounded[len(a.Changes)]
	return r
}

// PrintedDifference is how many percentage points the first percent is above
// the second, as people find it who subtract the two as they are printed. It
// can be a hundredth off the rounded difference.
func PrintedDifference(a, b float64) float64 { return Hundredths(Hundredths(a) - Hundredths(b)) }

// ownPart is the tenant's part of an effect that is rounded.
func ownPart(c Change, rounded float64) float64 {
	microsofts := settle(c.Effect - c.OwnEffect)
	switch {
	case c.OwnEffect == 0:
		return 0
	case microsofts == 0:
		return rounded
	}
	return apportion([]float64{c.OwnEffect, microsofts}, rounded, 100)[0]
}

// apportion rounds the parts to hundredths, or to tenths, that add up to total;
// per is how many of them make one. A part of zero stays zero, unless all are:
// then the last one is the total.
func apportion(parts []float64, total, per float64) []float64 {
	type share struct {
		place            int
		floor, remainder float64
	}
	shares := make([]share, 0, len(parts))
	whole := math.Round(total * per)
	missing := whole
	for i, p := range parts {
		units := math.Round(p*per*1e6) / 1e6 // 0.1 * 100 is not 10 in binary
		floor := math.Floor(units)
		if p != 0 {
			shares = append(shares, share{place: i, floor: floor, remainder: units - floor})
			missing -= floor
		}
	}
	slices.SortStableFunc(shares, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.remainder, a.remainder), cmp.Compare(a.place, b.place))
	})
	out := make([]float64, len(parts))
	if len(shares) == 0 {
		out[len(out)-1] = whole / per
	}
	for i, s := range shares {
		if float64(i) < missing {
			s.floor++
		}
		out[s.place] = s.floor / per
	}
	return out
}
