package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// mostCommon is how many actions the page lists; a catalogue has fewer.
const mostCommon = 600

// actions are what most tenants have left to do.
func (v portfolioView) actions() g.Node {
	const id = "s-common"
	if len(v.Actions) == 0 {
		return nil
	}
	return section(id, v.w.Text(words.PortfolioActions),
		note(v.w.ActionsInAll(v.Model)),
		framed(id, h.Class("wide most"), "t-common",
			head(column(v.w.Text(words.LabelAction)), column(v.w.Text(words.LabelProduct)), column(v.w.Text(words.LabelScale)),
				numbers(v.w.Text(words.LabelTenants)), numbers(v.w.Text(words.LabelPointsLeft))),
			rows(v.Actions[:min(len(v.Actions), mostCommon)], v.commonAction)),
	)
}

func (v portfolioView) commonAction(a portfolio.Action) g.Node {
	return row(
		actionHead(v.w, a.Title, a.ID, report.ActionURL(a.ID)),
		h.Td(microsofts(v.w, name(score.ProductName(a.Service)))),
		h.Td(h.Class("bar"), percentBar(float64(a.Tenants)/float64(v.Current)*100)),
		number(v.w.OfTenants(a.Tenants, v.Current)),
		number(v.w.Points(a.Left)),
	)
}

// percentBar is a percentage as a bar from 0 to 100. The number beside it says
// the same.
func percentBar(percent float64) g.Node {
	return h.SVG(g.Attr("viewBox", "0 0 100 10"), g.Attr("preserveAspectRatio", "none"), h.Aria("hidden", "true"),
		bar("f-rule", "100"), bar("f-accent", plainNumber(draw.Within(percent, 0, 100))))
}

func bar(class, width string) g.Node {
	return g.El("rect", h.Class(class), g.Attr("y", "2"), h.Width(width), h.Height("6"))
}

// changes are what Microsoft changed for many.
func (v portfolioView) changes() g.Node {
	const id = "s-microsoft"
	if len(v.Changes) == 0 {
		return section(id, v.w.Text(words.PortfolioChanges), note(v.w.Text(words.PortfolioSame)))
	}
	return section(id, v.w.Text(words.PortfolioChanges),
		framed(id, h.Class("wide most"), "t-microsoft",
			head(column(v.w.Text(words.LabelAction)), column(v.w.Text(words.LabelWhat)), numbers(v.w.Text(words.LabelTenants)),
				numbers(v.w.Text(words.LabelEffects))),
			rows(v.Changes[:min(len(v.Changes), mostCommon)], v.change)),
	)
}

func (v portfolioView) change(c portfolio.CommonChange) g.Node {
	mark, _ := draw.CauseTone(c.Cause)
	return row(
		actionHead(v.w, c.Title, c.ID, c.URL()),
		h.Td(sign(mark+" "), g.Text(v.w.ChangedByMicrosoft(c))),
		number(v.w.OfTenants(c.Tenants, v.Compared)),
		number(v.w.EffectsOn(c)),
	)
}
