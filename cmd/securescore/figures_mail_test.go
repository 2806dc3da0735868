package main

import (
	"slices"
	"strings"

	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// mailFigures are those of both editions of the email.
func mailFigures(w words.Words, m report.Model) []figure {
	anyMail := []form{mailPage, mailText, fullMailPage, fullMailText}
	message := report.Message{Occasion: report.Periodic, Model: m, News: &m.Account}
	list := []figure{
		everywhere("answer", w.Answer(m), anyMail...),
		everywhere("points", w.Standing(m), anyMail...),
	}
	for _, fact := range w.MessageFacts(message) {
		list = append(list, figure{"fact", map[form]string{
			mailPage: fact.Label + " | " + oneLine(fact.Text), mailText: fact.Label + " " + oneLine(fact.Text),
			fullMailPage: fact.Label + " | " + oneLine(fact.Text), fullMailText: fact.Label + " " + oneLine(fact.Text),
		}})
	}
	for _, c := range m.Categories {
		cells := []string{w.TenthsPercent(c.Percent()), w.PointsOf(c.Points, c.Max)}
		if m.Since != nil {
			cells = slices.Insert(cells, 1, w.CategoryChange(c))
		}
		if c.Max > 0 {
			page, text := strings.Join(cells, " | "), c.Category+" "+strings.Join(cells, " ")
			list = append(list, figure{"category", map[form]string{
				mailPage: page, mailText: text, fullMailPage: page, fullMailText: text,
			}})
		}
	}
	return append(list, summaryFigures(w, m)...)
}

// summaryFigures are those of the change in the summary's email: bad news and
// new actions by name, or what went well, as far as there is room, and all
// others as counts.
func summaryFigures(w words.Words, m report.Model) []figure {
	if m.Since == nil || len(m.Account.Changes) == 0 {
		return nil
	}
	var list []figure
	named, counted := report.InBrief(m.Account.ByCause())
	for _, g := range named {
		first := g.Changes[0]
		title, detail, effect := w.ActionTitle(first.Title, first.ID), w.EventDetail(g.Cause, first),
			w.PP(first.Effect)
		list = append(list, figure{"first of " + string(g.Cause), map[form]string{
			mailPage: title + detail + " | " + effect, mailText: effect + " " + title + " " + detail,
		}})
	}
	rest, drift := report.Divide(counted, report.NotDrift)
	for _, g := range drift {
		drifted, effect := w.Drifted(len(g.Changes)), w.PP(g.Effect)
		list = append(list, figure{"drift", map[form]string{
			mailPage: drifted + " | " + effect, mailText: effect + " " + drifted,
		}})
	}
	if len(rest) > 0 {
		list = append(list, everywhere("other changes", w.CountedBesideSum(rest), mailPage, mailText))
	}
	total := w.PP(m.Account.Percent)
	return append(list, figure{"total", map[form]string{
		mailPage: w.Text(words.LabelTotal) + " | " + total,
		mailText: total + " " + w.Text(words.LabelTotal),
	}})
}
