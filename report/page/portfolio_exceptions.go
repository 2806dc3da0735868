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
	return section(id, v.w.Text(words.PortfolioExceptions),
		framed(id, h.Class("wide"), "t-ending",
			head(column(v.w.Text(words.LabelAction)), column(v.w.Text(words.LabelEnds)),
				column(v.w.Text(words.LabelReason)), column(v.w.Text(words.LabelTenants))),
			rows(v.Exceptions, v.exception)),
	)
}

func (v portfolioView) exception(e portfolio.CommonException) g.Node {
	return row(
		rowHead(microsofts(v.w, name(v.w.ActionTitle(e.Title, e.ID)))),
		h.Td(g.If(e.Overdue, h.Class("bad")), g.Text(v.w.ExceptionEnds(e))),
		cell(v.w.ReasonAndOwner(e)),
		cell(v.w.TenantNames(e.Tenants, pageNames)),
	)
}
