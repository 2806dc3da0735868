package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

const pageNames = 12 // tenants of one exception

// exceptions are those that have ended or end soon, if any.
func (v portfolioView) exceptions() g.Node {
	const id = "s-ending"
	if len(v.Exceptions) == 0 {
		return nil
	}
	return section(id, words.PortfolioExceptions,
		framed(id, h.Class("wide"), "t-ending",
			head(column(words.LabelAction), column(words.LabelEnds), column(words.LabelReason), column(words.LabelTenants)),
			rows(v.Exceptions, v.exception)),
	)
}

func (v portfolioView) exception(e portfolio.CommonException) g.Node {
	return row(
		rowHead(name(words.ActionTitle(e.Title, e.ID))),
		h.Td(g.If(e.Overdue, h.Class("bad")), g.Text(v.w.ExceptionEnds(e))),
		cell(words.ReasonAndOwner(e)),
		cell(words.TenantNames(e.Tenants, pageNames)),
	)
}
