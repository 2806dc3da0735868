package slack

import (
	"fmt"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Slack's limits for a chart.
// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block/
const (
	maxChartTitle  = 50
	maxChartPoints = 20
	maxChartName   = 20 // of a series, of a category
	leastPoints    = 3  // fewer are told by the words around it
)

// trend is the score by week as a chart that Slack draws; nil where there is too
// little to draw. Slack wants a value for every point of every series, so a week
// without a score is left out, and the average of others is drawn only where each
// of the weeks has one.
func trend(m report.Model) slackapi.Block {
	var names []string
	var own, others, goals []slackapi.DataVisualizationDataPoint
	weeks := m.Trend.Weeks
	averages := map[string]float64{} // of all tenants, by the day's date
	for _, d := range m.Trend.Days {
		averages[string(d.Date)] = d.AllTenants
	}
	for _, w := range weeks[max(0, len(weeks)-maxChartPoints):] {
		if w.Percent != w.Percent {
			continue
		}
		name := mrkdwn.Clip(words.ShortDate(w.Monday), maxChartName)
		names = append(names, name)
		own = append(own, slackapi.NewDataVisualizationDataPoint(name, w.Percent))
		if m.Goal != nil {
			goals = append(goals, slackapi.NewDataVisualizationDataPoint(name, m.Goal.Percent))
		}
		for day := 6; day >= 0; day-- {
			if average, known := averages[string(w.Monday.AddDays(day))]; known && average == average {
				others = append(others, slackapi.NewDataVisualizationDataPoint(name, average))
				break
			}
		}
	}
	if len(own) < leastPoints {
		return nil
	}
	series := []slackapi.DataVisualizationDataSeries{slackapi.NewDataVisualizationDataSeries("This tenant", rounded(own)...)}
	if len(others) == len(own) {
		series = append(series, slackapi.NewDataVisualizationDataSeries("All tenants", rounded(others)...))
	}
	if len(goals) == len(own) {
		series = append(series, slackapi.NewDataVisualizationDataSeries("Goal", rounded(goals)...))
	}
	axis := slackapi.NewDataVisualizationAxisConfig(names...).WithXLabel("week from").WithYLabel("percent")
	title := mrkdwn.Clip(fmt.Sprintf("Secure Score by week, %s to %s", names[0], names[len(names)-1]), maxChartTitle)
	return slackapi.NewDataVisualizationBlock(title, slackapi.NewDataVisualizationLineChart(axis, series...))
}

func rounded(points []slackapi.DataVisualizationDataPoint) []slackapi.DataVisualizationDataPoint {
	for i := range points {
		points[i].Value = float64(int64(points[i].Value*100+0.5)) / 100
	}
	return points
}
