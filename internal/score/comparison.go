package score

import "math"

// Comparison is the tenant beside an average of other organisations. A percent
// is NaN where Microsoft sends none, or -1.
type Comparison struct {
	Basis      string  // BasisAllTenants or BasisSimilar
	SeatsFrom  int     // with BasisSimilar the range of seats; 0 where Microsoft does not say
	SeatsTo    int     //
	Percent    float64 // average of the others
	Ahead      float64 // percentage points of the tenant above the average; negative below
	Categories []CategoryComparison
}

// CategoryComparison is one category beside the average in that category.
type CategoryComparison struct {
	Category string
	Ours     float64 // percent; NaN where the tenant has no known maximum in it
	Percent  float64 // average of the others
	Ahead    float64 // percentage points; NaN where Ours or Percent is
}

// Comparisons compares with all organisations and with those of similar size,
// in this order. Both are always there, with every category of the tenant in
// the order of Categories.
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

// in is the average in a category in percent, NaN where Microsoft sends none.
func (a Average) in(category string) float64 {
	for _, c := range a.Categories {
		if Fold(c.Category) == Fold(category) && a.Known() && c.Max > 0 && c.Points >= 0 {
			return percent(c.Points, c.Max)
		}
	}
	return math.NaN()
}
