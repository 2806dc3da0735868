package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report/words"
)

// method is the notes on the data, and how the numbers are calculated.
func (v pageView) method() g.Node {
	return section("s-method", v.w.Text(words.MethodTitle),
		line(h.H3(h.ID("notes"), g.Text(v.w.Text(words.NotesTitle)))),
		v.notes(),
		g.Map(v.w.Method(v.Model), func(m words.MethodText) g.Node {
			return g.Group{subheading(m.Head), h.P(prose(m.Text))}
		}),
	)
}

func (v pageView) notes() g.Node {
	notes := v.w.DataNotes(v.Model)
	if len(notes) == 0 {
		return paragraph(v.w.Text(words.NothingToNote))
	}
	return line(h.Ul(h.Class("notes"), g.Map(notes, func(s string) g.Node {
		return h.Li(sentence(v.names, clipProse(s)))
	})))
}
