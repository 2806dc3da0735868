package words

import (
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The history, day by day.
const (
	HistoryTitle = "History"
	PointsByDay  = "Points over time"
	NoHistory    = "There is no earlier score, so nothing is known of what moved it."
	// LabelDayAndCause heads the days, and below each the causes of its changes.
	LabelDayAndCause = "Day, cause"

	// UntilFirstDay stands at the first day of the history.
	UntilFirstDay = "The first stored day: what moved the score before it is not known."
	// ScoreOnlyDay stands at a day of which nothing but the score is known.
	ScoreOnlyDay = "Only the score of this day is known. Changes of actions are listed on the next day."

	HistoryFilterLabel       = "Filter the history"
	HistoryFilterPlaceholder = "title, product, name"
	HistoryFilterFrom        = "From"
	HistoryFilterTo          = "To"

	// HistoryNone, HistoryAll and HistorySome say what the filters let through.
	// The page's script puts numbers in place of {n} and {all}.
	HistoryNone = "No change matches. Reset shows all again."
	HistoryAll  = "All {all} changes are shown."
	HistorySome = "{n} of {all} changes are shown. The change beside a day is that of all its actions."
)

// HistoryIntro says what the history of a report shows.
func HistoryIntro(days int) string {
	return "What moved the score in the last " + Count(days, "day") + ", newest first. Effects are in percentage " +
		"points of the whole score. Those of a day add up to its change."
}

// HistorySum is what a history's days come to.
func (w Words) HistorySum(days []score.HistoryDay) string {
	known, moves, drift, change := 0, 0, 0, 0.0
	for _, d := range days {
		if d.Before.Date != "" {
			known++
		}
		real, small := d.Drift()
		moves, drift = moves+len(real), drift+len(small)
		change += d.Percent
	}
	text := Count(known, "day") + ", " + Count(moves, "change")
	if drift > 0 {
		text += " and " + Count(drift, "move") + " of drift"
	}
	return text + ", together " + w.SignedHundredths(change) + " " + PercentagePoints + "."
}

// DayNotes say what is special about a day: since when its change counts, with
// what its actions are compared, and what is not known of it.
func (w Words) DayNotes(d score.HistoryDay) []string {
	var notes []string
	missing := d.Missing()
	if d.Before.Date == "" {
		notes = append(notes, UntilFirstDay)
	}
	if len(missing) > 0 {
		notes = append(notes, "Counted since "+w.LongDate(d.Before.Date)+": no score on "+w.days(missing)+".")
	}
	if d.HeadlineOnly {
		notes = append(notes, ScoreOnlyDay)
	}
	if d.Compared != "" && d.Compared != d.Before.Date {
		notes = append(notes, "Actions are compared with "+w.LongDate(d.Compared)+", because only the score is known of "+
			w.LongDate(d.Before.Date)+".")
	}
	return notes
}

// days are days that follow each other.
func (w Words) days(list []score.Date) string {
	first, last := list[0], list[len(list)-1]
	if first == last {
		return w.LongDate(first)
	}
	return Count(len(list), "day") + ", " + w.LongDate(first) + " to " + w.LongDate(last)
}

// QuietDays says that nothing happened on days that follow each other.
func (w Words) QuietDays(s report.Span) string {
	text := w.LongDate(s.Last)
	if s.First != s.Last {
		text = w.LongDate(s.First) + " to " + text
	}
	text += ": no change"
	if s.Missing > 0 {
		text += "; no score on " + Count(s.Missing, "day")
	}
	return text
}

// DriftOf counts the moves of drift that are shown as one.
func DriftOf(n int) string { return "Drift of " + Count(n, "action") }

// OtherChanges counts changes that a filter leaves out.
func OtherChanges(n int) string {
	return Count(n, "other change") + ", not listed because of the filters"
}

// OtherDays counts days whose changes a filter leaves out, beside the days that
// are listed.
func OtherDays(n, listed int) string {
	what := "other day"
	if listed == 0 {
		what = "day"
	}
	return Count(n, what) + " with changes not listed because of the filters."
}

// MoreMoves counts changes of a day that are not listed one by one.
func MoreMoves(n int) string { return Count(n, "more change") }

// PointsOfSum is how many points changes that are shown as one moved.
func (w Words) PointsOfSum(s score.Sum) string {
	if s.Points == 1 || s.Points == -1 {
		return w.SignedPoints(s.Points) + " point"
	}
	return w.SignedPoints(s.Points) + " points"
}

// MoveRemarks are what a list of the history says of a change under its title:
// product, category, what the list has no column for, status, former names, and
// who set the status.
func (w Words) MoveRemarks(c score.Change, more ...string) []string {
	parts := append([]string{score.ProductName(c.Service), c.Category}, more...)
	if c.Has(score.StatusChanged) && c.Before.Status != c.After.Status {
		parts = append(parts, StatusName(c.Before.Status)+" → "+StatusName(c.After.Status))
	}
	parts = append(parts, FormerNames(c), w.DecidedBy(c))
	var known []string
	for _, part := range parts {
		if part = plaintext.Drawable(part); part != "" {
			known = append(known, part)
		}
	}
	return known
}

// UnknownCategories says that filters match nothing because no action has these
// categories.
func UnknownCategories(names []string) string { return "no action has the category " + quoted(names) }

// UnknownServices is UnknownCategories for products.
func UnknownServices(names []string) string { return "no action is of the product " + quoted(names) }

// UnknownAction says that an action was never in the score.
func (w Words) UnknownAction(id string, first, last score.Date) string {
	return "no action " + plaintext.Clip(id, 120) + " is in the score between " + w.LongDate(first) + " and " +
		w.LongDate(last)
}

func quoted(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = "“" + plaintext.Clip(name, 120) + "”"
	}
	return strings.Join(list, " or ")
}

// MoreHistory says how much of a history an answer leaves out.
func MoreHistory(days, changes int) string {
	return "and " + Count(days, "earlier day") + " with " + Count(changes, "change") +
		": `/securescore report html` lists the last " + Count(report.HistoryDays, "day") +
		", `securescore history` in a terminal all."
}
