package blockkit

import (
	"math"
	"slices"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// trend is the score by week, with the averages and the goal; nil where there
// is too little to draw. Slack wants a value for every name of every series. So
// a week without a score is left out, and an average is drawn only if every
// week has one. Slack draws all lines alike but for their colour: the value at
// the end is in each name, so that a line is found by its height too.
func (c composer) trend() *chart {
	m := c.message.Model
	var drawn chart
	var own, all, similar, goals []float64
	ofAll := byDay(m.Trend, func(d score.Day) float64 { return d.AllTenants })
	ofSimilar := byDay(m.Trend, func(d score.Day) float64 { return d.Similar })
	for _, week := range m.Trend.Weeks[max(0, len(m.Trend.Weeks)-maxChartPoints):] {
		if math.IsNaN(week.Percent) {
			continue
		}
		drawn.names = append(drawn.names, mrkdwn.Clip(c.ShortDate(week.Monday), maxChartName))
		own = append(own, week.Percent)
		if m.Goal != nil {
			goals = append(goals, m.Goal.Percent)
		}
		all, similar = append(all, newestOf(ofAll, week.Monday)), append(similar, newestOf(ofSimilar, week.Monday))
	}
	if len(own) < minChartPoints {
		return nil
	}
	drawn.add(c.Words, c.Text(words.LabelThisTenant), own, c.TenthsPercent)
	drawn.add(c.Words, c.Text(words.LabelSimilarShort), similar, c.TenthsPercent)
	drawn.add(c.Words, c.Text(words.LabelAverageOfAll), all, c.TenthsPercent)
	drawn.add(c.Words, c.Text(words.LabelGoal), goals, c.RoundPercent)
	first, last := drawn.names[0], drawn.names[len(drawn.names)-1]
	drawn.title = mrkdwn.Clip(c.TrendByWeek(first, last), maxChartTitle)
	drawn.xAxis, drawn.yAxis = c.TrendAxes()
	return &drawn
}

// add adds a series if it is complete. Its name has the last value.
func (c *chart) add(w words.Words, name string, values []float64, write func(float64) string) {
	if len(values) != len(c.names) || slices.ContainsFunc(values, math.IsNaN) {
		return
	}
	for i := range values {
		values[i] = score.Hundredths(values[i])
	}
	name = mrkdwn.Clip(w.LineName(name, write(values[len(values)-1])), maxChartName)
	c.series = append(c.series, series{name, values})
}

// byDay is an average on each day that has one.
func byDay(t score.Trend, average func(score.Day) float64) map[score.Date]float64 {
	averages := map[score.Date]float64{}
	for _, d := range t.Days {
		if x := average(d); !math.IsNaN(x) {
			averages[d.Date] = x
		}
	}
	return averages
}

// newestOf is the value of the last day in the week that has one, or NaN.
func newestOf(values map[score.Date]float64, monday score.Date) float64 {
	for day := 6; day >= 0; day-- {
		if value, ok := values[monday.AddDays(day)]; ok {
			return value
		}
	}
	return math.NaN()
}
