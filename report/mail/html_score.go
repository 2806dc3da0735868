package mail

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/words"
)

// score is the answer, the bar and the facts, where the message is about the
// score.
func (d design) score(v *scoreView) g.Node {
	if v == nil {
		return nil
	}
	return d.part("hero",
		d.paragraph("answer", v.Answer),
		g.If(v.Mark != "", line(h.P(d.class("mark"), h.Span(d.class("pill", "pill-"+v.Tone), g.Text(v.Mark))))),
		d.optional("own", v.Note),
		layout(d.class("full"), h.Tr(h.Td(d.class("barcell"), d.bar(v.Bar)))),
		d.paragraph("note", v.BarNote),
		g.If(len(v.Facts) > 0, table(d.class("facts"), g.Map(v.Facts, d.fact))),
	)
}

func (d design) bar(parts []barPart) g.Node {
	return layout(h.Aria("hidden", "true"), d.class("full", "track"), row(g.Map(parts, func(p barPart) g.Node {
		return d.barPart(p.Width, p.Style)
	})))
}

// barPart is a cell so many percent wide. Outlook drops an empty one.
func (d design) barPart(percent int, class string) g.Node {
	return h.Td(h.Width(strconv.Itoa(percent)+"%"), d.class(class), g.Text(plaintext.NoBreak))
}

func (d design) fact(f words.Fact) g.Node {
	if f.Label == "" {
		return row(h.Td(), d.cell(f.Text, "fact", "more"))
	}
	return row(d.rowHead("label", f.Label), d.cell(f.Text, "fact"))
}

func (d design) rowHead(class, text string) g.Node {
	return h.Th(h.Scope("row"), d.class(class), g.Text(text))
}
