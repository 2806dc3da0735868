package words

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// What stands over columns and beside values.
const (
	productTitle = "Microsoft Secure Score"

	LabelAction       = "Action"
	LabelActionsAdded = "Actions added"
	LabelActionsGone  = "Actions retired"
	LabelAchieved     = "Achieved"
	LabelAllTenants   = "All tenants"
	LabelCategory     = "Category"
	LabelChange       = "Change"
	LabelCost         = "Cost"
	LabelDays         = "Days with a score"
	LabelDeclared     = "Declared"
	LabelEffect       = "Effect, in percentage points"
	LabelEffort       = "Effort"
	LabelGained       = "Gained"
	LabelHow          = "How"
	LabelHowDerived   = "How it is derived"
	LabelImpact       = "What users notice"
	LabelLost         = "Lost"
	LabelMaximum      = "Maximum"
	LabelOfAll        = "Of all that can be had"
	LabelOutside      = "Not in scope"
	LabelOutsideMax   = "Points in these"
	LabelPlace        = "Place"
	LabelPoints       = "Points"
	LabelPointsGained = "Points gained"
	LabelPointsLeft   = "Points left"
	LabelPointsLost   = "Points lost"
	LabelProduct      = "Product"
	LabelScore        = "Score"
	LabelScoreAtEnd   = "Score at its end"
	LabelScoreThen    = "Score then"
	LabelScored       = "Scored"
	LabelNotScored    = "Not scored"
	LabelSimilarSize  = "Similar size"
	LabelStatus       = "Status"
	LabelThisTenant   = "This tenant"
	LabelUserImpact   = "User impact"
	LabelView         = "View"
	LabelWeekFrom     = "Week from"
	LabelWhat         = "What"
	LabelWhy          = "Why"
	LabelFirstReport  = "First report"
	labelNew          = "new"

	LabelUnattributed = "Not attributable to any action"
	LabelTotal        = "Change of the score"
	LabelNotVerified  = "Declared, not verified by Microsoft"
	LabelRetired      = "retired by Microsoft"
	LabelEffortSpent  = "effort spent"
	LabelNoData       = "no data"
)

// ProductID names the program in a document.
const ProductID = "secure-score-reporter"

// What is said where there is nothing.
const (
	noTenantName    = "(tenant without a name)"
	NoProductName   = "(product without a name)"
	noActionName    = "(action without a name)"
	MaximumUnknown  = "maximum unknown"
	unknownMaximum  = "an unknown maximum"
	NoTrend         = "No history yet: the trend begins with the first score."
	NoWeeks         = "No history yet: the weeks begin with the first score."
	NothingListed   = "Nothing is left to do among the actions listed."
	NothingFiltered = "Nothing is left to do among the actions that the filter lets through."
	NothingToDo     = "Nothing is left to do: every action listed is completed, declared or accepted."
)

// What stands on the first page.
const (
	TrendTitle = "The last 90 days"
	WhyTitle   = "Why it moved"
	WhyNote    = "percent, by cause"
	TopNote    = "most points for their effort first"

	FirstReportNote = "First report: nothing to compare with yet."
)

// PointsOf is points of a maximum: 698.17 of 1127.
func (w Words) PointsOf(points, maximum float64) string {
	return w.Points(points) + " of " + w.Points(maximum)
}

// ScorePoints is PointsOf with the word: 698.17 of 1127 points.
func (w Words) ScorePoints(points, maximum float64) string {
	return w.PointsOf(points, maximum) + " points"
}

// OfMaximum is what an action's points are of.
func (w Words) OfMaximum(maximum float64, known bool) string {
	if !known {
		return "of " + unknownMaximum
	}
	return "of " + w.Points(maximum)
}

// Since is what a difference counts from.
func (w Words) Since(d score.Date) string { return "percentage points since " + w.LongDate(d) }

// Subtitle is what the report is of: Score of 23 November 2026 · compared with …
func (w Words) Subtitle(m report.Model) string {
	line := "Score of " + w.LongDate(m.Date)
	switch {
	case m.Since == nil:
		return line + " · first report"
	case m.SinceIsOldest:
		return line + " · compared with " + w.LongDate(m.Since.Date) + ", the oldest that is stored"
	}
	return line + " · compared with " + w.LongDate(m.Since.Date)
}

// Kicker stands over the title: who reports, and what.
func (w Words) Kicker(m report.Model) string {
	if company := plaintext.Drawable(m.Appearance.Company); company != "" {
		return company + " · " + productTitle
	}
	return productTitle
}

// RunningTitle stands at the head of every page but the first.
func (w Words) RunningTitle(m report.Model) string { return productTitle + " · " + w.LongDate(m.Date) }

// DocumentTitle names the document among others.
func (w Words) DocumentTitle(m report.Model, tenant string) string {
	return productTitle + " of " + tenant + ", " + w.LongDate(m.Date)
}

// MadeBy is when a document was made, and by whom.
func (w Words) MadeBy(m report.Model) string {
	by := ProductID
	if company := plaintext.Drawable(m.Appearance.Company); company != "" {
		by = company
	}
	if m.Made.IsZero() {
		return by
	}
	return "Made " + w.Moment(m.Made) + " by " + by
}

// PageNumber is a page's number.
func PageNumber(n, pages int) string { return fmt.Sprintf("Page %d of %d", n, pages) }

// Unchanged is that no action changed.
func (w Words) Unchanged(since score.Date) string {
	return "No action changed since " + w.LongDate(since) + "."
}

// PointsNote is how many points the score moved, and how the maximum did.
func (w Words) PointsNote(a score.Account) string {
	points := w.SignedPoints(a.Points) + " points"
	if score.Hundredths(a.Before.Max) != score.Hundredths(a.After.Max) {
		points += "; the most that can be had went from " + w.Points(a.Before.Max) + " to " + w.Points(a.After.Max)
	}
	return points
}

// NotesHead is how many notes there are, and where they stand in full.
func NotesHead(n int) (head, more string) {
	return Count(n, "note") + " on the data", "in full under “" + MethodTitle + "”"
}

// Controls is how many controls a category has.
func Controls(c report.Category) string {
	text := Count(c.Controls, "control")
	if c.Unknown > 0 {
		text += ", " + Count(c.Unknown, "maximum") + " unknown"
	}
	return text
}

// Facts are what an action gives and takes, and its state.
func (w Words) Facts(a report.Action) []string {
	return []string{
		w.Gain(a), "cost " + levelWord(a.Cost), "user impact " + levelWord(a.UserImpact), plaintext.Drawable(StatusName(a.Status())),
	}
}

// Tier is an action's complexity in Microsoft's word; empty without one.
func Tier(tier string) string {
	if tier = plaintext.Drawable(tier); tier != "" {
		return "tier " + tier
	}
	return ""
}

// Against is what an action helps against.
func Against(threats string) string { return "against " + threats }

// MissingCharacters is the warning of characters that no font has.
func MissingCharacters(missing int, named []string) string {
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
		Count(missing, "character"), plaintext.Placeholder, list)
}

// TenantTitle is a tenant's name where it may not be endless.
func TenantTitle(name string) string { return cmp.Or(plaintext.Clip(name, 120), "(without a name)") }

// TenantName is what the tenant is called, whatever is missing.
func TenantName(m report.Model) string {
	for _, name := range []string{m.Tenant, m.TenantID} {
		if strings.TrimSpace(plaintext.Drawable(name)) != "" {
			return name
		}
	}
	return noTenantName
}

// Title is a control's title, or its id where it has none.
func Title(c score.Control) string {
	for _, title := range []string{c.Title, c.ID} {
		if strings.TrimSpace(plaintext.Drawable(title)) != "" {
			return title
		}
	}
	return noActionName
}

// Place is the action's place in the ranking, a dash where it has none.
func Place(a report.Action) string {
	if a.Place == 0 {
		return "–"
	}
	return strconv.Itoa(a.Place)
}

// ActionTitle is a title that can be shown: never empty, never endless.
func ActionTitle(title, id string) string {
	if title = plaintext.Clip(title, 300); title != "" {
		return title
	}
	if id = plaintext.Clip(id, 300); id != "" {
		return id
	}
	return "(without a name)"
}
