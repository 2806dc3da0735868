package graph

import (
	"cmp"
	"slices"

	"secure-score-reporter/internal/score"
)

// averageCategories are the categories of averageComparativeScores, sorted,
// with the prefix of their properties.
var averageCategories = []struct{ name, prefix string }{
	{"Apps", "apps"},
	{"Data", "data"},
	{"Device", "device"},
	{"Identity", "identity"},
	{"Infrastructure", "infrastructure"},
}

// averagesOf reads averageComparativeScores. The order of the list has no
// meaning, so the result is sorted by basis.
func averagesOf(head *props) []score.Average {
	const key = "averageComparativeScores"
	value, ok := head.raw(key)
	if !ok {
		return nil
	}
	elements, ok := head.objects(value, key)
	if !ok {
		head.unreadable(key, value)
		return nil
	}
	var averages []score.Average
	for _, element := range elements {
		average := averageOf(element)
		if average.Basis == "" {
			head.notes.add(score.AverageLeftOut, "")
			continue
		}
		averages = append(averages, average)
	}
	slices.SortStableFunc(averages, func(a, b score.Average) int {
		return cmp.Compare(score.Fold(a.Basis), score.Fold(b.Basis))
	})
	return slices.CompactFunc(averages, func(a, b score.Average) bool {
		return score.Fold(a.Basis) == score.Fold(b.Basis)
	})
}

func averageOf(p *props) score.Average {
	average := score.Average{Basis: p.word("basis"), Percent: percentOrNaN(p.loose("averageScore"))}
	average.SeatsFrom = max(p.whole("SeatSizeRangeLowerValue"), p.whole("seatSizeRangeLowerValue"))
	average.SeatsTo = max(p.whole("SeatSizeRangeUpperValue"), p.whole("seatSizeRangeUpperValue"))
	for _, category := range averageCategories {
		points, most := p.loose(category.prefix+"Score"), p.loose(category.prefix+"ScoreMax")
		if !possible(points) { // absent, or -1, which means absent
			continue
		}
		if !possible(most) {
			most = 0
		}
		average.Categories = append(average.Categories,
			score.CategoryAverage{Category: category.name, Points: points, Max: most})
	}
	return average
}
