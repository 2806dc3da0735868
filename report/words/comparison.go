package words

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// SimilarSize names the organisations of similar size with their range of
// seats, as far as Microsoft says it.
func (w Words) SimilarSize(m report.Model) string {
	if seats := w.seatsOf(m); seats != "" {
		return w.Text(LabelSimilarShort) + ", " + seats
	}
	return w.Text(LabelSimilarSize)
}

// seatsOf is the range of seats of organisations of similar size: 301 to 600
// seats; empty where Microsoft does not say.
func (w Words) seatsOf(m report.Model) string {
	for _, c := range m.Analysis.Comparisons {
		from, to := w.Points(float64(c.SeatsFrom)), w.Points(float64(c.SeatsTo))
		switch {
		case c.Basis != score.BasisSimilar:
		case c.SeatsFrom > 0 && c.SeatsTo > 0:
			return from + " to " + to + " seats"
		case c.SeatsFrom > 0:
			return from + " seats or more"
		case c.SeatsTo > 0:
			return "up to " + to + " seats"
		}
	}
	return ""
}

// ofSimilarSize is of similar size (301 to 600 seats).
func (w Words) ofSimilarSize(m report.Model) string {
	if seats := w.seatsOf(m); seats != "" {
		return "of similar size (" + seats + ")"
	}
	return "of similar size"
}

// AverageOf is the points that the average of a category is a share of; empty
// where there is no average.
func (w Words) AverageOf(c report.Category) string {
	if !report.Known(c.Average) {
		return ""
	}
	return "of " + w.InPoints(c.Beside.PercentOf)
}

// BesideAverage is how many points a category has more or less than it would
// have with the average percent; empty where there is no average.
func (w Words) BesideAverage(c report.Category) string {
	switch ahead := score.Hundredths(c.Beside.AheadPoints); {
	case math.IsNaN(ahead):
		return ""
	case ahead > 0:
		return w.Points(ahead) + " above average"
	case ahead < 0:
		return w.Points(-ahead) + " below average"
	}
	return "as the average"
}

// CategoriesNote says what the columns of the categories mean, and what their
// averages do not.
func (w Words) CategoriesNote(m report.Model) string {
	text := "Change is in percentage points of the category. Points achieved and regressed are those that your " +
		"tenant moved since the comparison, without drift."
	average, few := false, false
	for _, c := range m.Categories {
		average, few = average || report.Known(c.Average), few || c.Beside.Few
	}
	if average {
		text += " “Above average” and “below average” compare the points with those at the average percent."
	}
	if few {
		text += " “Few points” are less than " + w.Points(score.FewPoints) + ": there one action moves the percentage " +
			"far, so compare points."
	}
	return text + w.statistics(m)
}

// statistics says that the averages of the categories are not the parts of the
// average of all organisations; empty where that cannot be seen.
func (w Words) statistics(m report.Model) string {
	for _, c := range m.Analysis.Comparisons {
		if c.Basis == score.BasisAllTenants && report.Known(c.Together) && report.Known(c.Percent) &&
			score.Hundredths(c.Together) != score.Hundredths(c.Percent) {
			return " Microsoft's averages by category are another statistic than its average of the whole score: added " +
				"up, they are " + w.Percent(c.Together) + ", not " + w.Percent(c.Percent) + "."
		}
	}
	return ""
}
