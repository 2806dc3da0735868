package score

import "math"

// Comparison is the tenant beside an average of other organisations. A percent
// is NaN where Microsoft sends none, or -1.
type Comparison struct {
	Basis      string  // BasisAllTenants or BasisSimilar
	SeatsFrom  int     // with BasisSimilar the range of seats; 0 where Microsoft does not say
	SeatsTo    int     //
	Percent    float64 // average of the others
	Ahead      float64 // PrintedDifference of the tenant's percent and the average; negative below
	Categories []CategoryComparison
	// Together is the points of the averages of all categories, in percent of
	// their maxima; NaN without any. It is another statistic than Percent, and
	// commonly differs from it by some percentage points.
	Together float64
}

// CategoryComparison is one category beside the average in that category.
type CategoryComparison struct {
	Category    string
	Ours        float64 // percent; NaN where the tenant has no known maximum in it
	OursOf      float64 // points, the tenant's maximum, of which Ours is the share
	Percent     float64 // average of the others
	PercentOf   float64 // points, the average maximum of the others, of which Percent is the share; NaN where Percent is
	Ahead       float64 // PrintedDifference of Ours and Percent; NaN where one of them is
	AheadPoints float64 // the exact difference in points of the tenant's maximum; NaN where Ahead is
	Few         bool    // the tenant's maximum is less than FewPoints
}

// FewPoints is the maximum from which on a category has enough points for its
// percent to say much. An action is commonly worth up to 10 points, so one of
// them moves a smaller category by 40 percentage points and more.
const FewPoints = 25.0

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
			Percent: average.Percent, Ahead: PrintedDifference(s.Percent(), average.Percent), Together: average.together(),
		}
		for _, total := range Categories(s) {
			c.Categories = append(c.Categories, total.beside(average))
		}
		list = append(list, c)
	}
	return list
}

// beside compares a category with its average.
func (t CategoryTotal) beside(average Average) CategoryComparison {
	row := CategoryComparison{
		Category: t.Category, Ours: math.NaN(), OursOf: t.Max, Few: t.Max < FewPoints,
		Percent: math.NaN(), PercentOf: math.NaN(),
	}
	if t.Max > 0 {
		row.Ours = t.Percent()
	}
	if points, maximum, known := average.in(t.Category); known {
		row.Percent, row.PercentOf = percent(points, maximum), maximum
	}
	row.Ahead = PrintedDifference(row.Ours, row.Percent)
	row.AheadPoints = (row.Ours - row.Percent) / 100 * t.Max
	return row
}

// in is the average in a category, in points of a maximum, and whether
// Microsoft sends it.
func (a Average) in(category string) (points, maximum float64, known bool) {
	for _, c := range a.Categories {
		if Fold(c.Category) == Fold(category) && a.Known() && c.known() {
			return c.Points, c.Max, true
		}
	}
	return 0, 0, false
}

func (c CategoryAverage) known() bool { return c.Max > 0 && c.Points >= 0 }

// together is the averages of all categories as one percent, NaN without any.
func (a Average) together() float64 {
	var points, maximum float64
	for _, c := range a.Categories {
		if a.Known() && c.known() {
			points, maximum = points+c.Points, maximum+c.Max
		}
	}
	if maximum == 0 {
		return math.NaN()
	}
	return percent(points, maximum)
}
