package mail

import (
	"slices"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// exceptionView is an exception of the configuration in words.
type exceptionView struct {
	Title, Facts, Reason string
	Declared             string // what Microsoft records beside it; may be empty
}

const mostExceptions = 10

// exceptions fills in what the organisation decided to live with: in the
// summary only what is overdue or ends soon.
func (v *letterView) exceptions(m report.Message) {
	list := m.Model.Exceptions
	if len(list) == 0 {
		return
	}
	w := words.In(m.Model.Locale)
	overdue, ending := report.Due(list, score.DateOf(m.Model.Made))
	v.ExceptionsNote = w.ExceptionsSoon(list, len(ending))
	shown := slices.Concat(overdue, ending)
	if complete(m) {
		shown = list
	}
	left := len(shown) - mostExceptions
	for _, d := range shown[:min(len(shown), mostExceptions)] {
		row := exceptionView{Title: w.ExceptionTitle(d), Facts: w.ExceptionFacts(d)}
		row.Reason = w.ExceptionReason(d.Exception)
		if complete(m) {
			row.Declared = w.DeclaredBy(d.Action)
		}
		v.Exceptions = append(v.Exceptions, row)
	}
	if left > 0 {
		v.ExceptionsNote += ", " + w.MoreExceptions(left)
	}
}
