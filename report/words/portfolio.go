package words

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
)

// The words of the report over all tenants.

// The titles of its sections.
const (
	PortfolioNews       = "Look at these first"
	PortfolioSpread     = "How the scores are spread"
	PortfolioRises      = "Largest rises"
	PortfolioActions    = "Open in most tenants"
	PortfolioChanges    = "Changed by Microsoft"
	PortfolioWithout    = "Without a current score"
	PortfolioExceptions = "Exceptions that end"
	PortfolioTenants    = "All tenants"
	PortfolioTable      = "The tenants"
)

// What the sections begin with, or hold where there is nothing else.
const (
	PortfolioNoNews = "No score fell by half a percentage point or more, and every tenant has a current score."
	PortfolioNoRise = "No score rose by half a percentage point or more."
	PortfolioSame   = "Microsoft changed nothing in this period."
	PortfolioOpen   = "No tenant has an open action with points left."
	PortfolioOrder  = "Tenants without a current score come first, then the largest fall."
	// PortfolioOrderOfSome is the order where only some have a line.
	PortfolioOrderOfSome = "Tenants with a current score, the largest fall first."
	PortfolioEmpty       = "No tenant has a current score."

	LabelTenant      = "Tenant"
	LabelTenants     = "Tenants"
	LabelGoalVerdict = "Goal"
	LabelMean        = "Average of the tenants"
	LabelTogether    = "All points together"
	LabelMeanChange  = "Average change"
	LabelNewest      = "Newest score"
	LabelEffects     = "Effect on a score"
	LabelWhat        = "What"
	LabelEnds        = "Ends"
	LabelState       = "State"
	LabelZone        = "Zone"
	LabelGoals       = "Goals"
	LabelAchieve     = "Points left in open actions"
	LabelHaveLost    = "Actions regressed"

	// NoGoalSet is in the place of a verdict.
	NoGoalSet = "no goal"
)

// PortfolioTitle is what a portfolio is called.
func PortfolioTitle(name string) string { return cmp.Or(plaintext.Clip(name, 120), PortfolioTenants) }

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
		return PortfolioEmpty
	}
	text := w.portfolioScore(m)
	if m.Compared > 0 {
		text += ", " + w.SignedTenths(m.Change) + " " + w.within(m.Period)
		if moved := portfolioMoved(m); m.Current > 1 {
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
				return plaintext.Clip(t.Name, 80) + " has " + w.TenthsPercent(t.Now.Percent())
			}
		}
	}
	return strconv.Itoa(m.Current) + " tenants have " + w.TenthsPercent(m.Mean) + " on average"
}

// portfolioMoved counts the tenants by the direction in which they moved.
func portfolioMoved(m portfolio.Model) string {
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
		return tenantWithin(PortfolioTitle(m.Name), ": "+lowered(PortfolioEmpty)) + ": " +
			strings.TrimSuffix(lowered(PortfolioEmpty), ".")
	}
	where := " " + w.TenthsPercent(m.Mean)
	text := tenantWithin(PortfolioTitle(m.Name), where) + where
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

// TenantWhy is why a tenant's score changed: the main cause with its part of
// the change, and the action that moved the score furthest.
func (w Words) TenantWhy(t portfolio.Tenant) string {
	switch {
	case t.Since.Date == "":
		return LabelFirstReport
	case len(t.Causes) == 0 && t.Unattributed != 0:
		return LabelUnattributed
	case len(t.Causes) == 0:
		return "No action changed"
	}
	text := w.mainCause(t)
	switch c := t.Causes[0]; {
	case c.Cause == score.Drift || c.Title == "":
		return text
	case c.Count > 1:
		return text + ", most by " + c.Title
	default:
		return text + ": " + c.Title
	}
}

// mainCause is the first of the causes with its part of the change.
func (w Words) mainCause(t portfolio.Tenant) string {
	c := t.Causes[0]
	text := capitalised(CauseRow(c.Count, c.Cause))
	if c.Tenths != 0 {
		text += " (" + w.SignedTenths(c.Tenths) + ")"
	}
	return text
}

// TenantNewsInShort is TenantNews in a narrow line: without the action.
func (w Words) TenantNewsInShort(t portfolio.Tenant) string {
	if trouble := w.troubleKind(t); trouble != "" || len(t.Causes) == 0 {
		return cmp.Or(trouble, w.TenantWhy(t))
	}
	return w.mainCause(t)
}

// TenantNews is why a tenant has no current score, or else why its score
// changed.
func (w Words) TenantNews(t portfolio.Tenant) string {
	return cmp.Or(w.TenantTrouble(t), w.TenantWhy(t))
}

// TenantTrouble is why a tenant has no current score; empty where it has one.
func (w Words) TenantTrouble(t portfolio.Tenant) string {
	text := w.troubleKind(t)
	if !t.Trouble.Since.IsZero() && t.Trouble.Kind != portfolio.Old {
		text += " since " + w.LongDate(score.DateOf(t.Trouble.Since))
	}
	if t.Now.Date == "" || t.Trouble.Kind == portfolio.Old || text == "" || t.Age == 0 {
		return text
	}
	return text + "; newest score " + Count(t.Age, "day") + " old"
}

func (w Words) troubleKind(t portfolio.Tenant) string {
	switch t.Trouble.Kind {
	case portfolio.Unreadable:
		return "What is stored cannot be read"
	case portfolio.Misconfigured:
		return "Wrong configuration"
	case portfolio.Failing:
		if t.Trouble.Runs > 0 {
			return Count(t.Trouble.Runs, "run") + " failed in a row"
		}
		return "Runs fail"
	case portfolio.HeldBack:
		return "Microsoft's score is held back"
	case portfolio.NoScore:
		return "No score is stored yet"
	case portfolio.Old:
		return "No new score for " + Count(t.Age, "day")
	}
	if !t.Scored() {
		return "Microsoft scores no action"
	}
	return ""
}

// TenantVerdict is the verdict on a tenant's goal in a narrow column.
func (w Words) TenantVerdict(t portfolio.Tenant) string {
	if t.Goal == nil {
		return NoGoalSet
	}
	return w.RoundPercent(t.Goal.Goal) + " " + strings.ToLower(VerdictName(t.Goal.Verdict))
}

// InTenants is a number of tenants of all that have a current score: 12 of 40
// tenants.
func InTenants(n, all int) string { return strconv.Itoa(n) + " of " + Count(all, "tenant") }

// OfTenants is the same in a column that names the unit: 12 of 40.
func OfTenants(n, all int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(all) }

// PortfolioFigures are the numbers of a portfolio, each under its name.
func (w Words) PortfolioFigures(m portfolio.Model) []Fact {
	if m.Current == 0 {
		return []Fact{{Label: LabelMean, Text: report.NotAvailable}}
	}
	facts := []Fact{
		{Label: LabelMean, Text: w.TenthsPercent(m.Mean)},
		{Label: LabelTogether,
			Text: w.TenthsPercent(m.Together) + ", " + w.ScorePoints(math.Round(m.Points), math.Round(m.Max))},
	}
	if m.Compared > 0 {
		facts = append(facts, Fact{Label: LabelMeanChange, Text: w.InTenths(m.Change) + ", " + Count(m.Compared, "tenant")},
			Fact{Label: LabelHaveLost, Text: "in " + InTenants(m.Lost, m.Compared)})
	}
	if len(m.Verdicts) > 0 {
		facts = append(facts, Fact{Label: LabelGoals, Text: capitalised(GoalsCount(m))})
	}
	return append(facts, Fact{Label: LabelAchieve, Text: w.InPoints(math.Round(m.Left))})
}

// InTenths is a difference with one decimal and its unit.
func (w Words) InTenths(x float64) string { return w.SignedTenths(x) + " " + PercentagePoints }

// ReasonAndOwner is why an organisation lives with an action, and who is
// responsible.
func ReasonAndOwner(e portfolio.CommonException) string {
	return ExceptionReason(score.Exception{Control: e.ID, Reason: e.Reason, Owner: e.Owner})
}

// ZoneCount is how many tenants are in a zone: 3 good.
func ZoneCount(z portfolio.Zone) string {
	return strconv.Itoa(z.Tenants) + " " + strings.ToLower(ZoneName(z.Zone))
}

// WithoutCount is how many tenants have no current score.
func WithoutCount(n int) string { return strconv.Itoa(n) + " without a current score" }

// WithoutKinds counts the tenants without a current score by the reason.
func WithoutKinds(m portfolio.Model) string {
	var parts []string
	for _, k := range m.Kinds() {
		parts = append(parts, strconv.Itoa(k.Tenants)+" "+troubleCount(k.Kind))
	}
	return Count(len(m.Without), "tenant") + ": " + strings.Join(parts, ", ") + "."
}

func troubleCount(kind portfolio.TroubleKind) string {
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

// PortfolioCounts counts the tenants by zone, and those without a current
// score.
func PortfolioCounts(m portfolio.Model) string {
	var parts []string
	for _, z := range m.Zones {
		if z.Tenants > 0 {
			parts = append(parts, ZoneCount(z))
		}
	}
	if n := len(m.Without); n > 0 {
		parts = append(parts, WithoutCount(n))
	}
	return strings.Join(parts, " · ")
}

// ExceptionsEnding counts the exceptions that are overdue, and those that end
// soon.
func ExceptionsEnding(m portfolio.Model) string {
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

// GoalsCount counts the verdicts on the goals: Goals: 3 behind, 2 on track; 5
// without a goal.
func GoalsCount(m portfolio.Model) string {
	var parts []string
	for _, v := range m.Verdicts {
		parts = append(parts, strconv.Itoa(v.Tenants)+" "+strings.ToLower(VerdictName(v.Verdict)))
	}
	if m.NoGoal > 0 {
		parts = append(parts, strconv.Itoa(m.NoGoal)+" without a goal")
	}
	return strings.Join(parts, ", ")
}

// OpenIn is an action that some tenants have open, in one line: open in 12 of
// 40 tenants, 96 points.
func (w Words) OpenIn(a portfolio.Action, m portfolio.Model) string {
	return InTenants(a.Tenants, m.Current) + ", " + w.InPoints(a.Left)
}

// ActionsInAll is what all open actions come to.
func (w Words) ActionsInAll(m portfolio.Model) string {
	if len(m.Actions) == 0 {
		return PortfolioOpen
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
		return MaximumUnknown
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
func TenantNames(names []string, most int) string {
	var parts []string
	for _, name := range names[:min(len(names), most)] {
		parts = append(parts, TenantTitle(name))
	}
	if more := len(names) - most; more > 0 {
		parts = append(parts, strconv.Itoa(more)+" more")
	}
	return strings.Join(parts, ", ")
}

// MoreTenantsElsewhere says how many tenants a table leaves out, and where they
// are.
func MoreTenantsElsewhere(n int) string {
	return "and " + Count(n, "more tenant") + ", in the HTML page and the CSV"
}

// MoreRows says how many rows a table leaves out, and where they are.
func MoreRows(n int) string { return "and " + strconv.Itoa(n) + " more, in the HTML page" }

// PortfolioDocument names the document among others.
func (w Words) PortfolioDocument(m portfolio.Model) string {
	return productTitle + ": " + PortfolioTitle(m.Name) + ", " + w.LongDate(score.DateOf(m.Made))
}

// CreatedAt says when a portfolio was created, and by whom.
func (w Words) CreatedAt(m portfolio.Model) string {
	return w.CreatedBy(report.Model{Made: m.Made, Appearance: m.Appearance})
}

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
		return PortfolioEmpty
	}
	return strings.Join(parts, ", ") + "."
}

// MeanMark is the average in the chart of the scores.
func (w Words) MeanMark(mean float64) string { return "average " + w.TenthsPercent(mean) }

// PortfolioMethod says where the numbers come from, and how they are read.
func (w Words) PortfolioMethod(m portfolio.Model) []string {
	return []string{
		"The numbers are from the scores that are stored for each tenant; nothing was read from Microsoft for this " +
			"report. A score is current if it is less than " + Count(portfolio.OldDays, "day") + " old. Sums, averages and " +
			"counts are over the tenants with a current score. A tenant's zone is that of its own settings.",
		"“" + LabelMean + "” is the mean of their percentages: each tenant counts once. “" + LabelTogether + "” is the " +
			"points of all tenants in percent of all their maximums: a tenant with more to achieve counts more. “" +
			LabelMeanChange + "” is the mean of the changes of the tenants that can be compared, each once.",
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

// ScoreOrNot is a tenant's percent with one decimal, or n/a.
func (w Words) ScoreOrNot(t portfolio.Tenant) string {
	if !t.Scored() {
		return report.NotAvailable
	}
	return w.TenthsPercent(t.Now.Percent())
}

// ChangeOrNot is the change of a current score with one decimal, or a dash.
func (w Words) ChangeOrNot(t portfolio.Tenant) string {
	if !t.Compared() {
		return "–"
	}
	return w.SignedTenths(t.Change)
}

// Heads of the terminal's columns.
const (
	HeadTenant = "tenant"
	HeadChange = "change"
	HeadDay    = "day"
	HeadZone   = "zone"
	HeadGoal   = "goal"
	HeadWhy    = "why"

	HeadTenants = "tenants"
)

// PortfolioStored says what a table of tenants is of.
func (w Words) PortfolioStored(m portfolio.Model) string {
	text := "The scores that are stored"
	if m.Day != "" {
		text += ", the newest of " + w.LongDate(m.Day)
	}
	return text + "; changes " + w.within(m.Period) + "."
}

// DayOrNot is the day of a tenant's newest score, or a dash.
func (w Words) DayOrNot(t portfolio.Tenant) string {
	if t.Now.Date == "" {
		return "–"
	}
	return w.ShortDate(t.Now.Date)
}

// ZoneOrNot is the zone of a tenant, or a dash.
func ZoneOrNot(t portfolio.Tenant) string {
	if t.Zone == "" {
		return "–"
	}
	return strings.ToLower(ZoneName(t.Zone))
}

// What the page's filter of tenants says. {n} and {all} are numbers.
const (
	TenantsFilter      = "Filter the tenants"
	TenantsPlaceholder = "Name, cause or action"
	TenantsFoundAll    = "All {all} tenants are listed."
	TenantsFoundSome   = "{n} of {all} tenants are listed."
	TenantsFoundNone   = "No tenant matches."
	TenantsShowAll     = "Show all"
	StateCurrent       = "With a current score"
)
