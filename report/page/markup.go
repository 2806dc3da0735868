package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// All text becomes part of the page through g.Text or an attribute, which
// escape it. Text that is not this program's goes through name or prose, which
// clean it, too. Only charts, style and script are markup as they are.

// name is any name as text.
func name(s string) g.Node { return g.Text(clipName(s)) }

// prose is any sentences as text.
func prose(s string) g.Node { return g.Text(clipProse(s)) }

// inEnglish is the attribute of an element with Microsoft's text; see
// microsofts.
func inEnglish(w words.Words) g.Node {
	return g.If(w.Language() != report.English, h.Lang(string(report.English)))
}

// microsofts is text of Microsoft's, which it sends in English. Where the page
// has another language it is marked, for screen readers and hyphenation.
func microsofts(w words.Words, content ...g.Node) g.Node {
	if w.Language() == report.English {
		return g.Group(content)
	}
	return h.Span(inEnglish(w), g.Group(content))
}

// sentence is text of ours, in which Microsoft's names are marked in the same
// way.
func sentence(names report.Names, text string) g.Node {
	pieces := names.In(text)[0]
	if len(pieces) == 0 {
		return g.Text(text)
	}
	return g.Map(pieces, func(p report.Piece) g.Node {
		if p.Name {
			return h.Span(h.Lang(string(report.English)), g.Text(p.Text))
		}
		return g.Text(p.Text)
	})
}

// line begins a line of the source with an element.
func line(n g.Node) g.Node { return g.Group{g.Text("\n"), n} }

// section has a title to which links jump.
func section(id, title string, content ...g.Node) g.Node {
	return line(h.Section(h.Aria("labelledby", id), heading(id, title), g.Group(content)))
}

func heading(id, title string) g.Node { return line(h.H2(h.ID(id), g.Text(title))) }

// pair is two sections side by side.
func pair(left, right g.Node) g.Node { return line(h.Div(h.Class("pair"), left, right)) }

func paragraph(text string) g.Node { return line(h.P(g.Text(text))) }

// note is a paragraph in small print.
func note(text string) g.Node { return line(h.P(h.Class("soft"), g.Text(text))) }

// optionalNote is a note if there is a text.
func optionalNote(text string) g.Node {
	if text == "" {
		return nil
	}
	return note(text)
}

// soft is small print within a line.
func soft(content ...g.Node) g.Node { return h.Span(h.Class("soft"), g.Group(content)) }

// below is small print on a line of its own.
func below(content ...g.Node) g.Node { return g.Group{h.Br(), soft(content...)} }

// remark is sentences below, if there are any.
func remark(s string) g.Node {
	if s == "" {
		return nil
	}
	return below(prose(s))
}

func tag(text string) g.Node { return g.Group{g.Text(" "), h.Span(h.Class("tag"), g.Text(text))} }
func warning(text string) g.Node {
	return g.Group{g.Text(" "), h.Span(h.Class("tag warn"), g.Text(text))}
}

// sign is what is seen and not read out, because words beside it say the same.
func sign(mark string) g.Node { return h.Span(h.Aria("hidden", "true"), g.Text(mark)) }

// link is content that opens an address in the portal, or only the content.
func link(address string, content g.Node) g.Node {
	address = portalLink(address)
	if address == "" {
		return content
	}
	return h.A(h.Href(address), h.Rel("noopener noreferrer"), content)
}

// wide is a table that scrolls where it is too wide. On a narrow screen its
// rows are blocks, whose labels are those of the class: see cellLabels.
func wide(w words.Words, title, class string, content ...g.Node) g.Node {
	return line(h.Div(h.Class("wide"), h.Role("group"), h.Aria("label", w.TableLabel(title)), h.TabIndex("0"),
		h.Table(h.Class("cards "+class), g.Group(content))))
}

func head(columns ...g.Node) g.Node { return line(h.THead(h.Tr(columns...))) }

// column is the head of a column.
func column(label string, attributes ...g.Node) g.Node {
	return h.Th(h.Scope("col"), g.Group(attributes), g.Text(label))
}

// numbers is the head of a column of numbers.
func numbers(label string, attributes ...g.Node) g.Node {
	return column(label, h.Class("n"), g.Group(attributes))
}

// rows is the body of a table, a row for each element.
func rows[T any](list []T, row func(T) g.Node) g.Node { return line(h.TBody(g.Map(list, row))) }

func row(content ...g.Node) g.Node { return line(h.Tr(content...)) }

func rowHead(content ...g.Node) g.Node { return h.Th(h.Scope("row"), g.Group(content)) }

func cell(text string) g.Node { return h.Td(g.Text(text)) }

func number(text string) g.Node { return h.Td(h.Class("n"), g.Text(text)) }

func subheading(title string) g.Node { return line(h.H3(g.Text(title))) }
