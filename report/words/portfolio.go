package words

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// The words of the report over all tenants: its title, its answer, its figures
// and its method.

// PortfolioTitle is what a portfolio is called.
func (w Words) PortfolioTitle(name string) string {
	return cmp.Or(plaintext.Clip(name, 120), w.Text(PortfolioTenants))
}

// PortfolioSubtitle is what a portfolio is of: 12 tenants · newest scores of 23
// November 2026 · changes in 7 days.
func (w Words) PortfolioSubtitle(m portfolio.Model) string {
	parts := []string{Count(len(m.Tenants), "tenant")}
	if m.Day != "" {
		parts = append(parts, "newest score of "+w.LongDate(m.Day))
	}
	return strings.Join(append(parts, "changes "+w.within(m.Period)), " · ")
}

// within is the period of a change: in 7 days.
func (w Words) within(text string) string {
	if day, err := score.ParseDate(text); err == nil {
		return "since " + w.LongDate(day)
	}
	p, err := period.Parse(text)
	if err != nil || p.IsZero() {
		return "since the stored day before"
	}
	var parts []string
	for _, unit := range []struct {
		n    int
		name string
	}{{p.Years, "year"}, {p.Months, "month"}, {7*p.Weeks + p.Days, "day"}} {
		if unit.n > 0 {
			parts = append(parts, Count(unit.n, unit.name))
		}
	}
	return "in " + strings.Join(parts, ", ")
}

// PortfolioAnswer is a portfolio in one or two sentences.
func (w Words) PortfolioAnswer(m portfolio.Model) string {
	if m.Current == 0 {
		return w.Text(PortfolioEmpty)
	}
	text := w.portfolioScore(m)
	if m.Compared > 0 {
		text += ", " + w.SignedTenths(m.Change) + " " + w.within(m.Period)
		if moved := w.portfolioMoved(m); m.Current > 1 {
			text += ": " + moved
		}
	}
	text += "."
	if n := len(m.Without); n > 0 {
		text += " " + Count(n, "tenant") + oneOr(float64(n), " has", " have") + " no current score."
	}
	return text
}

func (w Words) portfolioScore(m portfolio.Model) string {
	if m.Current == 1 {
		for _, t := range m.Tenants {
			if t.Current() {
				return plaintext.Clip(t.Name, 80) + " has " + w.TenthsPercent(t.Percent())
			}
		}
	}
	return strconv.Itoa(m.Current) + " tenants have " + w.TenthsPercent(m.Mean) + " on average"
}

// portfolioMoved counts the tenants by the direction in which they moved.
func (w Words) portfolioMoved(m portfolio.Model) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{m.Fell, " fell"}, {m.Rose, " rose"}, {m.Steady, " moved by less than half a percentage point"}} {
		if p.n > 0 {
			parts = append(parts, strconv.Itoa(p.n)+p.what)
		}
	}
	if first := m.Current - m.Compared; first > 0 {
		parts = append(parts, strconv.Itoa(first)+" with nothing to compare yet")
	}
	return strings.Join(parts, ", ")
}

// PortfolioHeadline is the first line of a message, and the subject of an
// email: Northwind customers 61.3 %, +0.4: 3 fell, 2 without a current score.
func (w Words) PortfolioHeadline(m portfolio.Model) string {
	if m.Current == 0 {
		return w.tenantWithin(w.PortfolioTitle(m.Name), ": "+lowered(w.Text(PortfolioEmpty))) + ": " +
			strings.TrimSuffix(lowered(w.Text(PortfolioEmpty)), ".")
	}
	where := " " + w.TenthsPercent(m.Mean)
	text := w.tenantWithin(w.PortfolioTitle(m.Name), where) + where
	if m.Compared > 0 {
		text += ", " + w.SignedTenths(m.Change)
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{m.Fell, " fell"}, {m.Rose, " rose"}, {len(m.Without), " without a current score"}} {
		if p.n > 0 {
			parts = append(parts, strconv.Itoa(p.n)+p.what)
		}
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	return text
}

// PortfolioFigures are the numbers of a portfolio, each under its name.
func (w Words) PortfolioFigures(m portfolio.Model) []Fact {
	if m.Current == 0 {
		return []Fact{{Label: w.Text(LabelMean), Text: w.NotAvailable()}}
	}
	facts := []Fact{
		{Label: w.Text(LabelMean), Text: w.TenthsPercent(m.Mean)},
		{Label: w.Text(LabelTogether),
			Text: w.TenthsPercent(m.Together) + ", " + w.ScorePoints(math.Round(m.Points), math.Round(m.Max))},
	}
	if m.Compared > 0 {
		facts = append(facts,
			Fact{Label: w.Text(LabelMeanChange), Text: w.InTenths(m.Change) + ", " + Count(m.Compared, "tenant")},
			Fact{Label: w.Text(LabelHaveLost), Text: "in " + w.InTenants(m.Lost, m.Compared)})
	}
	if len(m.Verdicts) > 0 {
		facts = append(facts, Fact{Label: w.Text(LabelGoals), Text: capitalised(w.GoalsCount(m))})
	}
	return append(facts, Fact{Label: w.Text(LabelAchieve), Text: w.InPoints(math.Round(m.Left))})
}

// PortfolioCounts counts the tenants by zone, those without a current score,
// and those in which actions regressed.
func (w Words) PortfolioCounts(m portfolio.Model) string {
	var parts []string
	for _, z := range m.Zones {
		if z.Tenants > 0 {
			parts = append(parts, w.ZoneCount(z))
		}
	}
	if n := len(m.Without); n > 0 {
		parts = append(parts, w.WithoutCount(n))
	}
	if m.Lost > 0 {
		parts = append(parts, "actions regressed in "+w.InTenants(m.Lost, m.Compared))
	}
	return strings.Join(parts, " · ")
}

// GoalsCount counts the verdicts on the goals: Goals: 3 behind, 2 on track; 5
// without a goal.
func (w Words) GoalsCount(m portfolio.Model) string {
	var parts []string
	for _, v := range m.Verdicts {
		parts = append(parts, strconv.Itoa(v.Tenants)+" "+strings.ToLower(w.VerdictName(v.Verdict)))
	}
	if m.NoGoal > 0 {
		parts = append(parts, strconv.Itoa(m.NoGoal)+" without a goal")
	}
	return strings.Join(parts, ", ")
}

// PortfolioDocument names the document among others.
func (w Words) PortfolioDocument(m portfolio.Model) string {
	return w.Text(productTitle) + ": " + w.PortfolioTitle(m.Name) + ", " + w.LongDate(score.DateOf(m.Made))
}

// CreatedAt says when a portfolio was created, and by whom.
func (w Words) CreatedAt(m portfolio.Model) string {
	return w.CreatedBy(report.Model{Made: m.Made, Appearance: m.Appearance})
}

// PortfolioMethod says where the numbers come from, and how they are read.
func (w Words) PortfolioMethod(m portfolio.Model) []string {
	return []string{
		"The numbers are from the scores that are stored for each tenant; nothing was read from Microsoft for this " +
			"report. A score is current if it is less than " + Count(portfolio.OldDays, "day") + " old. Sums, averages and " +
			"counts are over the tenants with a current score. A tenant's zone is that of its own settings.",
		"“" + w.Text(LabelMean) + "” is the mean of their percentages: each tenant counts once. “" + w.Text(LabelTogether) + "” is the " +
			"points of all tenants in percent of all their maximums: a tenant with more to achieve counts more. “" +
			w.Text(LabelMeanChange) + "” is the mean of the changes of the tenants that can be compared, each once.",
		"A change counts from the newest stored score of the tenant back " + w.countsFrom(m.Period) + ", and is the same " +
			"as in the tenant's own report. It is shown with one decimal; less than half a percentage point is shown as " +
			"neither good nor bad. The cause is the one that moved the score furthest in the direction of the change, " +
			"with its part of it.",
		"Points left are those of open actions. Accepted risks, exceptions and what your organisation reported as " +
			"resolved are not among them.",
	}
}

func (w Words) countsFrom(text string) string {
	if day, err := score.ParseDate(text); err == nil {
		return "to " + w.LongDate(day)
	}
	if within := w.within(text); strings.HasPrefix(within, "in ") {
		return strings.TrimPrefix(within, "in ")
	}
	return "to the stored day before it"
}

// PortfolioStored says what a table of tenants is of.
func (w Words) PortfolioStored(m portfolio.Model) string {
	text := "The scores that are stored"
	if m.Day != "" {
		text += ", the newest of " + w.LongDate(m.Day)
	}
	return text + "; changes " + w.within(m.Period) + "."
}
