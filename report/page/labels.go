package page

import (
	"fmt"
	"strings"

	"secure-score-reporter/report/words"
)

// tableLabels are the labels of a table's cells.
type tableLabels struct {
	table string // its class
	cells []string
}

// cellLabels are what stands before the cells of a table where its head is not
// shown: on a narrow screen, where a row is a block of lines, and for the
// actions in print. An empty one needs none.
var cellLabels = []tableLabels{
	{"t-changes", []string{"", words.LabelPoints}},
	{"t-history", []string{"", "", words.LabelPoints}},
	{"t-categories", []string{"", "", words.LabelScore, words.LabelPoints, words.LabelAllTenants, words.LabelChange,
		words.LabelPointsAchieved, words.LabelPointsRegressed}},
	{"t-weeks", []string{"", words.LabelDays, words.LabelScoreAtEnd, words.LabelMaximum, words.LabelPointsAchieved,
		words.LabelPointsRegressed, words.LabelDrift, words.LabelActionsAdded, words.LabelActionsRemoved}},
	{"t-values", []string{"", words.LabelScore, words.LabelPoints, words.LabelMaximum, words.LabelAllTenants,
		words.LabelSimilarShort, words.LabelAccepted}},
	{"t-split", []string{"", words.LabelPoints, words.LabelShare}},
	{"t-declared", []string{"", words.LabelPoints}},
	{"t-views", []string{"", words.LabelPoints, words.LabelScore}},
	{"t-exceptions", []string{"", words.LabelPoints, words.LabelStatus}},
	{"t-plan", []string{"", "", words.LabelPoints, words.LabelCost, words.LabelUserImpact, words.LabelEffort,
		words.LabelScoreAfter}},
	{"t-actions", []string{"", "", "", words.LabelPointsLeft, words.LabelCost, words.LabelUserImpact}},
	{"t-scope", []string{"", words.LabelScored, words.LabelPoints, words.LabelNotScored, words.LabelNotScoredPoints}},
}

// labelRules are the labels as a style sheet. A variable of the cell has its
// label, and the page's sheet shows it where it is needed.
func labelRules(list []tableLabels) string {
	var b strings.Builder
	for _, t := range list {
		for i, text := range t.cells {
			if text != "" {
				fmt.Fprintf(&b, ".%s tr:not(.group, [data-sum]) > :nth-child(%d) { --label: %q; }\n", t.table, i+1, text+" ")
			}
		}
	}
	return b.String()
}
