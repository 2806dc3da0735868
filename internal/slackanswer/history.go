package slackanswer

import (
	"fmt"
	"strings"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// What a history shows at most. Days are listed as long as there is room.
const (
	maxHistory = 40 // lines; the last day may have more
	maxMoves   = 8  // changes of one day
)

// History is what moved the score, day by day.
func History(h job.History) string {
	w := words.In(h.Tenant.Locale)
	warnings := strings.Join(append([]string{""}, notes(w, h.Warnings, w.MoreWarnings)...), "\n")
	if len(h.Days) == 0 {
		return bold(h.Tenant.Name) + " " + w.Text(words.NoScoreInPeriod) + warnings
	}
	first, last := h.Days[0].Before, h.Days[len(h.Days)-1].After
	if first.Date == "" {
		first = h.Days[0].After
	}
	lines := []string{
		bold(h.Tenant.Name) + " " + w.ScoreFromTo(first.Percent(), first.Date, last.Percent(), last.Date),
		w.HistorySum(h.Days),
	}
	room := maxText - restOfText - len(warnings) - len(strings.Join(lines, "\n"))
	days, changes := 0, 0
	for _, span := range report.Spans(report.HistoryFilter{}.Apply(h.Days)) {
		if span.Quiet > 0 {
			continue
		}
		day := strings.Join(historyDay(w, span.Day), "\n")
		if days > 0 || len(lines) >= maxHistory || len(day)+1 > room {
			days, changes = days+1, changes+len(span.Day.Changes)
			continue
		}
		room -= len(day) + 1
		lines = append(lines, strings.Split(day, "\n")...)
	}
	if days > 0 {
		lines = append(lines, "… "+w.MoreHistory(days, changes))
	}
	return strings.Join(lines, "\n") + warnings
}

// historyDay is one day of the history.
func historyDay(w words.Words, d report.FilteredDay) []string {
	head := "*" + w.LongDate(d.After.Date) + "* " + w.Percent(d.After.Percent())
	if d.Before.Date != "" {
		head += " (" + w.PP(d.Percent) + ")"
	}
	lines := []string{strings.Join(append([]string{head}, w.DayNotes(d.HistoryDay)...), " · ")}
	list := d.Lines(report.HistoryFilter{}, maxMoves)
	for _, c := range list.Moves {
		lines = append(lines, fmt.Sprintf("• %s  %s (%s)%s", w.PP(c.Effect), title(w, c.Title, c.ID),
			mrkdwn.Plain(score.ProductName(c.Service), longWord), w.Colon(w.CauseWithin(c.Cause()))))
		if by := w.DecidedBy(c); by != "" {
			lines[len(lines)-1] += ", " + mrkdwn.Plain(by, longName)
		}
	}
	for _, sum := range []struct {
		text   string
		effect float64
		shown  bool
	}{
		{w.MoreMoves(list.More.Changes), list.More.Effect, list.More.Changes > 0},
		{w.DriftOf(list.Drift.Changes), list.Drift.Effect, list.Drift.Changes > 0},
		{w.Text(words.LabelUnattributed), list.Unattributed, list.Unattributed != 0},
	} {
		if sum.shown {
			lines = append(lines, fmt.Sprintf("• %s  %s", w.PP(sum.effect), sum.text))
		}
	}
	return lines
}
