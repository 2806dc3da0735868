package mail

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/lines"
	"secure-score-reporter/report/words"
)

// changes is what changed: as lines, or in the full edition by cause.
func (d design) changes(v *changesView) g.Node {
	if v == nil {
		return nil
	}
	return d.section(d.Text(words.ChangesTitle),
		d.paragraph("note", v.Lead),
		d.groups(v.Groups),
		g.If(v.Unattributed != "", layout(d.class("full"),
			row(d.cell(d.Text(words.LabelUnattributed), "item"), d.cell(v.Unattributed, "effect")))),
		d.optional("note", v.More),
		d.lines(v.Lines),
	)
}

// unannounced is what was not sent before, and is not among the changes.
func (d design) unannounced(v *changesView) g.Node {
	if v == nil {
		return nil
	}
	return d.section(d.Text(words.UnannouncedTitle), d.paragraph("note", v.Lead), d.lines(v.Lines))
}

func (d design) lines(list []lines.Line) g.Node {
	if len(list) == 0 {
		return nil
	}
	return layout(d.class("full"), g.Map(list, d.changeLine))
}

func (d design) changeLine(l lines.Line) g.Node {
	title := d.text(l.Title)
	if l.URL != "" {
		title = d.link(l.URL, l.Title)
	}
	if l.Sum {
		return row(d.cell(l.Mark, "sign", "sum"), h.Td(d.class("line", "sum"), title, d.detail(l.Detail)),
			d.cell(l.Effect, "lineeffect", "sum"))
	}
	return row(d.cell(l.Mark, "sign", l.Tone), h.Td(d.class("line"), title, d.detail(l.Detail)),
		d.cell(l.Effect, "lineeffect"))
}

func (d design) groups(groups []changeGroup) g.Node {
	if len(groups) == 0 {
		return nil
	}
	return g.Group{d.paragraph("note", d.Text(words.EffectsNote)), table(d.class("full"), g.Map(groups, d.group))}
}

// group is the head of a cause and its changes.
func (d design) group(v changeGroup) g.Node {
	head := v.Mark + " " + v.Heading + " (" + v.Number() + ")"
	return g.Group{
		row(h.Th(h.Scope("colgroup"), d.class("group", v.Tone), g.Text(head)), d.cell(v.Effect, "groupsum")),
		g.Map(v.Changes, d.change),
		g.If(v.More > 0, row(h.Td(d.class("item"), h.ColSpan("2"), d.span("soft", d.MoreOfThese(v.More))))),
	}
}

func (d design) change(c changeView) g.Node {
	return row(
		h.Td(d.class("item"), d.title(c.URL, c.Title), d.span("detail", c.Where),
			d.span("detail", c.Detail),
			g.If(c.Declared, d.span("tag", d.Text(words.LabelReported)))),
		d.cell(c.Effect, "effect"),
	)
}
