package csv

import (
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The causes of rows that are no change.
const (
	unattributed = "unattributed"
	notShown     = "not shown"
)

// historyRow is one change of a day, or a sum that is no change.
type historyRow struct {
	changeRow
	day     report.FilteredDay
	changes string // how many changes the row stands for
}

// History writes the changes of each day, the newest day first. A day has a row
// for each change, one for what no action explains, and one for what the filter
// leaves out. Its effects add up to the day's change.
func History(days []report.FilteredDay) ([]byte, error) {
	var rows []historyRow
	for i := range days {
		d := days[len(days)-1-i]
		for _, c := range d.Shown {
			rows = append(rows, historyRow{changeRow{c, string(c.Cause())}, d, "1"})
		}
		sum := func(cause string, effect float64, changes string) {
			rows = append(rows, historyRow{changeRow{score.Change{Effect: effect}, cause}, d, changes})
		}
		if d.Unattributed != 0 {
			sum(unattributed, d.Unattributed, "")
		}
		if n := d.Hidden.Changes; n > 0 {
			sum(notShown, d.Hidden.Effect, strconv.Itoa(n))
		}
	}
	return written(historyColumns, rows)
}

var historyColumns = append(append([]column[historyRow]{
	{"date", func(r historyRow) string { return string(r.day.After.Date) }},
	{"since", func(r historyRow) string { return string(r.day.Before.Date) }},
	{"percent", func(r historyRow) string { return numberOf(r.day.After.Percent()) }},
	{"delta (percentage points)", func(r historyRow) string {
		if r.day.Before.Date == "" {
			return ""
		}
		return numberOf(r.day.Percent)
	}},
}, ofChanges()...),
	column[historyRow]{"changes", func(r historyRow) string { return r.changes }},
)

// ofChanges are the columns of Changes. Who set a status is there only where
// the change set it: the others had it before.
func ofChanges() (columns []column[historyRow]) {
	for _, c := range changeColumns {
		columns = append(columns, column[historyRow]{c.name, func(r historyRow) string {
			row := r.changeRow
			if !row.StatusSet() {
				row.Control = score.Control{}
			}
			return c.cell(row)
		}})
	}
	return columns
}
