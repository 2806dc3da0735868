package page

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

func (v pageView) categories() g.Node {
	const id = "s-categories"
	intro := note(v.w.CategoriesIntro(v.Model))
	if len(v.Categories) == 0 {
		return section(id, words.CategoriesTitle, intro)
	}
	var list g.Group
	for i, c := range v.Categories {
		list = append(list, v.category(c, v.charts.bars[i]))
	}
	return section(id, words.CategoriesTitle,
		intro,
		wide(words.CategoriesTitle, "t-categories",
			head(column(words.LabelCategory), column(words.LabelScale), numbers(words.LabelScore), numbers(words.LabelPoints),
				numbers(words.LabelAllTenants), numbers(words.LabelChange), numbers(words.LabelPointsAchieved),
				numbers(words.LabelPointsRegressed)),
			line(h.TBody(list)),
		),
		note(v.w.CategoriesNote(v.Model)),
	)
}

func (v pageView) category(c report.Category, bar string) g.Node {
	achieved, regressed := report.NotAvailable, report.NotAvailable
	if v.Since != nil {
		achieved, regressed = v.w.Points(c.Gained), v.w.Points(c.Lost)
	}
	return row(
		rowHead(name(c.Category), below(g.Text(words.CategoryActions(c)))),
		h.Td(h.Class("bar"), g.Raw(bar)),
		number(v.w.Percent(c.Percent())),
		h.Td(h.Class("n"), g.Text(v.w.PointsOf(c.Points, c.Max)), remark(v.w.BesideAverage(c))),
		h.Td(h.Class("n"), g.Text(v.w.Percent(c.Average)), remark(v.w.AverageOf(c))),
		h.Td(h.Class("n "+draw.ToneOf(c.Change)), g.Text(v.w.SignedHundredths(c.Change))),
		number(achieved),
		number(regressed),
	)
}
