package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// overview is the answer, the tenants by zone, and the scores as a chart.
func (v portfolioView) overview() g.Node {
	return line(h.Section(h.Aria("label", v.w.Text(words.OverviewTitle)),
		line(h.P(h.Class("answer"), g.Text(v.w.PortfolioAnswer(v.Model)))),
		line(h.P(h.Class("zones"), g.Map(v.Zones, v.zoneTag),
			g.If(len(v.Without) > 0, h.Span(h.Class("tag"), g.Text(v.w.WithoutCount(len(v.Without))))))),
		line(h.Div(h.Class("spread"),
			line(h.Div(heading("s-spread", v.w.Text(words.PortfolioSpread)), v.spread.node())),
			line(h.Dl(h.Class("facts stack"), g.Map(v.w.PortfolioFigures(v.Model), func(f words.Fact) g.Node {
				return h.Div(h.Dt(g.Text(f.Label)), h.Dd(g.Text(f.Text)))
			}))),
		)),
	))
}

// v.zoneTag is how many tenants are in a zone, if any.
func (v portfolioView) zoneTag(z portfolio.Zone) g.Node {
	if z.Tenants == 0 {
		return nil
	}
	return g.Group{h.Span(h.Class("tag zone-"+string(z.Zone)), g.Text(v.w.ZoneCount(z))), g.Text(" ")}
}
