package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

const (
	pageTroubled = 5  // tenants without a current score among the news
	pageNews     = 12 // tenants to look at first
	pageRises    = 6
)

// news are the tenants to look at first, and why.
func (v portfolioView) news() g.Node {
	list, _ := v.First(pageTroubled, pageNews)
	return section("s-news", v.w.Text(words.PortfolioNews),
		v.newsTable(list, v.w.TenantFirst, v.w.Text(words.PortfolioNoNews)))
}

// rises are the tenants whose scores rose most.
func (v portfolioView) rises() g.Node {
	return section("s-rises", v.w.Text(words.PortfolioRises),
		v.newsTable(v.Rises[:min(len(v.Rises), pageRises)], v.w.TenantNews, v.w.Text(words.PortfolioNoRise)))
}

// newsTable lists tenants, each with why it is listed.
func (v portfolioView) newsTable(list []portfolio.Tenant, why func(portfolio.Tenant) string, none string) g.Node {
	if len(list) == 0 {
		return note(none)
	}
	return line(h.Table(h.Class("effects3"),
		head(column(v.w.Text(words.LabelTenant)), numbers(v.w.Text(words.LabelScore)), numbers(v.w.Text(words.LabelChange))),
		rows(list, func(t portfolio.Tenant) g.Node {
			return row(rowHead(name(v.w.TenantTitle(t.Name)), below(sentence(v.names, clipProse(why(t))))),
				number(v.w.ScoreOrNot(t)), v.moved(t))
		}),
	))
}

// moved is the cell of a change.
func (v portfolioView) moved(t portfolio.Tenant) g.Node {
	tone := "plain"
	if t.Compared() {
		tone = draw.ToneOf(t.Change)
	}
	return h.Td(h.Class("n "+tone), sign(arrowOf(tone)), g.Text(v.w.ChangeOrNot(t)))
}
