package page

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// weeks are the trend week by week, the newest first in the table.
func (v pageView) weeks() g.Node {
	list := slices.Clone(v.Trend.Weeks)
	slices.Reverse(list)
	return section("s-weeks", words.WeeksTitle,
		g.If(!v.charts.weeks.empty(), g.Group{note(words.WeeksNote), v.charts.weeks.node()}),
		wide(words.WeeksTitle, "t-weeks",
			head(column(words.LabelWeek), numbers(words.LabelDays), numbers(words.LabelScoreAtEnd),
				numbers(words.LabelMaximum), numbers(words.LabelPointsAchieved), numbers(words.LabelPointsRegressed),
				numbers(words.LabelDrift), numbers(words.LabelActionsAdded), numbers(words.LabelActionsRemoved)),
			rows(list, v.week),
		),
	)
}

func (v pageView) week(w score.Week) g.Node {
	maximum := report.NotAvailable
	if w.Days > 0 {
		maximum = v.w.Points(w.Max)
	}
	moves := []string{"–", "–", "–", "–", "–"}
	if w.Known {
		moves = []string{v.w.Points(w.Gained), v.w.Points(w.Lost), v.w.SignedPoints(w.Drift), strconv.Itoa(w.Added),
			strconv.Itoa(w.Retired)}
	}
	return row(rowHead(g.Text(v.w.LongDate(w.Monday))), number(strconv.Itoa(w.Days)), number(v.w.Percent(w.Percent)),
		number(maximum), g.Map(moves, number))
}
