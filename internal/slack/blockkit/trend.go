package blockkit

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// trend is the score by week; nil where there is too little to draw. Slack
// wants a value for every name of every series. So a week without a score is
// left out, and the average of others is drawn only if every week has one.
func (c composer) trend() *chart {
	m := c.message.Model
	var drawn chart
	var own, others, goals []float64
	averages := averagesByDay(m.Trend)
	for _, week := range m.Trend.Weeks[max(0, len(m.Trend.Weeks)-maxChartPoints):] {
		if math.IsNaN(week.Percent) {
			continue
		}
		drawn.names = append(drawn.names, mrkdwn.Clip(c.ShortDate(week.Monday), maxChartName))
		own = append(own, week.Percent)
		if m.Goal != nil {
			goals = append(goals, m.Goal.Percent)
		}
		if average := newestOf(averages, week.Monday); !math.IsNaN(average) {
			others = append(others, average)
		}
	}
	if len(own) < minChartPoints {
		return nil
	}
	drawn.add(words.LabelThisTenant, own)
	drawn.add(words.LabelAverageOfAll, others)
	drawn.add(words.GoalMark, goals)
	first, last := drawn.names[0], drawn.names[len(drawn.names)-1]
	drawn.title = mrkdwn.Clip(words.TrendByWeek(first, last), maxChartTitle)
	drawn.xAxis, drawn.yAxis = words.TrendAxes()
	return &drawn
}

// add adds a series if it is complete.
func (c *chart) add(name string, values []float64) {
	if len(values) != len(c.names) {
		return
	}
	for i := range values {
		values[i] = score.Hundredths(values[i])
	}
	c.series = append(c.series, series{name, values})
}

// averagesByDay is the average of all tenants on each day that has one.
func averagesByDay(t score.Trend) map[score.Date]float64 {
	averages := map[score.Date]float64{}
	for _, d := range t.Days {
		if !math.IsNaN(d.AllTenants) {
			averages[d.Date] = d.AllTenants
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
