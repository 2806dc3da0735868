package page

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// weeks are the trend week by week, the newest first in the table.
func (v pageView) weeks() g.Node {
	list := slices.Clone(v.Trend.Weeks)
	slices.Reverse(list)
	return section("s-weeks", v.w.Text(words.WeeksTitle),
		g.If(!v.charts.weeks.empty(), g.Group{note(v.w.Text(words.WeeksNote)), v.charts.weeks.node()}),
		wide(v.w, v.w.Text(words.WeeksTitle), "t-weeks",
			head(column(v.w.Text(words.LabelWeek)), numbers(v.w.Text(words.LabelDays)), numbers(v.w.Text(words.LabelScoreAtEnd)),
				numbers(v.w.Text(words.LabelMaximum)), numbers(v.w.Text(words.LabelPointsAchieved)),
				numbers(v.w.Text(words.LabelPointsRegressed)),
				numbers(v.w.Text(words.LabelDrift)), numbers(v.w.Text(words.LabelActionsAdded)),
				numbers(v.w.Text(words.LabelActionsRemoved))),
			rows(list, v.week),
		),
	)
}

func (v pageView) week(w score.Week) g.Node {
	maximum := v.w.NotAvailable()
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
