package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// trend is the last 90 days. The page's script makes a slider of the chart, for
// which its data attributes have the days.
func (v pageView) trend() g.Node {
	const id = "s-trend"
	if v.charts.trend.empty() {
		return section(id, v.w.Text(words.TrendTitle), note(v.w.Text(words.NoTrend)))
	}
	return section(id, v.w.Text(words.TrendTitle),
		note(draw.TrendNote(v.Model)),
		line(h.Div(h.Class("chart"), h.ID("trend"), h.TabIndex("0"), h.Role("group"),
			h.Aria("label", v.w.ChartLabel(v.w.Text(words.TrendTitle))), h.Data("slider", v.w.Text(words.DaySlider)),
			h.Data("plots", v.charts.days.plots), h.Data("days", v.charts.days.lines), v.charts.trend.views())),
		line(h.P(h.ID("trend-day"), h.Class("readout"), h.Aria("live", "polite"))),
		line(h.Details(h.Class("values"), h.Summary(g.Text(v.w.Text(words.ValuesTitle))), v.values())),
	)
}

func (v pageView) values() g.Node {
	return wide(v.w, v.w.Text(words.ValuesTitle), "t-values",
		head(column(v.w.Text(words.LabelDay)), numbers(v.w.Text(words.LabelScore)),
			numbers(v.w.Text(words.LabelPoints)), numbers(v.w.Text(words.LabelMaximum)),
			numbers(v.w.Text(words.LabelAllTenants)), numbers(v.w.Text(words.LabelSimilarShort)),
			numbers(v.w.Text(words.LabelAccepted))),
		rows(v.Trend.Days, v.day),
	)
}

func (v pageView) day(d score.Day) g.Node {
	accepted := v.w.NotAvailable()
	if d.Split.Known {
		accepted = v.w.Points(d.Split.Accepted)
	}
	return row(rowHead(g.Text(v.w.LongDate(d.Date))), number(v.w.Percent(d.Percent())), number(v.w.Points(d.Current)),
		number(v.w.Points(d.Max)), number(v.w.Percent(d.AllTenants)), number(v.w.Percent(d.Similar)), number(accepted))
}
