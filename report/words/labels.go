package words

import (
	"strconv"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Labels of columns and values.
const (
	productTitle = "Microsoft Secure Score"

	LabelAccepted        = "Risk accepted"
	LabelAction          = "Action"
	LabelActionsAdded    = "Actions added"
	LabelActionsRemoved  = "Actions removed"
	LabelAllTenants      = "All organisations"
	LabelCategory        = "Category"
	LabelCause           = "Cause"
	LabelChange          = "Change"
	LabelCost            = "Cost"
	LabelDay             = "Day"
	LabelDays            = "Days with a score"
	LabelDrift           = "Drift"
	LabelEffectUnit      = "Effect, in " + PercentagePoints
	LabelEffort          = "Effort"
	LabelFirstReport     = "First report"
	LabelHow             = "How"
	LabelHowCalculated   = "How it is calculated"
	LabelImpact          = "What users notice"
	LabelMaximum         = "Maximum"
	LabelNotScored       = "Not scored"
	LabelNotScoredPoints = "Points not scored"
	LabelPart            = "Part"
	LabelPoints          = "Points"
	LabelPointsAchieved  = "Points achieved"
	LabelPointsLeft      = "Points left"
	LabelPointsRegressed = "Points regressed"
	LabelProduct         = "Product"
	LabelRank            = "Rank"
	LabelScale           = "0 to 100 %"
	LabelScore           = "Score"
	LabelScoreAfter      = "Score after"
	LabelScoreAtEnd      = "Score at the end"
	LabelScored          = "Scored"
	LabelShare           = "Share of the maximum"
	LabelSimilarSize     = "Organisations of similar size"
	LabelSimilarShort    = "Similar size"
	LabelStatus          = "Status"
	LabelStep            = "Step"
	LabelThisTenant      = "This tenant"
	LabelUserImpact      = "User impact"
	LabelView            = "View"
	LabelWeek            = "Week of"
	LabelWhy             = "Why"

	LabelTotal             = "Change of the score"
	LabelUnattributed      = "Not attributable to any action"
	LabelUnattributedShort = "not attributable"

	LabelDeprecated = "deprecated by Microsoft"
	LabelNew        = "new"
	LabelNoData     = "no data"

	// LabelReported marks an action whose points rest on what the organisation
	// reported; LabelNotVerified does in a narrow column.
	LabelReported    = "reported by your organisation, not verified"
	LabelNotVerified = "not verified"
)

// StaleLabel marks an action that Microsoft has not measured for long.
func StaleLabel() string { return "measured more than " + staleDays() + " ago" }

func staleDays() string { return Count(int(score.StaleAfter/(24*time.Hour)), "day") }

// ProductID names the program in a document.
const ProductID = "secure-score-reporter"

// What is shown where there is nothing.
const (
	unnamedTenant  = "(unnamed tenant)"
	UnnamedProduct = "(unnamed product)"
	unnamedAction  = "(unnamed action)"

	MaximumUnknown = "maximum unknown"
	unknownMaximum = "an unknown maximum"

	noHistory = "No history yet."
	NoTrend   = noHistory + " The trend starts with the first score."
	NoWeeks   = noHistory + " The weeks start with the first score."

	NothingListed   = "No listed action is open."
	NothingFiltered = "No open action matches the filter."
	NothingToDo     = "Every listed action is completed or resolved, or has an accepted risk or an exception."
)

// Since is what a difference counts from.
func (w Words) Since(d score.Date) string { return PercentagePoints + " since " + w.LongDate(d) }

// Unchanged says that no action changed.
func (w Words) Unchanged(since score.Date) string {
	return "No action has changed since " + w.LongDate(since) + "."
}

// PointsNote says how far the points moved, and the maximum if it did.
func (w Words) PointsNote(a score.Account) string {
	points := w.PointsMovedBy(a.Points)
	if score.Hundredths(a.Before.Max) != score.Hundredths(a.After.Max) {
		points += "; the maximum went from " + w.Points(a.Before.Max) + " to " + w.InPoints(a.After.Max)
	}
	return points
}

// CategoryActions says how many actions a category has.
func CategoryActions(c report.Category) string {
	text := Count(c.Controls, "action")
	if c.Unknown > 0 {
		text += ", " + strconv.Itoa(c.Unknown) + " of unknown maximum"
	}
	if c.Beside.Few {
		text += ", few points"
	}
	return text
}
