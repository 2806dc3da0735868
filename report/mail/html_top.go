package mail

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

// top is what to do first, or that the filter matches nothing.
func (d design) top(v letterView) g.Node {
	if len(v.Top) == 0 && v.TopFiltered == "" {
		return nil
	}
	return d.section(d.Text(words.TopTitle), d.optional("note", v.TopFiltered),
		layout(d.class("full"), g.Map(v.Top, d.action)))
}

func (d design) action(a actionView) g.Node {
	return row(
		d.cell(strconv.Itoa(a.Place), "place"),
		h.Td(d.class("item"), d.title(a.URL, a.Title),
			g.If(a.New, g.Group{g.Text(" "), d.span("tag", d.Text(words.LabelNew))}),
			d.span("detail", a.Where), d.span("detail", a.Worth)),
	)
}
