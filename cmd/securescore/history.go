package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/words"
)

type historyCommand struct {
	table
	Period   string
	Until    string
	Control  string
	Category []string
	Service  []string
	Cause    []string
}

func (c *historyCommand) flags(f *flagSet) {
	c.table.flags(f)
	f.argument(&c.Period, "period", "How many days back, such as P7D or P3M, counted with the last day, or the first day as a date. Default: "+string(job.HistoryPeriod)+".")
	f.argument(&c.Until, "until", "The last day, as a date. Default: the newest score, as Microsoft reports it now.")
	f.text(&c.Control, "control", "ID", "", "One action's own history, by Microsoft's id: its points over time and each change.")
	f.texts(&c.Category, "category", "NAME", "Only changes in these categories.")
	f.texts(&c.Service, "service", "NAME", "Only changes of these products, by name or by Microsoft's code.")
	f.texts(&c.Cause, "cause", "CAUSE", "Only changes with these causes: "+causeNames()+".")
}

func (c *historyCommand) Help() string {
	return `Lists everything that moved the score, the newest day first. The effects of a day
and what no action explains add up to the day's change. With filters each day
keeps its change and says what they leave out. Drift is one line for a day; JSON
and CSV have each of its moves. A day without a score is counted with the next.`
}

func (c *historyCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	filter, query, err := c.read()
	if err != nil {
		return wrongError{err}
	}
	j, t, err := c.open(ctx, cli, p)
	if err != nil {
		return err
	}
	h, err := j.History(ctx, t, query)
	if err != nil {
		return err
	}
	filter.Controls = h.IDs
	if err := cli.printNotes(p, words.In(h.Tenant.Locale), append(h.Warnings, filterNotes(h, filter)...)); err != nil {
		return err
	}
	days := filter.Apply(h.Days)
	return c.print(p, printing{
		json: historyResultOf(h, days),
		csv:  func() ([]byte, error) { return csv.History(days) },
		text: func(out *screen) { historyText(out, h, filter, days) },
	})
}

// read reads the arguments and flags.
func (c *historyCommand) read() (f report.HistoryFilter, q job.HistoryQuery, err error) {
	if _, err = periodOf("PERIOD", c.Period); err != nil {
		return f, q, err
	}
	q = job.HistoryQuery{Period: event.Period(c.Period), Control: strings.TrimSpace(c.Control)}
	if c.Until != "" {
		if q.Until, err = score.ParseDate(c.Until); err != nil {
			return f, q, fmt.Errorf("UNTIL: %w", err)
		}
	}
	f = report.HistoryFilter{Categories: c.Category, Services: c.Service}
	for _, name := range c.Cause {
		cause := score.Cause(score.Fold(name))
		if !slices.Contains(score.Causes(), cause) {
			return f, q, fmt.Errorf("--cause: %q is not a cause; use %s", name, causeNames())
		}
		f.Causes = append(f.Causes, cause)
	}
	return f, q, q.Check()
}

// causeNames are all causes, as the command takes them.
func causeNames() string {
	var names []string
	for _, cause := range score.Causes() {
		names = append(names, string(cause))
	}
	return strings.Join(names, ", ")
}

// filterNotes say which values of the filter match nothing that there is.
func filterNotes(h job.History, f report.HistoryFilter) (notes []string) {
	w := words.In(h.Tenant.Locale)
	categories, services := f.Unmatched(h.Newest.Controls, h.Days)
	if len(categories) > 0 {
		notes = append(notes, w.UnknownCategories(categories))
	}
	if len(services) > 0 {
		notes = append(notes, w.UnknownServices(services))
	}
	if len(h.IDs) > 0 && h.Standings == nil {
		notes = append(notes, w.UnknownAction(h.Control, h.First, h.Last))
	}
	return notes
}

// historyText is the history for a terminal.
func historyText(out *screen, h job.History, f report.HistoryFilter, days []report.FilteredDay) {
	w := words.In(h.Tenant.Locale)
	name := out.bold(plain(h.Tenant.Name))
	if len(days) == 0 {
		out.line("%s%s", name, w.Colon(w.Text(words.NoScoreInPeriod)))
		return
	}
	first, last := days[0], days[len(days)-1]
	from := first.Before
	if from.Date == "" {
		from = first.After
	}
	out.line("%s", name)
	if from.Date == last.After.Date {
		out.text(w.On(from.Percent(), from.Date))
	} else {
		out.text(w.ScoreFromTo(from.Percent(), from.Date, last.After.Percent(), last.After.Date))
		out.text(w.HistorySum(h.Days))
		out.text(w.Text(words.DiffNote))
	}
	if h.Standings != nil {
		actionText(out, w, h)
	}
	others, listed := 0, 0
	for _, span := range report.Spans(days) {
		switch {
		case f.Empty() && span.Quiet > 0:
			out.line("")
			out.text(w.QuietDays(span))
		case !f.Empty() && len(span.Day.Shown) == 0:
			others += min(1, len(span.Day.Changes))
		default:
			dayText(out, w, f, span.Day)
			listed++
		}
	}
	if others > 0 {
		out.line("")
		out.text(w.OtherDays(others, listed))
	}
}

// dayText is one day: its change, and below it each change of an action.
func dayText(out *screen, w words.Words, f report.HistoryFilter, d report.FilteredDay) {
	head := out.bold(w.LongDate(d.After.Date)) + "  " + w.Percent(d.After.Percent())
	if d.Before.Date != "" {
		head += "  " + out.signed(d.Percent, w.PP(d.Percent))
	}
	out.line("\n%s", head)
	for _, note := range w.DayNotes(d.HistoryDay) {
		out.text(note)
	}
	widths := []int{7, -18}
	effect := func(x float64) string { return out.signed(x, w.SignedHundredths(x)) }
	lines := d.Lines(f, 0)
	for _, c := range lines.Moves {
		out.row(widths, []string{effect(c.Effect), moved(w, c)}, w.Title(score.Control{Title: c.Title, ID: c.ID}),
			strings.Join(w.MoveRemarks(c, w.CauseName(c.Cause())), " · "))
	}
	if s := lines.Drift; s.Changes > 0 {
		out.row(widths, []string{effect(s.Effect), w.PointsMovedBy(s.Points)}, w.DriftOf(s.Changes))
	}
	if lines.Unattributed != 0 {
		out.row(widths, []string{effect(lines.Unattributed), ""}, w.Text(words.LabelUnattributed))
	}
	if s := lines.Other; s.Changes > 0 {
		out.row(widths, []string{effect(s.Effect), w.PointsMovedBy(s.Points)}, w.OtherChanges(s.Changes))
	}
}

// actionText is one action, and how it stood over time.
func actionText(out *screen, w words.Words, h job.History) {
	c := h.Action
	out.line("")
	for _, line := range wrap(w.Title(c), out.width) {
		out.line("%s", out.bold(line))
	}
	out.text(strings.Join([]string{score.ProductName(c.Service), c.Category, c.ID}, " · "))
	out.heading(w.Text(words.PointsByDay))
	for _, s := range slices.Backward(stretches(h.Standings)) {
		dates := string(s.first)
		if s.last != s.first {
			dates += " – " + string(s.last)
		}
		points, status := "–", w.Text(words.NotScored)
		if s.Scored {
			points, status = pointsOf(w, s.Standing), ""
			if !s.Thin {
				status = w.StatusName(s.Status)
			}
		}
		out.row([]int{-23, -9}, []string{dates, points}, status)
	}
}

// stretch is days on which an action stood the same.
type stretch struct {
	score.ActionDay
	first, last score.Date
}

func stretches(days []score.ActionDay) (list []stretch) {
	for _, d := range days {
		if n := len(list) - 1; n >= 0 && list[n].Standing == d.Standing && list[n].Thin == d.Thin {
			list[n].last = d.Date
			continue
		}
		list = append(list, stretch{d, d.Date, d.Date})
	}
	return list
}
