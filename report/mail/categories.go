package mail

import (
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// categories fills in a row for each category.
func (v *letterView) categories(m report.Model) {
	w := words.In(m.Locale)
	for _, c := range m.Categories {
		row := categoryView{
			Name: plaintext.Clip(c.Category, 60), Percent: w.TenthsPercent(c.Percent()), Filled: filled(c.Percent()),
			Points: w.PointsOf(c.Points, c.Max), Change: w.CategoryChange(c),
			Tone: draw.ToneOf(c.Change), Beside: w.PointsBeside(c),
		}
		if c.Max == 0 {
			row.Percent, row.Points, row.Filled = w.NotAvailable(), w.Points(c.Points), 0
		}
		v.HasAverages = v.HasAverages || report.Known(c.Average)
		v.HasChanges = v.HasChanges || report.Known(c.Change)
		v.Categories = append(v.Categories, row)
	}
}

func filled(percent float64) int {
	if !report.Known(percent) {
		return 0
	}
	return int(min(100, max(0, percent+0.5)))
}
