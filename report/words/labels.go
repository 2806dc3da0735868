package words

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// What stands over columns and beside values.
const (
	productTitle = "Microsoft Secure Score"

	LabelAction         = "Action"
	LabelActionsAdded   = "Actions added"
	LabelActionsRemoved = "Actions retired"
	LabelAchieved       = "Achieved"
	LabelAllTenants     = "All tenants"
	LabelCategory       = "Category"
	LabelChange         = "Change"
	LabelCost           = "Cost"
	LabelDays           = "Days with a score"
	LabelDeclared       = "Declared"
	LabelEffect         = "Effect, in percentage points"
	LabelEffort         = "Effort"
	LabelGained         = "Gained"
	LabelHow            = "How"
	LabelHowDerived     = "How it is derived"
	LabelImpact         = "What users notice"
	LabelLost           = "Lost"
	LabelMaximum        = "Maximum"
	LabelShare          = "Of all that can be had"
	LabelOutside        = "Not in scope"
	LabelOutsidePoints  = "Points in these"
	LabelRank           = "Place"
	LabelPoints         = "Points"
	LabelPointsGained   = "Points gained"
	LabelPointsLeft     = "Points left"
	LabelPointsLost     = "Points lost"
	LabelProduct        = "Product"
	LabelScore          = "Score"
	LabelScoreAtEnd     = "Score at its end"
	LabelScoreThen      = "Score then"
	LabelScored         = "Scored"
	LabelNotScored      = "Not scored"
	LabelSimilarSize    = "Similar size"
	LabelStatus         = "Status"
	LabelThisTenant     = "This tenant"
	LabelUserImpact     = "User impact"
	LabelView           = "View"
	LabelWeekFrom       = "Week from"
	LabelCause          = "What"
	LabelWhy            = "Why"
	LabelFirstReport    = "First report"
	labelNew            = "new"

	LabelUnattributed        = "Not attributable to any action"
	LabelTotal               = "Change of the score"
	LabelReportedNotVerified = "Declared, not verified by Microsoft"
	LabelDeprecated          = "retired by Microsoft"
	LabelEffortSpent         = "effort spent"
	LabelNoData              = "no data"
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

	FirstReportShort = "First report: nothing to compare with yet."
)

// PointsOf is points of a maximum: 698.17 of 1127.
func (w Words) PointsOf(points, maximum float64) string {
	return w.Points(points) + " of " + w.Points(maximum)
}

// ScorePoints is PointsOf with the word: 698.17 of 1127 points.
func (w Words) ScorePoints(points, maximum float64) string {
	return w.PointsOf(points, maximum) + " points"
}

// Since is what a difference counts from.
func (w Words) Since(d score.Date) string { return "percentage points since " + w.LongDate(d) }

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

// CategoryActions is how many actions a category has.
func CategoryActions(c report.Category) string {
	text := Count(c.Controls, "control")
	if c.Unknown > 0 {
		text += ", " + Count(c.Unknown, "maximum") + " unknown"
	}
	return text
}
