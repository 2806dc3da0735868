package page

import (
	"html/template"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// movesOfDay is how many changes of a day the page lists; the rest is one line.
const movesOfDay = 40

// history is the rows of the history, a body of the table for each day, and
// what its filters offer.
type history struct {
	Rows    template.HTML
	Listed  int // changes
	Choices historyChoices
	First   score.Date
	Last    score.Date
}

type historyChoices struct{ Categories, Products, Causes []string }

func historyOf(m report.Model, w words.Words) history {
	var h history
	if len(m.History) == 0 {
		return h
	}
	h.First, h.Last = m.History[0].After.Date, m.History[len(m.History)-1].After.Date
	table := rowWriter{Words: w}
	for _, span := range report.Spans(report.HistoryFilter{}.Apply(m.History)) {
		if span.Quiet > 0 {
			table.raw(`<tbody data-quiet><tr><td colspan="4" class="soft">`, w.QuietDays(span), "</td></tr></tbody>\n")
			continue
		}
		lines := span.Day.Lines(report.HistoryFilter{}, movesOfDay)
		table.day(span.Day.HistoryDay, lines)
		h.Listed += len(lines.Moves)
		for _, c := range lines.Moves {
			h.Choices.Categories = append(h.Choices.Categories, clipName(c.Category))
			h.Choices.Products = append(h.Choices.Products, clipName(score.ProductName(c.Service)))
			h.Choices.Causes = append(h.Choices.Causes, words.CauseName(c.Cause()))
		}
	}
	sortChoices(&h.Choices.Categories, &h.Choices.Products, &h.Choices.Causes)
	h.Rows = template.HTML(table.out.String())
	return h
}

// day writes the body of one day.
func (w *rowWriter) day(d score.HistoryDay, lines report.DayLines) {
	change := ""
	if d.Before.Date != "" {
		change = w.SignedHundredths(d.Percent)
	}
	w.raw(`<tbody`)
	w.attribute("data-day", string(d.After.Date))
	w.raw(`><tr class="group"><th scope="rowgroup" colspan="3">`, w.LongDate(d.After.Date),
		` <span class="soft">`, w.Percent(d.After.Percent()))
	if notes := w.DayNotes(d); len(notes) > 0 {
		w.raw(` · `, strings.Join(notes, " "))
	}
	w.raw(`</span></th><td class="n">`, change, "</td></tr>\n")
	for _, c := range lines.Moves {
		w.move(c)
	}
	for _, sum := range []struct {
		text   string
		points string
		effect float64
		shown  bool
	}{
		{words.MoreMoves(lines.More.Changes), w.PointsOfSum(lines.More), lines.More.Effect, lines.More.Changes > 0},
		{words.DriftOf(lines.Drift.Changes), w.PointsOfSum(lines.Drift), lines.Drift.Effect, lines.Drift.Changes > 0},
		{words.LabelUnattributed, "", lines.Unattributed, lines.Unattributed != 0},
	} {
		if sum.shown {
			w.raw(`<tr data-sum><td colspan="2">`, sum.text, `</td><td class="n">`, sum.points, `</td><td class="n">`,
				w.SignedHundredths(sum.effect), "</td></tr>\n")
		}
	}
	w.raw("</tbody>\n")
}

// move writes the row of one change.
func (w *rowWriter) move(c score.Change) {
	mark, _ := draw.CauseTone(c.Cause())
	w.raw(`<tr`)
	w.attribute("data-category", c.Category)
	w.attribute("data-product", score.ProductName(c.Service))
	w.attribute("data-id", c.ID)
	w.raw(`><td>`)
	w.text(words.Title(score.Control{Title: c.Title, ID: c.ID}))
	w.raw(`<br><span class="soft">`)
	w.text(strings.Join(w.MoveRemarks(c), " · "))
	w.raw(`</span></td><td><span aria-hidden="true">`, mark, ` </span><span>`, words.CauseName(c.Cause()),
		`</span></td><td class="n">`)
	w.text(w.PointsMoved(c))
	w.raw(`</td><td class="n">`, w.SignedHundredths(c.Effect), "</td></tr>\n")
}
