package words

import (
	"fmt"
	"strconv"
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

	LabelTenant      Text = "label.tenant"
	LabelTenants     Text = "label.tenants"
	LabelGoalVerdict Text = "label.goalVerdict"
	LabelMean        Text = "label.mean"
	LabelTogether    Text = "label.together"
	LabelMeanChange  Text = "label.meanChange"
	LabelNewest      Text = "label.newest"
	LabelEffects     Text = "label.effects"
	LabelWhat        Text = "label.what"
	LabelEnds        Text = "label.ends"
	LabelState       Text = "label.state"
	LabelZone        Text = "label.zone"
	LabelGoals       Text = "label.goals"
	LabelAchieve     Text = "label.achieve"
	LabelHaveLost    Text = "label.haveLost"

	// NoGoalSet is in the place of a verdict.
	NoGoalSet Text = "portfolio.sections.noGoalSet"
)

// InTenants is a number of tenants of all that have a current score: 12 of 40
// tenants.
func (w Words) InTenants(n, all int) string { return strconv.Itoa(n) + " of " + Count(all, "tenant") }

// OfTenants is the same in a column that names the unit: 12 of 40.
func (w Words) OfTenants(n, all int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(all) }

// InTenths is a difference with one decimal and its unit.
func (w Words) InTenths(x float64) string { return w.SignedTenths(x) + " " + w.Text(PercentagePoints) }

// ReasonAndOwner is why an organisation lives with an action, and who is
// responsible.
func (w Words) ReasonAndOwner(e portfolio.CommonException) string {
	return w.ExceptionReason(score.Exception{Control: e.ID, Reason: e.Reason, Owner: e.Owner})
}

// ZoneCount is how many tenants are in a zone: 3 good.
func (w Words) ZoneCount(z portfolio.Zone) string {
	return strconv.Itoa(z.Tenants) + " " + strings.ToLower(w.ZoneName(z.Zone))
}

// WithoutCount is how many tenants have no current score.
func (w Words) WithoutCount(n int) string { return strconv.Itoa(n) + " without a current score" }

// WithoutKinds counts the tenants without a current score by the reason.
func (w Words) WithoutKinds(m portfolio.Model) string {
	var parts []string
	for _, k := range m.Kinds() {
		parts = append(parts, strconv.Itoa(k.Tenants)+" "+w.troubleCount(k.Kind))
	}
	return Count(len(m.Without), "tenant") + ": " + strings.Join(parts, ", ") + "."
}

func (w Words) troubleCount(kind portfolio.TroubleKind) string {
	switch kind {
	case portfolio.Unreadable:
		return "cannot be read"
	case portfolio.Misconfigured:
		return "with a wrong configuration"
	case portfolio.Failing:
		return "with runs that fail"
	case portfolio.HeldBack:
		return "held back"
	case portfolio.NoScore:
		return "without any stored score"
	case portfolio.Old:
		return "with an old score"
	}
	return "without scored actions"
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
	var parts []string
	if overdue > 0 {
		parts = append(parts, Count(overdue, "exception")+oneOr(float64(overdue), " has", " have")+" ended")
	}
	if soon := len(m.Exceptions) - overdue; soon > 0 {
		parts = append(parts, Count(soon, "exception")+oneOr(float64(soon), " ends", " end")+" within "+
			Count(portfolio.DueDays, "day"))
	}
	return capitalised(strings.Join(parts, ", ")) + "."
}

// OpenIn is an action that some tenants have open, in one line: open in 12 of
// 40 tenants, 96 points.
func (w Words) OpenIn(a portfolio.Action, m portfolio.Model) string {
	return w.InTenants(a.Tenants, m.Current) + ", " + w.InPoints(a.Left)
}

// ActionsInAll is what all open actions come to.
func (w Words) ActionsInAll(m portfolio.Model) string {
	if len(m.Actions) == 0 {
		return w.Text(PortfolioOpen)
	}
	return fmt.Sprintf("%s %s open in at least one tenant, with %s left in all.", Count(len(m.Actions), "action"),
		oneOr(float64(len(m.Actions)), "is", "are"), w.InPoints(m.Left))
}

// ChangedByMicrosoft is what Microsoft changed about an action.
func (w Words) ChangedByMicrosoft(c portfolio.CommonChange) string {
	switch c.Cause {
	case score.Addition:
		return "added, " + w.worth(c.Now)
	case score.Retirement:
		return "removed, " + w.worth(c.Before)
	}
	return "worth " + w.Points(c.Before) + " before, now " + w.InPoints(c.Now)
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
	return w.SignedHundredths(c.Least) + " to " + w.PP(c.Most)
}

// ExceptionEnds is when an exception ends or ended.
func (w Words) ExceptionEnds(e portfolio.CommonException) string {
	if e.Overdue {
		return "ended on " + w.LongDate(e.Until)
	}
	return "ends on " + w.LongDate(e.Until)
}

// TenantNames names some of the tenants, and counts the others.
func (w Words) TenantNames(names []string, most int) string {
	var parts []string
	for _, name := range names[:min(len(names), most)] {
		parts = append(parts, w.TenantTitle(name))
	}
	if more := len(names) - most; more > 0 {
		parts = append(parts, strconv.Itoa(more)+" more")
	}
	return strings.Join(parts, ", ")
}

// MoreTenantsElsewhere says how many tenants a table leaves out, and where they
// are.
func (w Words) MoreTenantsElsewhere(n int) string {
	return "and " + Count(n, "more tenant") + ", in the HTML page and the CSV"
}

// MoreRows says how many rows a list in a message leaves out.
func (w Words) MoreRows(n int) string { return "and " + strconv.Itoa(n) + " more" }

// MoreRowsElsewhere says how many rows a table leaves out, and where they are.
func (w Words) MoreRowsElsewhere(n int) string { return w.MoreRows(n) + ", in the HTML page" }

// SpreadText is the chart of the scores in words.
func (w Words) SpreadText(m portfolio.Model) string {
	var parts []string
	for _, b := range m.Bins {
		if n := b.Tenants(); n > 0 {
			parts = append(parts, fmt.Sprintf("%s from %s to %s", Count(n, "tenant"), w.Points(b.From),
				w.RoundPercent(b.From+portfolio.BinWide)))
		}
	}
	if len(parts) == 0 {
		return w.Text(PortfolioEmpty)
	}
	return strings.Join(parts, ", ") + "."
}

// MeanMark is the average in the chart of the scores.
func (w Words) MeanMark(mean float64) string { return "average " + w.TenthsPercent(mean) }

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
