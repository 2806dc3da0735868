package words

import (
	"math"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/portfolio"
)

// The words of the sections of the report over all tenants.

// The titles of its sections.
const (
	PortfolioNews       Text = "portfolio.sections.portfolioNews"
	PortfolioSpread     Text = "portfolio.sections.portfolioSpread"
	PortfolioRises      Text = "portfolio.sections.portfolioRises"
	PortfolioActions    Text = "portfolio.sections.portfolioActions"
	PortfolioChanges    Text = "portfolio.sections.portfolioChanges"
	PortfolioWithout    Text = "portfolio.sections.portfolioWithout"
	PortfolioExceptions Text = "portfolio.sections.portfolioExceptions"
	PortfolioTenants    Text = "portfolio.sections.portfolioTenants"
	PortfolioTable      Text = "portfolio.sections.portfolioTable"
)

// What the sections begin with, or hold where there is nothing else.
const (
	PortfolioNoNews Text = "portfolio.sections.portfolioNoNews"
	PortfolioNoRise Text = "portfolio.sections.portfolioNoRise"
	PortfolioSame   Text = "portfolio.sections.portfolioSame"
	PortfolioOpen   Text = "portfolio.sections.portfolioOpen"
	PortfolioOrder  Text = "portfolio.sections.portfolioOrder"
	// PortfolioOrderOfSome is the order where only some have a line.
	PortfolioOrderOfSome Text = "portfolio.sections.portfolioOrderOfSome"
	PortfolioEmpty       Text = "portfolio.sections.portfolioEmpty"

	LabelTenant     Text = "label.tenant"
	LabelTenants    Text = "label.tenants"
	LabelGoal       Text = "label.goal"
	LabelMean       Text = "label.mean"
	LabelTogether   Text = "label.together"
	LabelMeanChange Text = "label.meanChange"
	LabelNewest     Text = "label.newest"
	LabelEffects    Text = "label.effects"
	LabelWhat       Text = "label.what"
	LabelEnds       Text = "label.ends"
	LabelState      Text = "label.state"
	LabelZone       Text = "label.zone"
	LabelGoals      Text = "label.goals"
	LabelAchieve    Text = "label.achieve"
	LabelHaveLost   Text = "label.haveLost"

	// TryTenants says how to find out why tenants have no current score.
	TryTenants Text = "portfolio.tryTenants"

	// NoGoalSet is in the place of a verdict.
	NoGoalSet Text = "portfolio.sections.noGoalSet"
)

// InTenants is a number of tenants of all that have a current score: 12 of 40
// tenants.
func (w Words) InTenants(n, all int) string {
	return w.say("portfolio.sections.inTenants", "count", n, "n", all)
}

// OfTenants is the same in a column that names the unit: 12 of 40.
func (w Words) OfTenants(n, all int) string {
	return w.say("portfolio.sections.ofTenants", "count", n, "n", all)
}

// ReasonAndOwner is why an organisation lives with an action, and who is
// responsible.
func (w Words) ReasonAndOwner(e portfolio.CommonException) string {
	return w.ExceptionReason(score.Exception{Control: e.ID, Reason: e.Reason, Owner: e.Owner})
}

// ZoneCount is how many tenants are in a zone: 3 good.
func (w Words) ZoneCount(z portfolio.Zone) string {
	return w.say("portfolio.sections.zoneCount", "n", z.Tenants, "zone", string(z.Zone))
}

// WithoutCount is how many tenants have no current score.
func (w Words) WithoutCount(n int) string {
	return w.say("portfolio.sections.withoutCount", "n", n)
}

// WithoutKinds counts the tenants without a current score by the reason.
func (w Words) WithoutKinds(m portfolio.Model) string {
	var parts []string
	for _, k := range m.Kinds() {
		parts = append(parts, w.say("portfolio.sections.troubleCount", "n", k.Tenants, "trouble", string(k.Kind)))
	}
	return w.say("portfolio.sections.withoutKinds", "n", len(m.Without), "kinds", strings.Join(parts, ", "))
}

// ExceptionsEnding counts the exceptions that are overdue, and those that end
// soon.
func (w Words) ExceptionsEnding(m portfolio.Model) string {
	overdue := 0
	for _, e := range m.Exceptions {
		if e.Overdue {
			overdue++
		}
	}
	soon := len(m.Exceptions) - overdue
	switch {
	case soon == 0:
		return w.say("portfolio.sections.exceptionsOverdue", "overdue", overdue)
	case overdue == 0:
		return w.say("portfolio.sections.exceptionsSoon", "soon", soon, "days", portfolio.DueDays)
	}
	return w.say("portfolio.sections.exceptionsDue", "overdue", overdue, "soon", soon, "days", portfolio.DueDays)
}

// OpenIn is an action that some tenants have open, in one line: open in 12 of
// 40 tenants, 96 points.
func (w Words) OpenIn(a portfolio.Action, m portfolio.Model) string {
	return w.say("portfolio.sections.openIn", "tenants", w.InTenants(a.Tenants, m.Current), "points", w.InPoints(a.Left))
}

// ActionsInAll is what all open actions come to. PortfolioFigures rounds it the
// same way.
func (w Words) ActionsInAll(m portfolio.Model) string {
	if len(m.Actions) == 0 {
		return w.Text(PortfolioOpen)
	}
	return w.say("portfolio.sections.actionsInAll", "n", len(m.Actions), "points", w.number(math.Round(m.Left)))
}

// ChangedByMicrosoft is what Microsoft changed about an action.
func (w Words) ChangedByMicrosoft(c portfolio.CommonChange) string {
	switch c.Cause {
	case score.Addition:
		return w.say("portfolio.sections.added", "worth", w.worth(c.Now))
	case score.Retirement:
		return w.say("portfolio.sections.removed", "worth", w.worth(c.Before))
	}
	return w.say("portfolio.sections.worth", "before", w.Points(c.Before), "now", w.number(c.Now))
}

func (w Words) worth(points float64) string {
	if points == 0 {
		return w.Text(MaximumUnknown)
	}
	return w.InPoints(points)
}

// EffectsOn is the effect of what Microsoft changed on the scores of its
// tenants, from the lowest to the highest.
func (w Words) EffectsOn(c portfolio.CommonChange) string {
	if score.Hundredths(c.Least) == score.Hundredths(c.Most) {
		return w.PP(c.Least)
	}
	return w.say("portfolio.sections.effects", "least", w.SignedHundredths(c.Least), "most", w.SignedHundredths(c.Most))
}

// ExceptionEnds is when an exception ends or ended.
func (w Words) ExceptionEnds(e portfolio.CommonException) string {
	if e.Overdue {
		return w.say("portfolio.sections.ended", "day", w.LongDate(e.Until))
	}
	return w.say("portfolio.sections.ends", "day", w.LongDate(e.Until))
}

// TenantNames names some of the tenants, and counts the others.
func (w Words) TenantNames(names []string, most int) string {
	var parts []string
	for _, name := range names[:min(len(names), most)] {
		parts = append(parts, w.TenantTitle(name))
	}
	if more := len(names) - most; more > 0 {
		parts = append(parts, w.say("portfolio.sections.moreNames", "n", more))
	}
	return strings.Join(parts, ", ")
}

// MoreTenantsElsewhere says how many tenants a table leaves out, and where they
// are.
func (w Words) MoreTenantsElsewhere(n int) string {
	return w.say("portfolio.sections.moreTenants", "n", n)
}

// MoreRows says how many rows a list in a message leaves out.
func (w Words) MoreRows(n int) string { return w.More(n) }

// MoreRowsElsewhere says how many rows a table leaves out, and where they are.
func (w Words) MoreRowsElsewhere(n int) string {
	return w.say("portfolio.sections.moreRowsElsewhere", "n", n)
}

// SpreadText is the chart of the scores in words.
func (w Words) SpreadText(m portfolio.Model) string {
	var parts []string
	for _, b := range m.Bins {
		if n := b.Tenants(); n > 0 {
			parts = append(parts, w.say("portfolio.sections.bin", "n", n, "from", w.Points(b.From),
				"to", w.RoundPercent(b.From+portfolio.BinWide)))
		}
	}
	if len(parts) == 0 {
		return w.Text(PortfolioEmpty)
	}
	return strings.Join(parts, ", ") + "."
}

// MeanMark is the average in the chart of the scores.
func (w Words) MeanMark(mean float64) string {
	return w.say("portfolio.sections.meanMark", "mean", w.TenthsPercent(mean))
}

// What the page's filter of tenants says. {n} and {all} are numbers.
const (
	TenantsFilter      Text = "portfolio.sections.tenantsFilter"
	TenantsPlaceholder Text = "portfolio.sections.tenantsPlaceholder"
	TenantsFoundAll    Text = "portfolio.sections.tenantsFoundAll"
	TenantsFoundSome   Text = "portfolio.sections.tenantsFoundSome"
	TenantsFoundNone   Text = "portfolio.sections.tenantsFoundNone"
	TenantsShowAll     Text = "portfolio.sections.tenantsShowAll"
	StateCurrent       Text = "portfolio.sections.stateCurrent"
)
