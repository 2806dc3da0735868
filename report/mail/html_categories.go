package mail

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/words"
)

// categories is a table with a row for each category. Narrow screens do not
// show its wide column.
func (d design) categories(v letterView) g.Node {
	if len(v.Categories) == 0 {
		return nil
	}
	return d.section(d.Text(words.CategoriesTitle),
		g.If(v.HasChanges, d.paragraph("note", d.Text(words.CategoryChangeNote))),
		table(d.class("full"),
			row(
				d.columnHead(d.Text(words.LabelCategory), "th-first"),
				d.columnHead(d.Text(words.LabelScore), "th"),
				g.If(v.HasChanges, d.columnHead(d.Text(words.LabelChange), "th")),
				d.columnHead(d.Text(words.LabelPoints), "th", "wide"),
				g.If(v.HasAverages, d.columnHead(d.Text(words.LabelBeside), "th")),
			),
			g.Map(v.Categories, func(c categoryView) g.Node { return d.category(c, v.HasChanges, v.HasAverages) }),
		),
	)
}

func (d design) columnHead(text string, classes ...string) g.Node {
	return h.Th(h.Scope("col"), d.class(classes...), g.Text(text))
}

func (d design) category(c categoryView, changes, averages bool) g.Node {
	bar := layout(h.Aria("hidden", "true"), d.class("full", "thin"), h.Tr(
		g.If(c.Filled > 0, d.barPart(c.Filled, "fill-thin")), h.Td(g.Text(plaintext.NoBreak))))
	return row(
		h.Th(h.Scope("row"), d.class("name"), d.text(c.Name), bar),
		d.cell(c.Percent, "num", "plain"),
		g.If(changes, d.cell(c.Change, "num", c.Tone)),
		d.cell(c.Points, "num", "wide", "plain"),
		g.If(averages, d.cell(c.Beside, "beside", "plain")),
	)
}
