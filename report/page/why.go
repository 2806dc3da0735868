package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// why is how far the score moved, and its causes as a chart.
func (v pageView) why() g.Node {
	return section("s-why", v.w.Text(words.WhyTitle), v.moved(), v.causes())
}

func (v pageView) moved() g.Node {
	if v.Since == nil {
		return nil
	}
	tone := draw.ToneOf(v.Account.Percent)
	return line(h.P(h.Class(tone), sign(arrowOf(tone)), h.Strong(g.Text(v.w.SignedBrief(v.Account.Percent))),
		g.Text(" "+v.w.Since(v.Since.Date)+" ("+v.w.PointsMovedBy(v.Account.Points)+")")))
}

// arrowOf says without colour what a tone says.
func arrowOf(tone string) string {
	switch tone {
	case "good":
		return "▲ "
	case "bad":
		return "▼ "
	}
	return ""
}

func (v pageView) causes() g.Node {
	switch {
	case !v.charts.waterfall.empty():
		return line(h.Div(h.Class("chart steps"), v.charts.waterfall.views()))
	case v.Since != nil:
		return note(v.w.Unchanged(v.Since.Date))
	}
	return note(v.w.Text(words.FirstReport))
}

// top is what to do first.
func (v pageView) top() g.Node {
	const id = "s-top"
	if len(v.Top) == 0 {
		return section(id, v.w.Text(words.TopTitle), note(v.w.Text(words.NothingListed)))
	}
	return section(id, v.w.Text(words.TopTitle),
		line(h.Ol(h.Class("first"), g.Map(v.Top, v.topAction))),
		note(v.w.TopIntro(v.Model)),
	)
}

func (v pageView) topAction(a report.Action) g.Node {
	return line(h.Li(
		link(a.PortalURL, microsofts(v.w, name(v.w.ActionTitle(a.Title, a.ID)))),
		g.If(a.New, tag(v.w.Text(words.LabelNew))),
		below(g.Text(v.w.Gain(a)+" · "+v.w.TopCost(a)+" · "), microsofts(v.w, name(a.Product))),
	))
}
