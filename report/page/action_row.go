package page

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

// action is a row of the table. Its data attributes are what the script sorts
// and filters by.
func (v pageView) action(r actionRow) g.Node {
	return row(
		g.If(r.Outside, g.Group{g.Attr("hidden"), g.Attr("data-outside")}),
		g.If(r.New, g.Attr("data-new")),
		h.Data("place", r.Order.Place),
		h.Data("left", r.Order.Left),
		h.Data("cost", strconv.Itoa(r.Order.Cost)),
		h.Data("impact", strconv.Itoa(r.Order.Impact)),
		h.Data("product", clipName(r.Product)),
		h.Data("id", clipName(r.ID)),
		number(words.Place(r.Action)),
		rowHead(v.actionTitle(r)),
		h.Td(microsofts(v.w, name(r.Category))),
		v.pointsLeft(r),
		cell(v.w.LevelName(r.Cost)),
		cell(v.w.LevelName(r.UserImpact)),
		h.Td(v.actionStatus(r)),
	)
}

func (v pageView) actionTitle(r actionRow) g.Node {
	address := r.PortalURL
	if r.Outside {
		address = ""
	}
	return g.Group{
		link(address, microsofts(v.w, name(v.w.Title(r.Control)))),
		g.If(r.New, tag(v.w.Text(words.LabelNew))),
		g.If(r.Stale, warning(v.w.StaleLabel())),
		below(microsofts(v.w, name(r.Product))),
		remark(v.w.StillAffected(r.Control)),
		guide(v.w, r.Guide),
	}
}

func (v pageView) pointsLeft(r actionRow) g.Node {
	if !r.MaxKnown() {
		return number(v.w.NotAvailable())
	}
	return h.Td(h.Class("n"), g.Text(v.w.Points(r.Left())+" "), soft(g.Text(v.w.OfMaximum(r.Max, true))))
}

func (v pageView) actionStatus(r actionRow) g.Node {
	if r.Outside {
		return g.Text(v.w.Text(words.LabelNotScored))
	}
	return g.Group{
		name(v.w.StatusName(r.Status())),
		g.If(r.Declared(), warning(v.w.Text(words.LabelNotVerified))),
		remark(v.w.DeclaredBy(r.Control)),
		remark(v.w.ExceptionOf(r.Action)),
	}
}
