package page

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// movesOfDay is how many changes of a day the page lists; the rest is one line.
const movesOfDay = 40

// history is what moved the score, a body of the table for each day.
func (v pageView) history() g.Node {
	const id = "s-history"
	if len(v.History) == 0 {
		return section(id, v.w.Text(words.HistoryTitle), paragraph(v.w.Text(words.NoHistory)))
	}
	var days g.Group
	var listed []score.Change
	for _, span := range report.Spans(report.HistoryFilter{}.Apply(v.History)) {
		if span.Quiet > 0 {
			days = append(days, v.quiet(span))
			continue
		}
		lines := span.Day.Lines(report.HistoryFilter{}, movesOfDay)
		days = append(days, v.historyDay(span.Day.HistoryDay, lines))
		listed = append(listed, lines.Moves...)
	}
	return section(id, v.w.Text(words.HistoryTitle),
		note(v.w.HistoryIntro(report.HistoryDays)),
		g.If(len(listed) > 0, g.Group{
			v.historyFilters(listed),
			found(v.w, "h-found", v.w.Text(words.HistoryNone), v.w.Text(words.HistoryAll), v.w.Text(words.HistorySome),
				h.Aria("live", "polite")),
		}),
		wide(v.w, v.w.Text(words.HistoryTitle), "effects t-history",
			h.ID("history"),
			head(column(v.w.Text(words.LabelAction)), column(v.w.Text(words.LabelCause)), numbers(v.w.Text(words.LabelPoints)),
				numbers(v.w.Text(words.LabelEffectUnit))),
			days,
		),
	)
}

// historyFilters offer what there is to choose from.
func (v pageView) historyFilters(listed []score.Change) g.Node {
	var categories, products, causes []string
	for _, c := range listed {
		categories = append(categories, clipName(c.Category))
		products = append(products, clipName(score.ProductName(c.Service)))
		causes = append(causes, v.w.CauseName(c.Cause()))
	}
	sortChoices(&categories, &products, &causes)
	all := option("", v.w.Text(words.FilterAll))
	return filters(v.w, "h-filters", v.w.Text(words.HistoryFilterLabel),
		search(v.w, "h-q", v.w.Text(words.HistoryFilterPlaceholder)),
		v.historyDate("h-from", "from", v.w.Text(words.HistoryFilterFrom)),
		v.historyDate("h-to", "to", v.w.Text(words.HistoryFilterTo)),
		choice("h-category", "category", v.w.Text(words.LabelCategory), all, each(categories, inEnglish(v.w))),
		choice("h-product", "product", v.w.Text(words.LabelProduct), all, each(products, inEnglish(v.w))),
		choice("h-cause", "cause", v.w.Text(words.LabelCause), all, each(causes)),
	)
}

func (v pageView) historyDate(id, field, label string) g.Node {
	first, last := v.History[0].After.Date, v.History[len(v.History)-1].After.Date
	return line(h.P(h.Class("field"), h.Label(h.For(id), g.Text(label)),
		h.Input(h.ID(id), h.Name(field), h.Type("date"), h.Min(string(first)), h.Max(string(last)))))
}

// quiet is the body of days without a change.
func (v pageView) quiet(s report.Span) g.Node {
	return line(h.TBody(g.Attr("data-quiet"),
		h.Tr(h.Td(h.ColSpan("4"), h.Class("soft"), g.Text(v.w.QuietDays(s))))))
}

// historyDay is the body of one day.
func (v pageView) historyDay(d score.HistoryDay, lines report.DayLines) g.Node {
	change, reached := "", v.w.Percent(d.After.Percent())
	if d.Before.Date != "" {
		change = v.w.SignedHundredths(d.Percent)
	}
	if notes := v.w.DayNotes(d); len(notes) > 0 {
		reached += " · " + strings.Join(notes, " ")
	}
	return line(h.TBody(h.Data("day", string(d.After.Date)),
		h.Tr(h.Class("group"),
			h.Th(h.Scope("rowgroup"), h.ColSpan("3"), g.Text(v.w.LongDate(d.After.Date)+" "), soft(g.Text(reached))),
			number(change)),
		g.Map(lines.Moves, v.move),
		g.If(lines.More.Changes > 0,
			v.daySum(v.w.MoreMoves(lines.More.Changes), v.w.PointsMovedBy(lines.More.Points), lines.More.Effect)),
		g.If(lines.Drift.Changes > 0,
			v.daySum(v.w.DriftOf(lines.Drift.Changes), v.w.PointsMovedBy(lines.Drift.Points), lines.Drift.Effect)),
		g.If(lines.Unattributed != 0, v.daySum(v.w.Text(words.LabelUnattributed), "", lines.Unattributed)),
	))
}

// move is the row of one change.
func (v pageView) move(c score.Change) g.Node {
	mark, _ := draw.CauseTone(c.Cause())
	return row(
		h.Data("category", clipName(c.Category)),
		h.Data("product", clipName(score.ProductName(c.Service))),
		h.Data("id", clipName(c.ID)),
		h.Td(microsofts(v.w, name(v.w.Title(score.Control{Title: c.Title, ID: c.ID}))),
			below(sentence(v.names, clipName(strings.Join(v.w.MoveRemarks(c), " · "))))),
		h.Td(sign(mark+" "), h.Span(g.Text(v.w.CauseName(c.Cause())))),
		h.Td(h.Class("n"), name(v.w.PointsMoved(c))),
		number(v.w.SignedHundredths(c.Effect)),
	)
}

// daySum is the row of several changes together.
func (v pageView) daySum(text, points string, effect float64) g.Node {
	return row(g.Attr("data-sum"), h.Td(h.ColSpan("2"), g.Text(text)), number(points),
		number(v.w.SignedHundredths(effect)))
}
