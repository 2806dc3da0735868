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
		return section(id, v.w.Text(words.CategoriesTitle), intro)
	}
	var list g.Group
	for i, c := range v.Categories {
		list = append(list, v.category(c, v.charts.bars[i]))
	}
	return section(id, v.w.Text(words.CategoriesTitle),
		intro,
		wide(v.w, v.w.Text(words.CategoriesTitle), "t-categories",
			head(column(v.w.Text(words.LabelCategory)), column(v.w.Text(words.LabelScale)),
				numbers(v.w.Text(words.LabelScore)), numbers(v.w.Text(words.LabelPoints)),
				numbers(v.w.Text(words.LabelAllTenants)), numbers(v.w.Text(words.LabelChange)),
				numbers(v.w.Text(words.LabelPointsAchieved)),
				numbers(v.w.Text(words.LabelPointsRegressed))),
			line(h.TBody(list)),
		),
		note(v.w.CategoriesNote(v.Model)),
	)
}

func (v pageView) category(c report.Category, bar string) g.Node {
	achieved, regressed := v.w.NotAvailable(), v.w.NotAvailable()
	if v.Since != nil {
		achieved, regressed = v.w.Points(c.Gained), v.w.Points(c.Lost)
	}
	return row(
		rowHead(microsofts(v.w, name(c.Category)), below(g.Text(v.w.CategoryActions(c)))),
		h.Td(h.Class("bar"), g.Raw(bar)),
		number(v.w.Percent(c.Percent())),
		h.Td(h.Class("n"), g.Text(v.w.PointsOf(c.Points, c.Max)), remark(v.w.BesideAverage(c))),
		h.Td(h.Class("n"), g.Text(v.w.Percent(c.Average)), remark(v.w.AverageOf(c))),
		h.Td(h.Class("n "+draw.ToneOf(c.Change)), g.Text(v.w.SignedHundredths(c.Change))),
		number(achieved),
		number(regressed),
	)
}
