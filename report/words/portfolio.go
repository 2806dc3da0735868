package words

import (
	"cmp"
	"math"
	"strings"

	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// The words of the report over all tenants: its title, its answer, its figures
// and its method.

const (
	sinceDayBefore   Text = "portfolio.sinceDayBefore"
	headlineEmpty    Text = "portfolio.headlineEmpty"
	methodChange     Text = "portfolio.methodChange"
	methodDayBefore  Text = "portfolio.methodDayBefore"
	methodPointsLeft Text = "portfolio.methodPointsLeft"
)

// PortfolioTitle is what a portfolio is called.
func (w Words) PortfolioTitle(name string) string {
	return cmp.Or(plaintext.Clip(name, 120), w.Text(PortfolioTenants))
}

// PortfolioSubtitle is what a portfolio is of: 12 tenants · newest scores of 23
// November 2026 · changes in 7 days.
func (w Words) PortfolioSubtitle(m portfolio.Model) string {
	parts := []string{w.say("portfolio.tenants", "n", len(m.Tenants))}
	if m.Day != "" {
		parts = append(parts, w.say("portfolio.newest", "day", w.LongDate(m.Day)))
	}
	return strings.Join(append(parts, w.say("portfolio.changes", "within", w.within(m.Period))), " · ")
}

// within is the period of a change: in 7 days.
func (w Words) within(text string) string {
	if day, err := score.ParseDate(text); err == nil {
		return w.SinceDay(day)
	}
	if span := w.span(text); span != "" {
		return w.say("portfolio.within", "span", span)
	}
	return w.Text(sinceDayBefore)
}

// span is a duration in words: 1 month, 7 days; empty where the text is none.
func (w Words) span(text string) string {
	p, err := period.Parse(text)
	if err != nil {
		return ""
	}
	var parts []string
	add := func(n int, text string) {
		if n > 0 {
			parts = append(parts, text)
		}
	}
	days := 7*p.Weeks + p.Days
	add(p.Years, w.say("portfolio.years", "n", p.Years))
	add(p.Months, w.say("portfolio.months", "n", p.Months))
	add(days, w.say("portfolio.days", "n", days))
	return strings.Join(parts, ", ")
}

// PortfolioAnswer is a portfolio in one or two sentences.
func (w Words) PortfolioAnswer(m portfolio.Model) string {
	if m.Current == 0 {
		return w.Text(PortfolioEmpty)
	}
	text := w.portfolioScore(m)
	switch change := w.SignedTenths(m.Change); {
	case m.Compared == 0:
		text = w.say("portfolio.answer", "score", text)
	case m.Current > 1:
		text = w.say("portfolio.answerMoved", "score", text, "change", change, "within", w.within(m.Period),
			"moved", w.portfolioMoved(m))
	default:
		text = w.say("portfolio.answerChanged", "score", text, "change", change, "within", w.within(m.Period))
	}
	if n := len(m.Without); n > 0 {
		text += " " + w.say("portfolio.without", "n", n)
	}
	return text
}

func (w Words) portfolioScore(m portfolio.Model) string {
	if m.Current == 1 {
		for _, t := range m.Tenants {
			if t.Current() {
				return w.say("portfolio.oneScore", "tenant", plaintext.Clip(t.Name, 80), "percent", w.TenthsPercent(t.Percent()))
			}
		}
	}
	return w.say("portfolio.score", "n", m.Current, "percent", w.TenthsPercent(m.Mean))
}

// portfolioMoved counts the tenants by the direction in which they moved.
func (w Words) portfolioMoved(m portfolio.Model) string {
	return w.counted(
		tenantCount{m.Fell, "fell"}, tenantCount{m.Rose, "rose"}, tenantCount{m.Steady, "steady"},
		tenantCount{m.Current - m.Compared, "first"})
}

// tenantCount is how many tenants did something.
type tenantCount struct {
	n    int
	what string
}

// counted is a list such as 3 fell, 2 rose, without those of which there are
// none.
func (w Words) counted(list ...tenantCount) string {
	var parts []string
	for _, c := range list {
		if c.n > 0 {
			parts = append(parts, w.say("portfolio.count", "n", c.n, "what", c.what))
		}
	}
	return strings.Join(parts, ", ")
}

// PortfolioHeadline is the first line of a message, and the subject of an
// email: Northwind customers 61.3 %, +0.4: 3 fell, 2 without a current score.
func (w Words) PortfolioHeadline(m portfolio.Model) string {
	if m.Current == 0 {
		empty := w.Text(headlineEmpty)
		return w.say("headline.counts", "score", w.tenantWithin(w.PortfolioTitle(m.Name), w.Colon(empty)), "counts", empty)
	}
	where := " " + w.TenthsPercent(m.Mean)
	text := w.tenantWithin(w.PortfolioTitle(m.Name), where) + where
	if m.Compared > 0 {
		text += ", " + w.SignedTenths(m.Change)
	}
	counts := w.counted(
		tenantCount{m.Fell, "fell"}, tenantCount{m.Rose, "rose"}, tenantCount{len(m.Without), "without"})
	if counts == "" {
		return text
	}
	return w.say("headline.counts", "score", text, "counts", counts)
}

// PortfolioFigures are the numbers of a portfolio, each under its name.
func (w Words) PortfolioFigures(m portfolio.Model) []Fact {
	if m.Current == 0 {
		return []Fact{{Label: w.Text(LabelMean), Text: w.NotAvailable()}}
	}
	facts := []Fact{
		{Label: w.Text(LabelMean), Text: w.TenthsPercent(m.Mean)},
		{Label: w.Text(LabelTogether),
			Text: w.say("portfolio.together", "percent", w.TenthsPercent(m.Together),
				"points", w.ScorePoints(math.Round(m.Points), math.Round(m.Max)))},
	}
	if m.Compared > 0 {
		facts = append(facts,
			Fact{Label: w.Text(LabelMeanChange), Text: w.say("portfolio.meanChange", "change", w.signedTenths(m.Change),
				"n", m.Compared)},
			Fact{Label: w.Text(LabelHaveLost), Text: w.say("portfolio.lostIn", "count", m.Lost, "n", m.Compared)})
	}
	if len(m.Verdicts) > 0 {
		facts = append(facts, Fact{Label: w.Text(LabelGoals), Text: w.GoalsCount(m)})
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
		parts = append(parts, w.say("portfolio.regressedIn", "count", m.Lost, "n", m.Compared))
	}
	return strings.Join(parts, " · ")
}

// GoalsCount counts the verdicts on the goals: Goals: 3 behind, 2 on track; 5
// without a goal.
func (w Words) GoalsCount(m portfolio.Model) string {
	var parts []string
	for _, v := range m.Verdicts {
		parts = append(parts, w.say("portfolio.goalCount", "n", v.Tenants, "verdict", string(v.Verdict)))
	}
	if m.NoGoal > 0 {
		parts = append(parts, w.say("portfolio.noGoalCount", "n", m.NoGoal))
	}
	return strings.Join(parts, ", ")
}

// PortfolioDocument names the document among others.
func (w Words) PortfolioDocument(m portfolio.Model) string {
	return w.say("portfolio.document", "name", w.PortfolioTitle(m.Name), "day", w.LongDate(score.DateOf(m.Made)))
}

// CreatedAt says when a portfolio was created, and by whom.
func (w Words) CreatedAt(m portfolio.Model) string {
	return w.CreatedBy(report.Model{Made: m.Made, Appearance: m.Appearance})
}

// PortfolioMethod says where the numbers come from, and how they are read.
func (w Words) PortfolioMethod(m portfolio.Model) []string {
	return []string{
		w.say("portfolio.methodSource", "days", portfolio.OldDays),
		w.say("portfolio.methodMean", "mean", w.Text(LabelMean), "together", w.Text(LabelTogether),
			"change", w.Text(LabelMeanChange)),
		w.countsFrom(m.Period) + " " + w.Text(methodChange),
		w.Text(methodPointsLeft),
	}
}

// countsFrom says from which day to which a change counts.
func (w Words) countsFrom(text string) string {
	if day, err := score.ParseDate(text); err == nil {
		return w.say("portfolio.methodSince", "day", w.LongDate(day))
	}
	if span := w.span(text); span != "" {
		return w.say("portfolio.methodSpan", "span", span)
	}
	return w.Text(methodDayBefore)
}

// PortfolioStored says what a table of tenants is of.
func (w Words) PortfolioStored(m portfolio.Model) string {
	if m.Day == "" {
		return w.say("portfolio.stored", "within", w.within(m.Period))
	}
	return w.say("portfolio.storedNewest", "day", w.LongDate(m.Day), "within", w.within(m.Period))
}
