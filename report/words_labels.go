package report

import (
	"fmt"
	"time"

	"secure-score-reporter/internal/score"
)

// What stands over columns and beside values.
const (
	productTitle = "Microsoft Secure Score"

	labelAction       = "Action"
	labelActionsAdded = "Actions added"
	labelActionsGone  = "Actions retired"
	labelAchieved     = "Achieved"
	labelAllTenants   = "All tenants"
	labelCategory     = "Category"
	labelChange       = "Change"
	labelCost         = "Cost"
	labelDays         = "Days with a score"
	labelDeclared     = "Declared"
	labelEffect       = "Effect, in percentage points"
	labelEffort       = "Effort"
	labelGained       = "Gained"
	labelHow          = "How"
	labelHowDerived   = "How it is derived"
	labelImpact       = "What users notice"
	labelLost         = "Lost"
	labelMaximum      = "Maximum"
	labelOfAll        = "Of all that can be had"
	labelOutside      = "Not in scope"
	labelOutsideMax   = "Points in these"
	labelPlace        = "Place"
	labelPoints       = "Points"
	labelPointsGained = "Points gained"
	labelPointsLeft   = "Points left"
	labelPointsLost   = "Points lost"
	labelProduct      = "Product"
	labelScore        = "Score"
	labelScoreAtEnd   = "Score at its end"
	labelScoreThen    = "Score then"
	labelScored       = "Scored"
	labelNotScored    = "Not scored"
	labelSimilarSize  = "Similar size"
	labelStatus       = "Status"
	labelThisTenant   = "This tenant"
	labelUserImpact   = "User impact"
	labelView         = "View"
	labelWeekFrom     = "Week from"
	labelWhat         = "What"
	labelWhy          = "Why"
	labelFirstReport  = "First report"
	labelNew          = "new"

	labelUnattributed = "Not attributable to any action"
	labelTotal        = "Change of the score"
	labelNotVerified  = "Declared, not verified by Microsoft"
	labelRetired      = "retired by Microsoft"
	labelEffortSpent  = "effort spent"
	labelNoData       = "no data"
)

// What is said where there is nothing.
const (
	noTenantName    = "(tenant without a name)"
	noProductName   = "(product without a name)"
	noActionName    = "(action without a name)"
	notAvailable    = "n/a"
	maximumUnknown  = "maximum unknown"
	unknownMaximum  = "an unknown maximum"
	noTrendSays     = "No history yet: the trend begins with the first score."
	noWeeksSays     = "No history yet: the weeks begin with the first score."
	nothingListed   = "Nothing is left to do among the actions listed."
	nothingFiltered = "Nothing is left to do among the actions that the filter lets through."
	nothingToDo     = "Nothing is left to do: every action listed is completed, declared or accepted."
)

// What stands on the first page.
const (
	trendTitle = "The last 90 days"
	whyTitle   = "Why it moved"
	whyNote    = "percent, by cause"
	topNote    = "most points for their effort first"

	firstReportNote = "First report: nothing to compare with yet."
)

// PointsOf is points of a maximum: 698.17 of 1127.
func (w Words) PointsOf(points, maximum float64) string {
	return w.Points(points) + " of " + w.Points(maximum)
}

// ScorePoints is PointsOf with the word: 698.17 of 1127 points.
func (w Words) ScorePoints(points, maximum float64) string {
	return w.PointsOf(points, maximum) + " points"
}

// ofMaximum is what an action's points are of.
func (w Words) ofMaximum(maximum float64, known bool) string {
	if !known {
		return "of " + unknownMaximum
	}
	return "of " + w.Points(maximum)
}

// since is what a difference counts from.
func (w Words) since(d score.Date) string { return "percentage points since " + w.LongDate(d) }

// Subtitle is what the report is of: Score of 23 November 2026 · compared with …
func (w Words) Subtitle(m Model) string {
	line := "Score of " + w.LongDate(m.Date)
	switch {
	case m.Since == nil:
		return line + " · first report"
	case m.SinceIsOldest:
		return line + " · compared with " + w.LongDate(m.Since.Date) + ", the oldest that is stored"
	}
	return line + " · compared with " + w.LongDate(m.Since.Date)
}

// kicker stands over the title: who reports, and what.
func (w Words) kicker(m Model) string {
	if company := plainText(m.Look.Company); company != "" {
		return company + " · " + productTitle
	}
	return productTitle
}

// runningTitle stands at the head of every page but the first.
func (w Words) runningTitle(m Model) string { return productTitle + " · " + w.LongDate(m.Date) }

// documentTitle names the document among others.
func (w Words) documentTitle(m Model, tenant string) string {
	return productTitle + " of " + tenant + ", " + w.LongDate(m.Date)
}

// madeSays is when a document was made, and by whom.
func (w Words) madeSays(m Model) string {
	by := pdfCreator
	if company := plainText(m.Look.Company); company != "" {
		by = company
	}
	if m.Made.IsZero() {
		return by
	}
	return "Made " + w.Moment(m.Made) + " by " + by
}

// pageOf is a page's number.
func pageOf(n, pages int) string { return fmt.Sprintf("Page %d of %d", n, pages) }

// unchangedSays is that no action changed.
func (w Words) unchangedSays(since score.Date) string {
	return "No action changed since " + w.LongDate(since) + "."
}

// pointsNote is how many points the score moved, and how the maximum did.
func (w Words) pointsNote(a score.Account) string {
	points := w.SignedPoints(a.Points) + " points"
	if score.Hundredths(a.Before.Max) != score.Hundredths(a.After.Max) {
		points += "; the most that can be had went from " + w.Points(a.Before.Max) + " to " + w.Points(a.After.Max)
	}
	return points
}

// notesHead is how many notes there are, and where they stand in full.
func notesHead(n int) (head, more string) {
	return Count(n, "note") + " on the data", "in full under “" + methodTitle + "”"
}

// controlsSays is how many controls a category has.
func controlsSays(c Category) string {
	text := Count(c.Controls, "control")
	if c.Unknown > 0 {
		text += ", " + Count(c.Unknown, "maximum") + " unknown"
	}
	return text
}

// facts are what an action gives and takes, and its state.
func (w Words) facts(a Action) []string {
	return []string{
		w.GainWords(a), "cost " + levelWord(a.Cost), "user impact " + levelWord(a.UserImpact), plainText(StatusName(a.Status())),
	}
}

// tierSays is an action's complexity in Microsoft's word; empty without one.
func tierSays(tier string) string {
	if tier = plainText(tier); tier != "" {
		return "tier " + tier
	}
	return ""
}

// againstSays is what an action helps against.
func againstSays(threats string) string { return "against " + threats }

// fontSays is the warning of characters that no font has.
func fontSays(missing int, named []string) string {
	list := ""
	for i, name := range named {
		if i > 0 {
			list += ", "
		}
		list += name
	}
	if more := missing - len(named); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("%s no font of the PDF has, shown as %c there (%s): report.font in the configuration can name a font that has them",
		Count(missing, "character"), placeholder, list)
}

// The layouts of dates, by the order of their parts.
var (
	longDates  = [...]string{dayFirst: "2 January 2006", monthFirst: "January 2, 2006", yearFirst: time.DateOnly}
	shortDates = [...]string{dayFirst: "2 Jan", monthFirst: "Jan 2", yearFirst: "01-02"}
)
