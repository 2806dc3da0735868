package csv

import (
	"strconv"
	"strings"
	"time"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// actionRow is a recommended action and what happened to it since the
// comparison.
type actionRow struct {
	report.Action
	removed bool         // by Microsoft: it is not in the score any more
	change  score.Change // the zero value where nothing happened
}

// Actions writes the actions of a model: those that are listed, in their order,
// and then those that Microsoft removed since the comparison. What happened to
// an action stands in its row; the columns are empty where nothing did.
func Actions(m report.Model) ([]byte, error) {
	changes := map[string]score.Change{}
	for _, c := range m.Account.Changes {
		changes[score.Fold(c.ID)] = c
	}
	var rows []actionRow
	for _, a := range m.Actions {
		rows = append(rows, actionRow{Action: a, change: changes[score.Fold(a.ID)]})
	}
	for _, a := range m.Removed() {
		rows = append(rows, actionRow{Action: a, removed: true, change: changes[score.Fold(a.ID)]})
	}
	return written(actionColumns, rows)
}

// actionColumns are the columns of Actions. Spreadsheets depend on their names
// and their order: new ones go to the end.
var actionColumns = []column[actionRow]{
	{"place", func(r actionRow) string { return r.now(strconv.Itoa(r.Place)) }},
	{"id", func(r actionRow) string { return textOf(r.ID) }},
	{"title", func(r actionRow) string { return textOf(r.Title) }},
	{"product", func(r actionRow) string { return textOf(r.Product) }},
	{"category", func(r actionRow) string { return textOf(r.Category) }},
	{"points", func(r actionRow) string { return r.now(numberOf(r.Points)) }},
	{"max points", func(r actionRow) string { return r.ofMax(r.Max) }},
	{"points left", func(r actionRow) string { return r.ofMax(r.Left()) }},
	{"gain (percentage points)", func(r actionRow) string { return r.ofMax(r.Gain) }},
	{"cost", func(r actionRow) string { return words.English.LevelName(r.Cost) }},
	{"user impact", func(r actionRow) string { return words.English.LevelName(r.UserImpact) }},
	{"status", func(r actionRow) string { return r.now(textOf(words.English.StatusName(r.Status()))) }},
	{"new", func(r actionRow) string { return yesNo(r.New) }},
	{"declared", func(r actionRow) string { return r.now(yesNo(r.Declared())) }},
	{"last synced", func(r actionRow) string { return momentOf(r.LastSynced) }},
	{"tier", func(r actionRow) string { return textOf(r.Tier) }},
	{"threats", func(r actionRow) string { return textOf(strings.Join(r.Threats, "; ")) }},
	{"portal url", func(r actionRow) string { return textOf(plaintext.Link(r.PortalURL, "https", "http")) }},

	{"cause", func(r actionRow) string { return r.moved(func() string { return string(r.change.Cause()) }) }},
	{"points before", func(r actionRow) string { return pointsOf(r.change.Before) }},
	{"points after", func(r actionRow) string { return pointsOf(r.change.After) }},
	{"max points before", func(r actionRow) string { return maxOf(r.change.Before) }},
	{"max points after", func(r actionRow) string { return maxOf(r.change.After) }},
	{"status before", func(r actionRow) string { return statusOf(r.change.Before) }},
	{"effect (percentage points)", func(r actionRow) string {
		return r.moved(func() string { return numberOf(r.change.Effect) })
	}},
	{"status by", func(r actionRow) string { return textOf(r.StateBy) }},
	{"status at", func(r actionRow) string { return momentOf(r.StateAt) }},
	{"status comment", func(r actionRow) string { return textOf(r.StateComment) }},

	{"status assigned to", func(r actionRow) string { return textOf(r.StateAssigned) }},
	{"affected", affectedCell(func(a score.Affected) string { return strconv.Itoa(a.Count) })},
	{"affected of", affectedCell(func(a score.Affected) string { return strconv.Itoa(a.Total) })},
	{"affected unit", affectedCell(func(a score.Affected) string { return string(a.Unit) })},
	{"exception", exceptionCell(func(d score.Decision) string { return string(d.State) })},
	{"exception reason", exceptionCell(func(d score.Decision) string { return textOf(d.Reason) })},
	{"exception owner", exceptionCell(func(d score.Decision) string { return textOf(d.Owner) })},
	{"exception ticket", exceptionCell(func(d score.Decision) string { return textOf(d.Ticket) })},
	{"exception until", exceptionCell(func(d score.Decision) string { return string(d.Until) })},
}

// now is a cell about today, empty for an action that is not in the score any
// more.
func (r actionRow) now(cell string) string {
	if r.removed {
		return ""
	}
	return cell
}

// ofMax is a number that is known only with the maximum.
func (r actionRow) ofMax(x float64) string {
	if !r.MaxKnown() {
		return ""
	}
	return r.now(numberOf(x))
}

// moved is a cell about the change, empty where there was none.
func (r actionRow) moved(cell func() string) string {
	if r.change.ID == "" {
		return ""
	}
	return cell()
}

// affectedCell is about what is still affected, empty where that is not
// certain.
func affectedCell(cell func(score.Affected) string) func(actionRow) string {
	return func(r actionRow) string {
		left, certain := r.Affected()
		if !certain {
			return ""
		}
		return cell(left)
	}
}

// exceptionCell is about the exception, empty where there is none.
func exceptionCell(cell func(score.Decision) string) func(actionRow) string {
	return func(r actionRow) string {
		if r.Exception == nil {
			return ""
		}
		return cell(*r.Exception)
	}
}

func momentOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
