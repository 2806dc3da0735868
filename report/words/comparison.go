package words

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

const (
	asTheAverage Text = "comparison.asTheAverage"
	columnsNote  Text = "comparison.columnsNote"
	averageNote  Text = "comparison.averageNote"
)

// SimilarSize names the organisations of similar size with their range of
// seats, as far as Microsoft says it.
func (w Words) SimilarSize(m report.Model) string {
	if seats := w.seatsOf(m); seats != "" {
		return w.say("comparison.similarSize", "seats", seats)
	}
	return w.Text(LabelSimilarSize)
}

// seatsOf is the range of seats of organisations of similar size: 301 to 600
// seats; empty where Microsoft does not say.
func (w Words) seatsOf(m report.Model) string {
	for _, c := range m.Analysis.Comparisons {
		from, to := w.number(float64(c.SeatsFrom)), w.number(float64(c.SeatsTo))
		switch {
		case c.Basis != score.BasisSimilar:
		case c.SeatsFrom > 0 && c.SeatsTo > 0:
			return w.say("comparison.seats", "from", from, "to", to)
		case c.SeatsFrom > 0:
			return w.say("comparison.seatsFrom", "from", from)
		case c.SeatsTo > 0:
			return w.say("comparison.seatsTo", "to", to)
		}
	}
	return ""
}

// ofSimilarSize is of similar size (301 to 600 seats).
func (w Words) ofSimilarSize(m report.Model) string {
	seats := w.seatsOf(m)
	return w.say("comparison.ofSimilarSize", "known", yesNo(seats != ""), "seats", seats)
}

// AverageOf is the points that the average of a category is a share of; empty
// where there is no average.
func (w Words) AverageOf(c report.Category) string {
	if !report.Known(c.Average) {
		return ""
	}
	return w.say("comparison.averageOf", "points", w.number(c.Beside.PercentOf))
}

// BesideAverage is how many points a category has more or less than it would
// have with the average percent; empty where there is no average.
func (w Words) BesideAverage(c report.Category) string {
	switch ahead := score.Hundredths(c.Beside.AheadPoints); {
	case math.IsNaN(ahead):
		return ""
	case ahead > 0:
		return w.say("comparison.above", "points", w.number(ahead))
	case ahead < 0:
		return w.say("comparison.below", "points", w.number(-ahead))
	}
	return w.Text(asTheAverage)
}

// CategoriesNote says what the columns of the categories mean, and what their
// averages do not.
func (w Words) CategoriesNote(m report.Model) string {
	text := w.Text(columnsNote)
	average, few := false, false
	for _, c := range m.Categories {
		average, few = average || report.Known(c.Average), few || c.Beside.Few
	}
	if average {
		text += " " + w.Text(averageNote)
	}
	if few {
		text += " " + w.say("comparison.fewNote", "least", w.number(score.FewPoints))
	}
	if other := w.statistics(m); other != "" {
		text += " " + other
	}
	return text
}

// statistics says that the averages of the categories are not the parts of the
// average of all organisations; empty where that cannot be seen.
func (w Words) statistics(m report.Model) string {
	for _, c := range m.Analysis.Comparisons {
		if c.Basis == score.BasisAllTenants && report.Known(c.Together) && report.Known(c.Percent) &&
			score.Hundredths(c.Together) != score.Hundredths(c.Percent) {
			return w.say("comparison.statistics", "together", w.Percent(c.Together), "whole", w.Percent(c.Percent))
		}
	}
	return ""
}
