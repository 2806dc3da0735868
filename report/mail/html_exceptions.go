package mail

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

func (d design) exceptions(v letterView) g.Node {
	if v.ExceptionsNote == "" {
		return nil
	}
	return d.section(d.Text(words.ExceptionsTitle),
		d.paragraph("note", v.ExceptionsNote),
		g.If(len(v.Exceptions) > 0, layout(d.class("full"), g.Map(v.Exceptions, d.exception))),
	)
}

func (d design) exception(e exceptionView) g.Node {
	return row(h.Td(d.class("item"), d.span("strong", e.Title), d.span("detail", e.Facts),
		d.span("detail", e.Reason), d.detail(e.Declared)))
}
