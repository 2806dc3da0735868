package mail

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

// html is the email over all tenants as HTML.
func (v portfolioView) html(d design) g.Node {
	return d.document(v.Subject, v.Answer,
		d.part("head",
			d.paragraph("eyebrow", v.Kicker),
			line(h.H1(d.class("tenant"), g.Text(v.Title))),
			d.paragraph("muted", v.Subtitle),
		),
		d.part("hero",
			d.paragraph("answer", v.Answer),
			table(d.class("facts"), g.Map(v.Facts, func(f words.Fact) g.Node {
				return row(d.rowHead("label", f.Label), d.cell(f.Text, "fact"))
			})),
		),
		g.Map(v.Parts, d.portfolioPart),
		d.part("actions",
			g.If(len(v.Links) > 0, line(h.P(d.class("attached"), d.documents(v.Links)))),
			d.attached(v.Attached),
		),
		d.foot(v.Footer, v.Foot),
	)
}

func (d design) portfolioPart(p portfolioPart) g.Node {
	return d.section(p.Title, layout(d.class("full"), g.Map(p.Rows, func(r portfolioRow) g.Node {
		return d.portfolioRow(d.title(r.URL, r.Name), r)
	})), d.optional("note", p.More))
}

func (d design) portfolioRow(title g.Node, r portfolioRow) g.Node {
	value := d.cell(r.Value, "effect")
	if r.Tone == "good" || r.Tone == "bad" {
		value = d.cell(r.Value, "effect", r.Tone)
	}
	return row(h.Td(d.class("item"), title, d.detail(r.Detail)), value)
}
