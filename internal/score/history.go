package score

import (
	"cmp"
	"math"
	"slices"
)

// Day is what a trend needs of one day.
type Day struct {
	Headline
	AllTenants float64 // average of all tenants in percent; NaN where there is none
	Similar    float64 // average of tenants of similar size in percent; NaN where there is none
}

// Bases of comparison that Microsoft sends today.
const (
	BasisAllTenants = "AllTenants"
	BasisSimilar    = "TotalSeats"
)

// Day is what a trend needs of the snapshot.
func (s Snapshot) Day() Day {
	return Day{Headline: s.Headline(), AllTenants: s.averagePercent(BasisAllTenants), Similar: s.averagePercent(BasisSimilar)}
}

func (s Snapshot) averagePercent(basis string) float64 {
	if a, ok := s.AverageBy(basis); ok {
		return a.Percent
	}
	return math.NaN()
}

// Since keeps the days from the first to the last, both included, in order; of
// two entries for one day the later in the list counts.
func Since(days []Day, first, last Date) []Day {
	byDate := map[Date]Day{}
	for _, d := range days {
		if d.Date >= first && d.Date <= last {
			byDate[d.Date] = d
		}
	}
	kept := make([]Day, 0, len(byDate))
	for _, d := range byDate {
		kept = append(kept, d)
	}
	slices.SortFunc(kept, func(a, b Day) int { return cmp.Compare(a.Date, b.Date) })
	return kept
}
