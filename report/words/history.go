package words

import (
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
func (w Words) HistoryIntro(days int) string { return w.say("history.intro", "n", days) }

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
	return w.say("history.sum", "days", known, "moves", moves, "drifted", yesNo(drift > 0), "drift", drift,
		"change", w.signedHundredths(change))
}

// DayNotes say what is special about a day: since when its change counts, with
// what its actions are compared, and what is not known of it.
func (w Words) DayNotes(d score.HistoryDay) []string {
	var notes []string
	if d.Before.Date == "" {
		notes = append(notes, w.Text(UntilFirstDay))
	}
	if missing := d.Missing(); len(missing) > 0 {
		notes = append(notes, w.countedSince(d.Before.Date, missing))
	}
	if d.HeadlineOnly {
		notes = append(notes, w.Text(ScoreOnlyDay))
	}
	if d.Compared != "" && d.Compared != d.Before.Date {
		notes = append(notes,
			w.say("history.comparedWith", "day", w.LongDate(d.Compared), "before", w.LongDate(d.Before.Date)))
	}
	return notes
}

// countedSince says since when the change of a day counts, and that days which
// follow each other have no score.
func (w Words) countedSince(since score.Date, missing []score.Date) string {
	first, last := missing[0], missing[len(missing)-1]
	if first == last {
		return w.say("history.countedSince", "since", w.LongDate(since), "day", w.LongDate(first))
	}
	return w.say("history.countedSinceDays", "since", w.LongDate(since), "n", len(missing),
		"first", w.LongDate(first), "last", w.LongDate(last))
}

// QuietDays says that nothing happened on days that follow each other.
func (w Words) QuietDays(s report.Span) string {
	return w.say("history.quiet", "several", yesNo(s.First != s.Last), "first", w.LongDate(s.First),
		"last", w.LongDate(s.Last), "gaps", yesNo(s.Missing > 0), "missing", s.Missing)
}

// DriftOf counts the moves of drift that are shown as one.
func (w Words) DriftOf(n int) string { return w.say("history.driftOf", "n", n) }

// OtherChanges counts changes that a filter leaves out.
func (w Words) OtherChanges(n int) string { return w.say("history.otherChanges", "n", n) }

// OtherDays counts days whose changes a filter leaves out, beside the days that
// are listed.
func (w Words) OtherDays(n, listed int) string {
	if listed == 0 {
		return w.say("history.daysNotListed", "n", n)
	}
	return w.say("history.otherDays", "n", n)
}

// MoreMoves counts changes of a day that are not listed one by one.
func (w Words) MoreMoves(n int) string { return w.say("history.moreMoves", "n", n) }

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
	return w.say("history.unknownCategories", "names", w.anyQuoted(names))
}

// UnknownServices is UnknownCategories for products.
func (w Words) UnknownServices(names []string) string {
	return w.say("history.unknownServices", "names", w.anyQuoted(names))
}

// UnknownAction says that an action was never in the score.
func (w Words) UnknownAction(id string, first, last score.Date) string {
	return w.say("history.unknownAction", "action", plaintext.Clip(id, 120), "first", w.LongDate(first),
		"last", w.LongDate(last))
}

// anyQuoted is one of several names that somebody typed.
func (w Words) anyQuoted(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = w.quotation(plaintext.Clip(name, 120))
	}
	return w.alternatives(list)
}

// MoreHistory says how much of a history an answer leaves out.
func (w Words) MoreHistory(days, changes int) string {
	return w.say("history.more", "days", days, "changes", changes, "most", report.HistoryDays)
}
