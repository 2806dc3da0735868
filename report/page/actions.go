package page

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/guidance"
	"secure-score-reporter/report/words"
)

// actionRow is an action as a row of the page's table.
type actionRow struct {
	report.Action
	Guide guidance.Guidance
	Order sortKeys
}

// sortKeys is what the script sorts a row by, as numbers.
type sortKeys struct {
	Place, Left  string // empty: behind all others
	Cost, Impact int
}

// actionRows are the listed actions, and after them those that are not scored,
// which the page hides until its filter asks for them.
func actionRows(m report.Model) []actionRow {
	var rows []actionRow
	for _, a := range m.Actions {
		row := actionRow{Action: a, Order: sortKeysOf(a)}
		if a.Recommended() && !a.Outside {
			row.Guide = a.Guide()
		}
		rows = append(rows, row)
	}
	if !m.Filter.Empty() {
		return rows
	}
	for _, a := range m.OutsideActions() {
		rows = append(rows, actionRow{Action: a, Order: sortKeysOf(a)})
	}
	return rows
}

func sortKeysOf(a report.Action) sortKeys {
	o := sortKeys{Cost: levelOrder(a.Cost), Impact: levelOrder(a.UserImpact)}
	if a.Place > 0 {
		o.Place = strconv.Itoa(a.Place)
	}
	if a.MaxKnown() {
		o.Left = strconv.FormatFloat(score.Hundredths(a.Left()), 'f', -1, 64)
	}
	return o
}

// levelOrder is the order of levels, the unknown last.
func levelOrder(l score.Level) int {
	if at := slices.Index([]score.Level{score.Low, score.Moderate, score.High}, l); at >= 0 {
		return at + 1
	}
	return 4
}

// actions are all of them, with filters.
func (v pageView) actions() g.Node {
	list := actionRows(v.Model)
	intro := line(h.P(h.Class("soft"), sentence(v.names, v.w.ActionsIntro(v.Model))))
	if len(list) == 0 {
		return section("s-actions", v.w.Text(words.ActionsTitle), intro)
	}
	return section("s-actions", v.w.Text(words.ActionsTitle),
		intro,
		actionFilters(v.w, filterChoicesOf(v.w, list)),
		found(v.w, "found", v.w.Text(words.FoundNone), v.w.Text(words.FoundAll), v.w.Text(words.FoundSome),
			h.Aria("live", "polite")),
		wide(v.w, v.w.Text(words.ActionsTitle), "t-actions",
			h.ID("actions"),
			head(numbers(v.w.Text(words.LabelRank), h.Data("sort", "place")),
				column(v.w.Text(words.LabelAction), h.Data("sort", "title")),
				column(v.w.Text(words.LabelCategory), h.Data("sort", "category")),
				numbers(v.w.Text(words.LabelPointsLeft), h.Data("sort", "left")),
				column(v.w.Text(words.LabelCost), h.Data("sort", "cost")),
				column(v.w.Text(words.LabelUserImpact), h.Data("sort", "impact")),
				column(v.w.Text(words.LabelStatus), h.Data("sort", "status"))),
			rows(list, v.action),
		),
	)
}

func actionFilters(w words.Words, c filterChoices) g.Node {
	all := option("", w.Text(words.FilterAll))
	levels := g.Group{option("", w.Text(words.FilterAny)), option("1", w.LevelName(score.Low)),
		option("2", w.Text(words.FilterModerate)), option("3", w.Text(words.FilterHigh))}
	return filters(w, "filters", w.Text(words.FilterLabel),
		search(w, "f-q", w.Text(words.FilterPlaceholder)),
		choice("f-category", "category", w.Text(words.LabelCategory), all, each(c.Categories, inEnglish(w))),
		choice("f-status", "status", w.Text(words.LabelStatus), all, each(c.Statuses)),
		choice("f-product", "product", w.Text(words.LabelProduct), all, each(c.Products, inEnglish(w))),
		choice("f-cost", "cost", w.Text(words.LabelCost), levels),
		choice("f-impact", "impact", w.Text(words.LabelUserImpact), levels),
		choice("f-new", "new", w.Text(words.FilterNew), all, option("yes", w.Text(words.FilterOnlyNew)),
			option("no", w.Text(words.FilterNotNew))),
		g.If(c.Outside, choice("f-scope", "scope", w.Text(words.FilterScope), option("", w.Text(words.LabelScored)),
			option("outside", w.Text(words.LabelNotScored)), option("all", w.Text(words.FilterAll)))),
	)
}

// filterChoices are what the page's filters offer: each value once.
type filterChoices struct {
	Categories, Statuses, Products []string
	Outside                        bool // something is not scored
}

func filterChoicesOf(w words.Words, rows []actionRow) filterChoices {
	var c filterChoices
	for _, row := range rows {
		c.Categories = append(c.Categories, clipName(row.Category))
		c.Products = append(c.Products, clipName(row.Product))
		c.Statuses = append(c.Statuses, clipName(w.StatusName(row.Status())))
		c.Outside = c.Outside || row.Outside
	}
	sortChoices(&c.Categories, &c.Products, &c.Statuses)
	return c
}
