package score

import (
	"cmp"
	"math"
	"slices"
)

// Rounded is the account in hundredths of percentage points, as people read it.
// The rounded numbers still add up (largest remainder method): Percent is
// rounded to the nearest hundredth, every effect and Unattributed is rounded
// down, and the hundredths that are then missing go to those with the largest
// remainders. Each number is less than a hundredth from its exact value.
// OwnEffect is rounded to the nearest hundredth.
func (a Account) Rounded() Account {
	r := a
	r.Percent = Hundredths(a.Percent)
	r.Changes = slices.Clone(a.Changes)

	parts := make([]float64, len(a.Changes)+1)
	for i, c := range a.Changes {
		parts[i] = c.Effect
	}
	parts[len(a.Changes)] = a.Unattributed
	rounded := apportion(parts, int64(math.Round(r.Percent*100)))
	for i := range r.Changes {
		r.Changes[i].Effect = rounded[i]
		r.Changes[i].OwnEffect = Hundredths(a.Changes[i].OwnEffect)
		if a.Changes[i].OwnEffect == a.Changes[i].Effect {
			r.Changes[i].OwnEffect = rounded[i] // all of it is the tenant's own
		}
	}
	r.Unattributed = rounded[len(a.Changes)]
	return r
}

// apportion rounds the parts to hundredths that add up to total hundredths. A
// part of zero stays zero.
func apportion(parts []float64, total int64) []float64 {
	type share struct {
		place     int
		floor     int64
		remainder float64
	}
	shares := make([]share, 0, len(parts))
	missing := total
	for i, p := range parts {
		hundreds := math.Round(p*1e8) / 1e6 // 0.1 * 100 is not 10 in binary
		floor := math.Floor(hundreds)
		if p != 0 {
			shares = append(shares, share{place: i, floor: int64(floor), remainder: hundreds - floor})
			missing -= int64(floor)
		}
	}
	slices.SortStableFunc(shares, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.remainder, a.remainder), cmp.Compare(a.place, b.place))
	})
	out := make([]float64, len(parts))
	for i, s := range shares {
		if int64(i) < missing {
			s.floor++
		}
		out[s.place] = float64(s.floor) / 100
	}
	return out
}
