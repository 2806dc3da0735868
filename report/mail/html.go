package mail

import (
	"cmp"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

// html is the email as HTML.
func (v letterView) html() g.Node {
	d := designOf(v.words, v.names, v.accent)
	return d.document(v.Subject, v.Preheader,
		d.head(v),
		d.score(v.Score),
		d.lead(cmp.Or(v.Why, v.Lead)),
		d.trend(v),
		d.top(v),
		d.changes(v.Changed),
		d.unannounced(v.Unannounced),
		d.exceptions(v),
		d.categories(v),
		d.notes(v.Notes),
		d.actions(v),
		d.foot(v.Footer, v.Foot),
	)
}

func (d design) head(v letterView) g.Node {
	class := d.class("head")
	if v.Score == nil {
		class = d.class("head", "alone")
	}
	return row(h.Td(class,
		d.picture(v.Logo, "logo"),
		d.paragraph("eyebrow", d.Kicker(v.Company)),
		line(h.H1(d.class("tenant"), g.Text(v.Tenant))),
		d.paragraph("muted", d.MessageSubtitle(v.Occasion, v.Date)),
	))
}

// picture is a picture of the email, if there is one.
func (d design) picture(p *inlinePicture, class string) g.Node {
	if p == nil {
		return nil
	}
	return line(h.Img(h.Src(p.Source), h.Width(strconv.Itoa(p.Width)), h.Height(strconv.Itoa(p.Height)), h.Alt(p.Text),
		d.class(class)))
}

// lead is the sentence of the occasion, if there is one.
func (d design) lead(text string) g.Node {
	if text == "" {
		return nil
	}
	return d.part("why", d.text(text))
}

func (d design) trend(v letterView) g.Node {
	if v.Trend == nil {
		return nil
	}
	return d.section(d.Text(words.TrendTitle), d.paragraph("note", v.TrendNote), d.picture(v.Trend, "chart"))
}

func (d design) notes(notes []string) g.Node {
	if len(notes) == 0 {
		return nil
	}
	return d.section(d.Text(words.NotesTitle), g.Map(notes, func(note string) g.Node { return d.paragraph("note", note) }))
}

// actions are the button, and the documents of the report.
func (d design) actions(v letterView) g.Node {
	return d.part("actions",
		layout(row(
			h.Td(h.A(h.Href(v.PortalURL), d.class("button"), g.Text(d.Text(words.OpenSecureScore)))),
			g.If(len(v.Links) > 0, h.Td(d.class("gap", "plain"), d.documents(v.Links))),
		)),
		d.attached(v.Attached),
	)
}

// documents are links to the documents of the report.
func (d design) documents(links []documentLink) g.Node {
	return g.Group{g.Text(d.Text(words.DocumentsLabel)), g.Map(links, func(l documentLink) g.Node {
		return g.Group{g.Text(" "), d.link(l.URL, l.Name)}
	})}
}

// attached names the attached files, if there are any.
func (d design) attached(names []string) g.Node {
	if len(names) == 0 {
		return nil
	}
	return d.paragraph("attached", d.Attached(names))
}

func (d design) foot(own, ours string) g.Node {
	return d.part("foot", g.If(own != "", g.Group{g.Text(own), h.Br()}), g.Text(ours))
}
