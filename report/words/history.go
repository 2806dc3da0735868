package words

import (
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The history, day by day.
const (
	HistoryTitle Text = "history.title"
	PointsByDay  Text = "history.pointsByDay"
	NoHistory    Text = "history.noHistory"
	// LabelDayAndCause heads the days, and below each the causes of its changes.
	LabelDayAndCause Text = "label.dayAndCause"

	// UntilFirstDay stands at the first day of the history.
	UntilFirstDay Text = "history.untilFirstDay"
	// ScoreOnlyDay stands at a day of which nothing but the score is known.
	ScoreOnlyDay Text = "history.scoreOnlyDay"

	HistoryFilterLabel       Text = "history.filterLabel"
	HistoryFilterPlaceholder Text = "history.filterPlaceholder"
	HistoryFilterFrom        Text = "history.filterFrom"
	HistoryFilterTo          Text = "history.filterTo"

	// HistoryNone, HistoryAll and HistorySome say what the filters let through.
	// The page's script puts numbers in place of {n} and {all}.
	HistoryNone Text = "history.none"
	HistoryAll  Text = "history.all"
	HistorySome Text = "history.some"
)

// HistoryIntro says what the history of a report shows.
func (w Words) HistoryIntro(days int) string {
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
	return text + ", together " + w.SignedHundredths(change) + " " + w.Text(PercentagePoints) + "."
}

// DayNotes say what is special about a day: since when its change counts, with
// what its actions are compared, and what is not known of it.
func (w Words) DayNotes(d score.HistoryDay) []string {
	var notes []string
	missing := d.Missing()
	if d.Before.Date == "" {
		notes = append(notes, w.Text(UntilFirstDay))
	}
	if len(missing) > 0 {
		notes = append(notes, "Counted since "+w.LongDate(d.Before.Date)+": no score on "+w.days(missing)+".")
	}
	if d.HeadlineOnly {
		notes = append(notes, w.Text(ScoreOnlyDay))
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
func (w Words) DriftOf(n int) string { return "Drift of " + Count(n, "action") }

// OtherChanges counts changes that a filter leaves out.
func (w Words) OtherChanges(n int) string {
	return Count(n, "other change") + ", not listed because of the filters"
}

// OtherDays counts days whose changes a filter leaves out, beside the days that
// are listed.
func (w Words) OtherDays(n, listed int) string {
	what := "other day"
	if listed == 0 {
		what = "day"
	}
	return Count(n, what) + " with changes not listed because of the filters."
}

// MoreMoves counts changes of a day that are not listed one by one.
func (w Words) MoreMoves(n int) string { return Count(n, "more change") }

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
		parts = append(parts, w.StatusName(c.Before.Status)+" → "+w.StatusName(c.After.Status))
	}
	parts = append(parts, w.FormerNames(c), w.DecidedBy(c))
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
func (w Words) UnknownCategories(names []string) string {
	return "no action has the category " + w.quoted(names)
}

// UnknownServices is UnknownCategories for products.
func (w Words) UnknownServices(names []string) string {
	return "no action is of the product " + w.quoted(names)
}

// UnknownAction says that an action was never in the score.
func (w Words) UnknownAction(id string, first, last score.Date) string {
	return "no action " + plaintext.Clip(id, 120) + " is in the score between " + w.LongDate(first) + " and " +
		w.LongDate(last)
}

func (w Words) quoted(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = "“" + plaintext.Clip(name, 120) + "”"
	}
	return strings.Join(list, " or ")
}

// MoreHistory says how much of a history an answer leaves out.
func (w Words) MoreHistory(days, changes int) string {
	return "and " + Count(days, "earlier day") + " with " + Count(changes, "change") +
		": `/securescore report html` lists the last " + Count(report.HistoryDays, "day") +
		", `securescore history` in a terminal all."
}
