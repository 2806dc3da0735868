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
	return section(id, words.PortfolioTenants,
		note(words.PortfolioOrder),
		v.filters(),
		found("found", words.TenantsFoundNone, words.TenantsFoundAll, words.TenantsFoundSome, h.Role("status")),
		framed(id, h.Class("wide"), "t-tenants",
			h.ID("tenants"),
			head(column(words.LabelTenant, h.Data("sort", "name")), column(words.LabelScale),
				numbers(words.LabelScore, h.Data("sort", "score")), column(words.LabelZone),
				numbers(words.LabelChange, h.Data("sort", "change")), column(words.LabelWhy),
				column(words.LabelGoalVerdict, h.Data("sort", "verdict")),
				numbers(words.LabelPointsLeft, h.Data("sort", "left"))),
			rows(v.Tenants, v.tenant),
		),
		line(h.P(h.Button(h.Type("button"), h.ID("all"), g.Attr("hidden"), g.Text(words.TenantsShowAll)))),
	)
}

func (v portfolioView) filters() g.Node {
	zones, verdicts := g.Group{option("", words.FilterAny)}, g.Group{option("", words.FilterAny)}
	for _, z := range v.Zones {
		if z.Tenants > 0 {
			zones = append(zones, option(string(z.Zone), words.ZoneName(z.Zone)))
		}
	}
	for _, verdict := range v.Verdicts {
		verdicts = append(verdicts, option(string(verdict.Verdict), words.VerdictName(verdict.Verdict)))
	}
	if v.NoGoal > 0 {
		verdicts = append(verdicts, option(withoutGoal, words.NoGoalSet))
	}
	return filters("filters", words.TenantsFilter,
		h.Role("search"),
		search("f-q", words.TenantsPlaceholder),
		choice("f-zone", "zone", words.LabelZone, zones),
		choice("f-state", "state", words.LabelState, option("", words.FilterAny),
			option(current, words.StateCurrent), option(withoutScore, words.PortfolioWithout)),
		choice("f-verdict", "verdict", words.LabelGoalVerdict, verdicts),
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
		rowHead(name(words.TenantTitle(t.Name)),
			g.If(t.Now.Date != "" && t.Now.Date != v.Day, below(g.Text(v.w.LongDate(t.Now.Date))))),
		h.Td(h.Class("bar"), g.If(t.Scored(), percentBar(t.Percent()))),
		number(v.w.ScoreOrNot(t)),
		h.Td(h.Class("z"), zone(t.Zone)),
		v.moved(t),
		h.Td(prose(v.w.TenantNews(t))),
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

func zone(z score.Zone) g.Node {
	if z == "" {
		return nil
	}
	mark, _ := draw.ZoneInk(z)
	return g.Group{h.Span(h.Aria("hidden", "true"), h.Class("z-"+string(z)), g.Text(mark)),
		g.Text(" " + words.ZoneName(z))}
}

func (v portfolioView) pointsLeft(t portfolio.Tenant) g.Node {
	if t.Now.Date == "" {
		return number("")
	}
	return number(v.w.Points(t.Left()))
}

// plainNumber is a number for scripts.
func plainNumber(x float64) string { return strconv.FormatFloat(score.Hundredths(x), 'f', -1, 64) }
