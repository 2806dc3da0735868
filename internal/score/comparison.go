package score

import "math"

// Comparison is the tenant beside the average of others. Percentages are NaN
// where Microsoft sends none, or -1.
type Comparison struct {
	Basis      string  // BasisAllTenants or BasisSimilar
	SeatsFrom  int     // of BasisSimilar: the range of seats; 0 if not said
	SeatsTo    int     //
	Percent    float64 // the others' average
	Ahead      float64 // percentage points by which the tenant is ahead; negative behind
	Categories []CategoryComparison
}

// CategoryComparison is one category beside the others' average in it.
type CategoryComparison struct {
	Category string
	Ours     float64 // percent; NaN where the tenant has no known maximum in it
	Percent  float64 // the others' average
	Ahead    float64 // percentage points; NaN without either
}

// Comparisons compares with all tenants and with those of similar size, in this
// order and always both. Every category of the tenant is there, in the order of
// Categories.
func (s Snapshot) Comparisons() []Comparison {
	var list []Comparison
	for _, basis := range []string{BasisAllTenants, BasisSimilar} {
		average, found := s.AverageBy(basis)
		if !found {
			average.Percent = math.NaN()
		}
		c := Comparison{
			Basis: basis, SeatsFrom: average.SeatsFrom, SeatsTo: average.SeatsTo,
			Percent: average.Percent, Ahead: s.Percent() - average.Percent,
		}
		for _, total := range Categories(s) {
			row := CategoryComparison{Category: total.Category, Ours: math.NaN(), Percent: average.in(total.Category)}
			if total.Max > 0 {
				row.Ours = total.Percent()
			}
			row.Ahead = row.Ours - row.Percent
			c.Categories = append(c.Categories, row)
		}
		list = append(list, c)
	}
	return list
}

// in is the average in a category in percent, NaN where none is given.
func (a Average) in(category string) float64 {
	for _, c := range a.Categories {
		if Fold(c.Category) == Fold(category) && a.Known() && c.Max > 0 && c.Points >= 0 {
			return percent(c.Points, c.Max)
		}
	}
	return math.NaN()
}
