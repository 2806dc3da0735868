package page

import (
	"fmt"
	"strings"

	"secure-score-reporter/report/words"
)

// tableLabels are the labels of a table's cells.
type tableLabels struct {
	table string // its class
	cells []words.Text
}

// cellLabels are what stands before the cells of a table where its head is not
// shown: on a narrow screen, where a row is a block of lines, and for the
// actions in print. An empty one needs none.
var cellLabels = []tableLabels{
	{"t-changes", []words.Text{"", words.LabelPoints}},
	{"t-history", []words.Text{"", "", words.LabelPoints}},
	{"t-categories", []words.Text{"", "", words.LabelScore, words.LabelPoints, words.LabelAllTenants, words.LabelChange,
		words.LabelPointsAchieved, words.LabelPointsRegressed}},
	{"t-weeks", []words.Text{"", words.LabelDays, words.LabelScoreAtEnd, words.LabelMaximum, words.LabelPointsAchieved,
		words.LabelPointsRegressed, words.LabelDrift, words.LabelActionsAdded, words.LabelActionsRemoved}},
	{"t-values", []words.Text{"", words.LabelScore, words.LabelPoints, words.LabelMaximum, words.LabelAllTenants,
		words.LabelSimilarShort, words.LabelAccepted}},
	{"t-split", []words.Text{"", words.LabelPoints, words.LabelShare}},
	{"t-declared", []words.Text{"", words.LabelPoints}},
	{"t-views", []words.Text{"", words.LabelPoints, words.LabelScore}},
	{"t-exceptions", []words.Text{"", words.LabelPoints, words.LabelStatus}},
	{"t-plan", []words.Text{"", "", words.LabelPoints, words.LabelCost, words.LabelUserImpact, words.LabelEffort,
		words.LabelScoreAfter}},
	{"t-actions", []words.Text{"", "", "", words.LabelPointsLeft, words.LabelCost, words.LabelUserImpact}},
	{"t-scope", []words.Text{"", words.LabelScored, words.LabelPoints, words.LabelNotScored, words.LabelNotScoredPoints}},
}

// labelRules are the labels as a style sheet. A variable of the cell has its
// label, and the page's sheet shows it where it is needed.
func labelRules(w words.Words, list []tableLabels) string {
	var b strings.Builder
	for _, t := range list {
		for i, text := range t.cells {
			if text != "" {
				fmt.Fprintf(&b, ".%s tr:not(.group, [data-sum]) > :nth-child(%d) { --label: %q; }\n", t.table, i+1, w.Text(text)+" ")
			}
		}
	}
	return b.String()
}
