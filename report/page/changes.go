package page

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// changes are all changes since the comparison, by cause.
func (v pageView) changes() g.Node {
	const id = "s-changes"
	groups := v.Account.ByCause()
	switch {
	case v.Since == nil:
		return section(id, v.w.Text(words.ChangesTitle), paragraph(v.w.Text(words.FirstReport)))
	case len(groups) == 0:
		return section(id, v.w.Text(words.ChangesTitle), paragraph(v.w.Unchanged(v.Since.Date)))
	}
	return section(id, v.w.Text(words.ChangesTitle),
		note(v.w.Text(words.EffectsNote)),
		wide(v.w, v.w.Text(words.ChangesTitle), "effects t-changes",
			head(column(v.w.Text(words.LabelAction)), numbers(v.w.Text(words.LabelPoints)), column(v.w.Text(words.LabelStatus)),
				numbers(v.w.Text(words.LabelEffectUnit))),
			g.Map(groups, v.group),
			line(h.TFoot(
				g.If(v.Account.Unattributed != 0, v.sum(v.w.Text(words.LabelUnattributed), v.Account.Unattributed)),
				v.sum(v.w.Text(words.LabelTotal), v.Account.Percent),
			)),
		),
	)
}

// group is the body of one cause.
func (v pageView) group(group score.Group) g.Node {
	mark, tone := draw.CauseTone(group.Cause)
	title := v.w.CauseHeading(group.Cause) + " (" + strconv.Itoa(len(group.Changes)) + ")"
	return line(h.TBody(
		h.Tr(h.Class("group "+tone), h.Th(h.Scope("rowgroup"), h.ColSpan("3"), sign(mark+" "), g.Text(title)),
			number(v.w.SignedHundredths(group.Effect))),
		g.Map(group.Changes, v.change),
	))
}

func (v pageView) change(c score.Change) g.Node {
	where := place(c.Service, c.Category)
	if former := v.w.FormerNames(c); former != "" {
		where += " · " + clipName(former)
	}
	return row(
		h.Td(microsofts(v.w, g.Text(v.w.ActionTitle(c.Title, c.ID))),
			below(sentence(v.names, where))),
		number(v.w.PointsMoved(c)),
		h.Td(g.Text(v.w.StatusMoved(c)), g.If(c.Declared, warning(v.w.Text(words.LabelReported))), remark(v.w.DecidedBy(c))),
		number(v.w.SignedHundredths(c.Effect)),
	)
}

// place is where in the portal an action is.
func place(service, category string) string {
	return clipName(score.ProductName(service)) + " · " + clipName(category)
}

func (v pageView) sum(label string, effect float64) g.Node {
	return h.Tr(h.Th(h.Scope("row"), h.ColSpan("3"), g.Text(label)), number(v.w.SignedHundredths(effect)))
}
