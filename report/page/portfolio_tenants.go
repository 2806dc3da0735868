package page

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// tenants are all of them, with filters.
func (v portfolioView) tenants() g.Node {
	const id = "s-tenants"
	return section(id, v.w.Text(words.PortfolioTenants),
		note(v.w.Text(words.PortfolioOrder)),
		v.filters(),
		found(v.w, "found", v.w.Text(words.TenantsFoundNone), v.w.Text(words.TenantsFoundAll),
			v.w.Text(words.TenantsFoundSome), h.Role("status")),
		framed(id, h.Class("wide"), "t-tenants",
			h.ID("tenants"),
			head(column(v.w.Text(words.LabelTenant), h.Data("sort", "name")), column(v.w.Text(words.LabelScale)),
				numbers(v.w.Text(words.LabelScore), h.Data("sort", "score")), column(v.w.Text(words.LabelZone)),
				numbers(v.w.Text(words.LabelChange), h.Data("sort", "change")), column(v.w.Text(words.LabelWhy)),
				column(v.w.Text(words.LabelGoal), h.Data("sort", "verdict")),
				numbers(v.w.Text(words.LabelPointsLeft), h.Data("sort", "left"))),
			rows(v.Tenants, v.tenant),
		),
		line(h.P(h.Button(h.Type("button"), h.ID("all"), g.Attr("hidden"), g.Text(v.w.Text(words.TenantsShowAll))))),
	)
}

func (v portfolioView) filters() g.Node {
	zones, verdicts := g.Group{option("", v.w.Text(words.FilterAny))}, g.Group{option("", v.w.Text(words.FilterAny))}
	for _, z := range v.Zones {
		if z.Tenants > 0 {
			zones = append(zones, option(string(z.Zone), v.w.ZoneName(z.Zone)))
		}
	}
	for _, verdict := range v.Verdicts {
		verdicts = append(verdicts, option(string(verdict.Verdict), v.w.VerdictName(verdict.Verdict)))
	}
	if v.NoGoal > 0 {
		verdicts = append(verdicts, option(withoutGoal, v.w.Text(words.NoGoalSet)))
	}
	return filters(v.w, "filters", v.w.Text(words.TenantsFilter),
		h.Role("search"),
		search(v.w, "f-q", v.w.Text(words.TenantsPlaceholder)),
		choice("f-zone", "zone", v.w.Text(words.LabelZone), zones),
		choice("f-state", "state", v.w.Text(words.LabelState), option("", v.w.Text(words.FilterAny)),
			option(current, v.w.Text(words.StateCurrent)), option(withoutScore, v.w.Text(words.PortfolioWithout))),
		choice("f-verdict", "verdict", v.w.Text(words.LabelGoal), verdicts),
	)
}

// The script compares these values of the filters with those of the rows.
const (
	current, withoutScore = "current", "without"
	withoutGoal           = "none"
)

// tenant is a row, with the day of the score where that is not the newest one.
func (v portfolioView) tenant(t portfolio.Tenant) g.Node {
	return row(
		v.sortKeys(t),
		rowHead(name(v.w.TenantTitle(t.Name)),
			g.If(t.Now.Date != "" && t.Now.Date != v.Day, below(g.Text(v.w.LongDate(t.Now.Date))))),
		h.Td(h.Class("bar"), g.If(t.Scored(), percentBar(t.Percent()))),
		number(v.w.ScoreOrNot(t)),
		h.Td(h.Class("z"), v.zone(t.Zone)),
		v.moved(t),
		h.Td(sentence(v.names, clipProse(v.w.TenantNews(t)))),
		cell(v.w.TenantVerdict(t)),
		v.pointsLeft(t),
	)
}

// sortKeys are the data attributes that the script sorts and filters by.
func (v portfolioView) sortKeys(t portfolio.Tenant) g.Node {
	state, verdict, percent, change := withoutScore, withoutGoal, "", ""
	if t.Current() {
		state = current
	}
	if t.Goal != nil {
		verdict = string(t.Goal.Verdict)
	}
	if t.Scored() {
		percent = plainNumber(t.Percent())
	}
	if t.Compared() {
		change = plainNumber(t.Change)
	}
	return g.Group{
		h.Data("zone", string(t.Zone)), h.Data("state", state), h.Data("verdict", verdict), h.Data("score", percent),
		h.Data("change", change), h.Data("left", plainNumber(t.Left())), h.Data("id", clipName(t.ID)),
	}
}

func (v portfolioView) zone(z score.Zone) g.Node {
	if z == "" {
		return nil
	}
	mark, _ := draw.ZoneInk(z)
	return g.Group{h.Span(h.Aria("hidden", "true"), h.Class("z-"+string(z)), g.Text(mark)),
		g.Text(" " + v.w.ZoneName(z))}
}

func (v portfolioView) pointsLeft(t portfolio.Tenant) g.Node {
	if t.Now.Date == "" {
		return number("")
	}
	return number(v.w.Points(t.Left()))
}

// plainNumber is a number for scripts.
func plainNumber(x float64) string { return strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64) }
