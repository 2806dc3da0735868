package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// exceptions are what the organisation decided to live with, if anything.
func (v pageView) exceptions() g.Node {
	if len(v.Exceptions) == 0 {
		return nil
	}
	return section("s-exceptions", v.w.Text(words.ExceptionsTitle),
		note(v.w.Text(words.ExceptionsIntro)),
		wide(v.w, v.w.Text(words.ExceptionsTitle), "t-exceptions",
			head(column(v.w.Text(words.LabelAction)), numbers(v.w.Text(words.LabelPoints)),
				column(v.w.Text(words.LabelStatus)), column(v.w.Text(words.LabelReason))),
			rows(v.Exceptions, v.exception)),
	)
}

func (v pageView) exception(d score.Decision) g.Node {
	product, status, until := "", "", h.Class("tag")
	if service := clipName(d.Action.Service); service != "" {
		product = clipName(score.ProductName(service))
	}
	if d.State != score.ExceptionNotScored {
		status = clipName(v.w.StatusName(d.Action.Status()))
	}
	if d.State == score.ExceptionOverdue {
		until = h.Class("tag warn")
	}
	return row(
		rowHead(microsofts(v.w, name(v.w.ExceptionTitle(d)), remark(product))),
		number(v.w.ExceptionPoints(d)),
		h.Td(g.Text(status), remark(v.w.DeclaredBy(d.Action))),
		h.Td(h.Span(until, g.Text(v.w.ExceptionUntil(d))), h.Br(), prose(v.w.ExceptionReason(d.Exception))),
	)
}
