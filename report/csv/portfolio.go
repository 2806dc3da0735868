package csv

import (
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// Portfolio writes a row for each tenant of a portfolio, in its order.
func Portfolio(m portfolio.Model) ([]byte, error) { return written(portfolioColumns, m.Tenants) }

// portfolioColumns are the columns of Portfolio. Spreadsheets depend on their
// names; new ones go to the end.
var portfolioColumns = []column[portfolio.Tenant]{
	{"tenant", func(t portfolio.Tenant) string { return textOf(t.Name) }},
	{"tenant id", func(t portfolio.Tenant) string { return textOf(t.ID) }},
	{"state", func(t portfolio.Tenant) string { return t.State() }},
	{"date", func(t portfolio.Tenant) string { return string(t.Now.Date) }},
	{"age (days)", func(t portfolio.Tenant) string { return ofScore(t, strconv.Itoa(t.Age)) }},
	{"points", func(t portfolio.Tenant) string { return ofScore(t, numberOf(t.Now.Current)) }},
	{"max points", func(t portfolio.Tenant) string { return ofScore(t, numberOf(t.Now.Max)) }},
	{"percent", func(t portfolio.Tenant) string { return percentOf(t.Now) }},
	{"zone", func(t portfolio.Tenant) string { return string(t.Zone) }},
	{"compared with", func(t portfolio.Tenant) string { return string(t.Since.Date) }},
	{"percent before", func(t portfolio.Tenant) string { return percentOf(t.Since) }},
	{"change (points)", func(t portfolio.Tenant) string { return ofChange(t, t.Points) }},
	{"change (percentage points)", func(t portfolio.Tenant) string { return ofChange(t, t.Change) }},
	{"by the organisation", func(t portfolio.Tenant) string { return ofChange(t, t.Parts().Own) }},
	{"reported", func(t portfolio.Tenant) string { return ofChange(t, t.Parts().Declared) }},
	{"by Microsoft", func(t portfolio.Tenant) string { return ofChange(t, t.Parts().Microsoft) }},
	{"drift and not attributable", func(t portfolio.Tenant) string { return ofChange(t, t.Parts().Drift) }},
	{"main cause", func(t portfolio.Tenant) string { return string(mainOf(t).Cause) }},
	{"main cause (actions)", func(t portfolio.Tenant) string { return ofCause(t, strconv.Itoa(mainOf(t).Count)) }},
	{"main cause (percentage points)", func(t portfolio.Tenant) string {
		return ofCause(t, numberOf(mainOf(t).Effect))
	}},
	{"main cause (first action)", func(t portfolio.Tenant) string { return textOf(mainOf(t).Title) }},
	{"actions regressed", func(t portfolio.Tenant) string { return countOf(t, score.Regression) }},
	{"actions improved", func(t portfolio.Tenant) string { return countOf(t, score.Improvement) }},
	{"actions added", func(t portfolio.Tenant) string { return countOf(t, score.Addition) }},
	{"actions removed", func(t portfolio.Tenant) string { return countOf(t, score.Retirement) }},
	{"points achieved", func(t portfolio.Tenant) string { return ofChange(t, t.Moves.Gained) }},
	{"points regressed", func(t portfolio.Tenant) string { return ofChange(t, t.Moves.Lost) }},
	{"goal (percent)", func(t portfolio.Tenant) string {
		return ofGoal(t, func(p score.Progress) string { return numberOf(p.Goal) })
	}},
	{"goal by", func(t portfolio.Tenant) string {
		return ofGoal(t, func(p score.Progress) string { return string(p.By) })
	}},
	{"verdict", func(t portfolio.Tenant) string {
		return ofGoal(t, func(p score.Progress) string { return string(p.Verdict) })
	}},
	{"open actions", func(t portfolio.Tenant) string { return ofScore(t, strconv.Itoa(len(t.Open))) }},
	{"points left", func(t portfolio.Tenant) string { return ofScore(t, numberOf(t.Left())) }},
	{"exceptions overdue", func(t portfolio.Tenant) string { return ofScore(t, strconv.Itoa(overdueOf(t))) }},
	{"problem", func(t portfolio.Tenant) string { return textOf(t.Trouble.Detail) }},
}

// ofScore is a cell about a score, empty where there is none.
func ofScore(t portfolio.Tenant, cell string) string {
	if t.Now.Date == "" {
		return ""
	}
	return cell
}

// ofChange is a number about a change, empty where there is nothing to compare.
func ofChange(t portfolio.Tenant, x float64) string {
	if !report.Known(t.Change) {
		return ""
	}
	return numberOf(x)
}

func ofGoal(t portfolio.Tenant, cell func(score.Progress) string) string {
	if t.Goal == nil {
		return ""
	}
	return cell(*t.Goal)
}

func ofCause(t portfolio.Tenant, cell string) string {
	if len(t.Causes) == 0 {
		return ""
	}
	return cell
}

// mainOf is the main cause of a change; the zero value without any.
func mainOf(t portfolio.Tenant) portfolio.Cause {
	if len(t.Causes) == 0 {
		return portfolio.Cause{}
	}
	return t.Causes[0]
}

func countOf(t portfolio.Tenant, cause score.Cause) string {
	if !report.Known(t.Change) {
		return ""
	}
	return strconv.Itoa(t.Count(cause))
}

// percentOf is the percent of a headline, empty without a maximum.
func percentOf(h score.Headline) string {
	if h.Max <= 0 {
		return ""
	}
	return numberOf(h.Percent())
}

func overdueOf(t portfolio.Tenant) (n int) {
	for _, e := range t.Exceptions {
		if e.Overdue {
			n++
		}
	}
	return n
}
