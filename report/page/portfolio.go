package page

import (
	_ "embed" // the style sheet and the script
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

var (
	//go:embed portfolio.css
	portfolioSheet string
	//go:embed portfolio.js
	portfolioScript string
)

const spreadWide, spreadTall, spreadTallNarrow = 480.0, 156.0, 140.0

// DrawPortfolio writes the report over all tenants as one self-contained page,
// as Draw writes that of one. With scripts the tenants can be searched,
// filtered and sorted.
func DrawPortfolio(m portfolio.Model) ([]byte, error) {
	d := drawer{set: draw.NewTypesetter(m.Appearance)}
	spread := draw.NewSpread(m, d.set)
	v := portfolioView{Model: m, w: words.In(m.Locale), names: m.Names(),
		spread: d.both(spread, shape{spreadWide, spreadTall, spreadTallNarrow}, "chart-spread", spread.AltText())}
	if d.err != nil {
		return nil, fmt.Errorf("drawing HTML: %w", d.err)
	}
	return v.document().draw()
}

// portfolioView is a portfolio with what only the page needs.
type portfolioView struct {
	portfolio.Model
	spread figure
	w      words.Words
	names  report.Names
}

// document is the page: its sections in their order.
func (v portfolioView) document() document {
	return document{
		w:     v.w,
		title: clipName(v.w.PortfolioDocument(v.Model)),
		style: styleOf(v.w, v.Appearance, portfolioLabels) + portfolioSheet, script: portfolioScript,
		appearance: v.Appearance,
		heading:    v.w.PortfolioTitle(v.Name), subtitle: v.w.PortfolioSubtitle(v.Model),
		foot: clipName(v.w.CreatedAt(v.Model)),
		sections: []g.Node{
			jump("s-news", v.w.Text(words.PortfolioNews)),
			g.If(len(v.Actions) > 0, jump("s-common", v.w.Text(words.PortfolioActions))),
			jump("s-microsoft", v.w.Text(words.PortfolioChanges)),
			g.If(len(v.Exceptions) > 0, jump("s-ending", v.w.Text(words.PortfolioExceptions))),
			jump("s-tenants", v.w.Text(words.PortfolioTenants)),
			jump("s-method", v.w.Text(words.MethodTitle)),
		},
		main: []g.Node{
			v.overview(),
			line(h.Div(h.Class("pair loose"), v.news(), v.rises())),
			v.actions(),
			v.changes(),
			v.exceptions(),
			v.tenants(),
			section("s-method", v.w.Text(words.MethodTitle), g.Map(v.w.PortfolioMethod(v.Model), note)),
		},
	}
}

// portfolioLabels are as cellLabels.
var portfolioLabels = []tableLabels{
	{"t-common", []words.Text{"", "", "", words.LabelTenants, words.LabelPointsLeft}},
	{"t-microsoft", []words.Text{"", "", words.LabelTenants, words.LabelEffects}},
	{"t-ending", []words.Text{"", "", "", words.LabelTenants}},
	{"t-tenants", []words.Text{"", "", words.LabelScore, "", words.LabelChange, "", words.LabelGoal,
		words.LabelPointsLeft}},
}

// framed is a table of the section with this id. It scrolls in its frame where
// it is too wide; where the frame has the class most, also where it is too
// long.
func framed(id string, frame g.Node, class string, content ...g.Node) g.Node {
	return line(h.Div(frame, h.TabIndex("0"), h.Role("group"), h.Aria("labelledby", id),
		h.Table(h.Class("cards "+class), g.Group(content))))
}

// actionHead is the title of an action; it opens the address, where there is
// one.
func actionHead(w words.Words, title, id, address string) g.Node {
	return rowHead(link(address, microsofts(w, name(w.ActionTitle(title, id)))))
}
