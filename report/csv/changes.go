package csv

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// changeRow is one change under one cause, or what no action explains.
type changeRow struct {
	score.Change
	cause string
}

// Changes writes the changes by cause. An action whose worth Microsoft changed
// and that the tenant changed too has a row for each cause; all effects and the
// row "unattributed" add up to the change of the score.
func Changes(a score.Account) ([]byte, error) {
	var rows []changeRow
	for _, g := range a.ByCause() {
		for _, c := range g.Changes {
			rows = append(rows, changeRow{c, string(g.Cause)})
		}
	}
	if a.Unattributed != 0 {
		rows = append(rows, changeRow{score.Change{Effect: a.Unattributed}, unattributed})
	}
	return written(changeColumns, rows)
}

var changeColumns = []column[changeRow]{
	{"cause", func(r changeRow) string { return r.cause }},
	{"id", func(r changeRow) string { return textOf(r.ID) }},
	{"title", func(r changeRow) string { return textOf(r.Title) }},
	{"product", func(r changeRow) string { return textOf(score.ProductName(r.Service)) }},
	{"category", func(r changeRow) string { return textOf(r.Category) }},
	{"points before", func(r changeRow) string { return pointsOf(r.Before) }},
	{"points after", func(r changeRow) string { return pointsOf(r.After) }},
	{"max points before", func(r changeRow) string { return maxOf(r.Before) }},
	{"max points after", func(r changeRow) string { return maxOf(r.After) }},
	{"status before", func(r changeRow) string { return statusOf(r.Before) }},
	{"status after", func(r changeRow) string { return statusOf(r.After) }},
	{"effect (percentage points)", func(r changeRow) string { return numberOf(r.Effect) }},
	{"declared", func(r changeRow) string { return r.ofAction(yesNo(r.Declared)) }},
	{"renamed from", func(r changeRow) string { return textOf(r.RenamedFrom) }},
	{"moved from", func(r changeRow) string { return textOf(r.MovedFrom) }},
	{"status by", func(r changeRow) string { return textOf(r.Control.StateBy) }},
	{"status at", func(r changeRow) string { return momentOf(r.Control.StateAt) }},
	{"status comment", func(r changeRow) string { return textOf(r.Control.StateComment) }},
	{"status assigned to", func(r changeRow) string { return textOf(r.Control.StateAssigned) }},
}

// ofAction is a cell about an action, empty in the row of what no action
// explains.
func (r changeRow) ofAction(cell string) string {
	if r.ID == "" {
		return ""
	}
	return cell
}

func pointsOf(s score.Standing) string {
	if !s.Scored {
		return ""
	}
	return numberOf(s.Points)
}

func maxOf(s score.Standing) string {
	if !s.Scored || !s.MaxKnown {
		return ""
	}
	return numberOf(s.Max)
}

func statusOf(s score.Standing) string {
	if !s.Scored {
		return ""
	}
	return textOf(words.English.StatusName(s.Status))
}
