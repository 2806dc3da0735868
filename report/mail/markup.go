package mail

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report"
)

// An email is laid out with tables, because Outlook knows nothing else. All
// text becomes part of it through g.Text or an attribute, which escape it.

// document is a whole email: a sheet in the middle of the page, whose parts are
// rows. Mail programs show the preheader beside the subject.
func (d design) document(subject, preheader string, parts ...g.Node) g.Node {
	return h.Doctype(h.HTML(h.Lang(string(d.Language())), g.Attr("xmlns", "http://www.w3.org/1999/xhtml"),
		h.Head(
			line(h.Meta(h.Charset("utf-8"))),
			meta("viewport", "width=device-width, initial-scale=1"),
			meta("color-scheme", "light dark"),
			meta("supported-color-schemes", "light dark"),
			meta("format-detection", "telephone=no, date=no, address=no, email=no"),
			line(h.TitleEl(g.Text(subject))),
			line(h.StyleEl(g.Raw("\n"+d.sheet))),
		),
		line(h.Body(d.class("body"),
			line(h.Div(d.class("preheader"), g.Text(preheader))),
			layout(d.class("page"), row(h.Td(g.Attr("align", "center"), d.class("outer"),
				layout(h.Width("600"), d.class("sheet"), g.Group(parts)),
			))),
		)),
	))
}

func meta(name, content string) g.Node { return line(h.Meta(h.Name(name), h.Content(content))) }

// line begins a line of the source with an element.
func line(n g.Node) g.Node { return g.Group{g.Text("\n"), n} }

var noBorder = g.Group{g.Attr("cellpadding", "0"), g.Attr("cellspacing", "0"), g.Attr("border", "0")}

// table is a table of data.
func table(children ...g.Node) g.Node { return line(h.Table(noBorder, g.Group(children))) }

// layout is a table that only places its cells.
func layout(children ...g.Node) g.Node {
	return line(h.Table(h.Role("presentation"), noBorder, g.Group(children)))
}

func row(cells ...g.Node) g.Node { return line(h.Tr(cells...)) }

// part is a row of the sheet.
func (d design) part(class string, content ...g.Node) g.Node {
	return row(h.Td(d.class(class), g.Group(content)))
}

// section is a part with a title.
func (d design) section(title string, content ...g.Node) g.Node {
	return d.part("section", line(h.H2(d.class("h2"), g.Text(title))), g.Group(content))
}

func (d design) paragraph(class, text string) g.Node { return line(h.P(d.class(class), d.text(text))) }

// optional is a paragraph if there is a text.
func (d design) optional(class, text string) g.Node {
	if text == "" {
		return nil
	}
	return d.paragraph(class, text)
}

func (d design) span(class, text string) g.Node { return h.Span(d.class(class), d.text(text)) }

// text is any text. In an email in another language Microsoft's names, which
// are in English, are marked in it for screen readers.
func (d design) text(s string) g.Node {
	pieces := d.names.In(s)[0]
	if len(pieces) == 0 {
		return g.Text(s)
	}
	return g.Map(pieces, func(p report.Piece) g.Node {
		if p.Name {
			return h.Span(h.Lang(string(report.English)), g.Text(p.Text))
		}
		return g.Text(p.Text)
	})
}

// detail is small print below a title, if there is any.
func (d design) detail(text string) g.Node {
	if text == "" {
		return nil
	}
	return d.span("detail", text)
}

// cell is a cell with a text.
func (d design) cell(text string, classes ...string) g.Node {
	return h.Td(d.class(classes...), d.text(text))
}

// link is a text that opens an address. The caller has checked the address.
func (d design) link(address, text string) g.Node {
	return h.A(h.Href(address), d.class("link"), d.text(text))
}

// title is the title of an item, as link if there is an address.
func (d design) title(address, text string) g.Node {
	if address == "" {
		return d.span("strong", text)
	}
	return d.link(address, text)
}
