package words

import (
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Labels of columns and values.
const (
	productTitle Text = "labels.productTitle"

	LabelAccepted        Text = "label.accepted"
	LabelAction          Text = "label.action"
	LabelActionsAdded    Text = "label.actionsAdded"
	LabelActionsRemoved  Text = "label.actionsRemoved"
	LabelAllTenants      Text = "label.allTenants"
	LabelCategory        Text = "label.category"
	LabelCause           Text = "label.cause"
	LabelChange          Text = "label.change"
	LabelCost            Text = "label.cost"
	LabelDay             Text = "label.day"
	LabelDays            Text = "label.days"
	LabelDrift           Text = "label.drift"
	LabelEffectUnit      Text = "label.effectUnit"
	LabelEffort          Text = "label.effort"
	LabelFirstReport     Text = "label.firstReport"
	LabelHow             Text = "label.how"
	LabelHowCalculated   Text = "label.howCalculated"
	LabelImpact          Text = "label.impact"
	LabelMaximum         Text = "label.maximum"
	LabelNotScored       Text = "label.notScored"
	LabelNotScoredPoints Text = "label.notScoredPoints"
	LabelPart            Text = "label.part"
	LabelPoints          Text = "label.points"
	LabelPointsAchieved  Text = "label.pointsAchieved"
	LabelPointsLeft      Text = "label.pointsLeft"
	LabelPointsRegressed Text = "label.pointsRegressed"
	LabelProduct         Text = "label.product"
	LabelRank            Text = "label.rank"
	LabelScale           Text = "label.scale"
	LabelScore           Text = "label.score"
	LabelScoreAfter      Text = "label.scoreAfter"
	LabelScoreAtEnd      Text = "label.scoreAtEnd"
	LabelScored          Text = "label.scored"
	LabelShare           Text = "label.share"
	LabelSimilarSize     Text = "label.similarSize"
	LabelSimilarShort    Text = "label.similarShort"
	LabelStatus          Text = "label.status"
	LabelStep            Text = "label.step"
	LabelThisTenant      Text = "label.thisTenant"
	LabelUserImpact      Text = "label.userImpact"
	LabelView            Text = "label.view"
	LabelWeek            Text = "label.week"
	LabelWhy             Text = "label.why"

	LabelTotal             Text = "label.total"
	LabelUnattributed      Text = "label.unattributed"
	LabelUnattributedShort Text = "label.unattributedShort"

	LabelDeprecated Text = "label.deprecated"
	LabelNew        Text = "label.new"
	LabelNoData     Text = "label.noData"

	// LabelReported marks an action whose points rest on what the organisation
	// reported; LabelNotVerified does in a narrow column.
	LabelReported    Text = "label.reported"
	LabelNotVerified Text = "label.notVerified"
)

// StaleLabel marks an action that Microsoft has not measured for long.
func (w Words) StaleLabel() string { return w.say("labels.stale", "days", staleDays) }

const staleDays = int(score.StaleAfter / (24 * time.Hour))

// ProductID names the program in a document.
const ProductID = "secure-score-reporter"

// What is shown where there is nothing.
const (
	unnamedTenant  Text = "labels.unnamedTenant"
	UnnamedProduct Text = "labels.unnamedProduct"
	unnamedAction  Text = "labels.unnamedAction"

	MaximumUnknown Text = "labels.maximumUnknown"

	noHistory Text = "labels.noHistory"
	NoTrend   Text = "labels.noTrend"
	NoWeeks   Text = "labels.noWeeks"

	fewPoints Text = "labels.fewPoints"

	NothingListed   Text = "labels.nothingListed"
	NothingFiltered Text = "labels.nothingFiltered"
	NothingToDo     Text = "labels.nothingToDo"
)

// Since is what a difference counts from.
func (w Words) Since(d score.Date) string {
	return w.say("labels.pointsSince", "day", w.LongDate(d))
}

// Unchanged says that no action changed.
func (w Words) Unchanged(since score.Date) string {
	return w.say("labels.unchanged", "day", w.LongDate(since))
}

// PointsNote says how far the points moved, and the maximum if it did.
func (w Words) PointsNote(a score.Account) string {
	points := w.PointsMovedBy(a.Points)
	if score.Hundredths(a.Before.Max) == score.Hundredths(a.After.Max) {
		return points
	}
	return w.say("labels.pointsAndMaximum", "points", points, "before", w.Points(a.Before.Max),
		"after", w.number(a.After.Max))
}

// CategoryActions says how many actions a category has.
func (w Words) CategoryActions(c report.Category) string {
	parts := []string{w.Actions(c.Controls)}
	if c.Unknown > 0 {
		parts = append(parts, w.say("labels.ofUnknownMaximum", "n", c.Unknown))
	}
	if c.Beside.Few {
		parts = append(parts, w.Text(fewPoints))
	}
	return strings.Join(parts, ", ")
}
