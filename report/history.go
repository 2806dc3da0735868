package report

import (
	"slices"

	"secure-score-reporter/internal/score"
)

// HistoryFilter narrows the changes of a history; never the days and what they
// moved. Within a field any of the values matches, in all of the fields that
// have some. The zero value lets every change through.
type HistoryFilter struct {
	Controls   []string // ids, ignoring case
	Categories []string // ignoring case
	Services   []string // today's names of the products, or Microsoft's codes, ignoring case
	Causes     []score.Cause
}

// Empty says whether the filter lets everything through.
func (f HistoryFilter) Empty() bool {
	return len(f.Controls) == 0 && len(f.Categories) == 0 && len(f.Services) == 0 && len(f.Causes) == 0
}

// FilteredDay is a day of the history with the changes that a filter lets
// through.
type FilteredDay struct {
	score.HistoryDay
	Shown  []score.Change
	Hidden score.Sum // of the other changes; together with Shown and Unattributed they are Percent
}

// Apply filters the changes of each day. An empty filter copies none of them:
// a long history has many.
func (f HistoryFilter) Apply(days []score.HistoryDay) []FilteredDay {
	list := make([]FilteredDay, len(days))
	for i, d := range days {
		list[i].HistoryDay = d
		if f.Empty() {
			list[i].Shown = d.Changes
			continue
		}
		var hidden []score.Change
		for _, c := range d.Changes {
			if f.matches(c) {
				list[i].Shown = append(list[i].Shown, c)
			} else {
				hidden = append(hidden, c)
			}
		}
		list[i].Hidden = score.SumOf(hidden)
	}
	return list
}

// HistoryBeside is the history beside a list of what changed: of the days in
// the compared period, Shown has only the actions that the list does not name,
// and drift.
func (m Model) HistoryBeside(list []score.Change) []FilteredDay {
	days := HistoryFilter{}.Apply(m.History)
	if m.Since == nil {
		return days
	}
	listed := make(map[string]bool, len(list))
	for _, c := range list {
		if c.IsDrift() {
			continue // it may have moved further, and back
		}
		listed[score.Fold(c.ID)], listed[score.Fold(c.RenamedFrom)] = true, true
	}
	for i, d := range days {
		if d.After.Date <= m.Since.Date {
			continue
		}
		var hidden []score.Change
		days[i].Shown = nil
		for _, c := range d.Changes {
			if listed[score.Fold(c.ID)] && !c.IsDrift() {
				hidden = append(hidden, c)
			} else {
				days[i].Shown = append(days[i].Shown, c)
			}
		}
		days[i].Hidden = score.SumOf(hidden)
	}
	return days
}

func (f HistoryFilter) matches(c score.Change) bool {
	return anyOf(f.Controls, c.ID, c.RenamedFrom) && anyOf(f.Categories, c.Category) &&
		anyOf(f.Services, c.Service, score.ProductName(c.Service)) &&
		(len(f.Causes) == 0 || slices.Contains(f.Causes, c.Cause()))
}

// Unmatched are the categories and services of the filter that none of these
// actions and changes has: it may be that they are misspelt.
func (f HistoryFilter) Unmatched(now []score.Control, days []score.HistoryDay) (categories, services []string) {
	var hadCategories, hadServices []string
	add := func(category, service string) {
		hadCategories = append(hadCategories, category)
		hadServices = append(hadServices, service, score.ProductName(service))
	}
	for _, c := range now {
		add(c.Category, c.Service)
	}
	for _, d := range days {
		for _, c := range d.Changes {
			add(c.Category, c.Service)
		}
	}
	lacks := func(wanted, had []string) []string {
		return slices.DeleteFunc(slices.Clone(wanted), func(w string) bool { return isOneOf(w, had) })
	}
	return lacks(f.Categories, hadCategories), lacks(f.Services, hadServices)
}

// anyOf says whether one of the wanted names is among those that a change has;
// no names want everything.
func anyOf(wanted []string, has ...string) bool {
	if len(wanted) == 0 {
		return true
	}
	return slices.ContainsFunc(has, func(h string) bool { return h != "" && isOneOf(h, wanted) })
}

func isOneOf(name string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return score.Fold(n) == score.Fold(name) })
}

// DayLines is a day as a list shows it: one line for each change that is no
// drift, and one for each sum.
type DayLines struct {
	Moves              []score.Change
	More, Drift, Other score.Sum // moves that have no room, drift, what a filter left out
	Unattributed       float64   // percentage points; all lines together are the day's change
}

// Lines are the lines of the day with at most so many moves; 0 for all. Where
// the filter names actions or causes, each move of drift has its line.
func (d FilteredDay) Lines(f HistoryFilter, most int) DayLines {
	lines := DayLines{Moves: d.Shown, Other: d.Hidden, Unattributed: d.Unattributed}
	if len(f.Controls) == 0 && len(f.Causes) == 0 {
		var drift []score.Change
		lines.Moves, drift = score.HistoryDay{Account: score.Account{Changes: d.Shown}}.Drift()
		lines.Drift = score.SumOf(drift)
	}
	if most > 0 && len(lines.Moves) > most {
		lines.More = score.SumOf(lines.Moves[most:])
		lines.Moves = lines.Moves[:most]
	}
	return lines
}

// Span is days that follow each other in a history, newest first: one day on
// which something happened, or all those between two of them.
type Span struct {
	Day         FilteredDay // where something happened
	Quiet       int         // else: days on which nothing did
	First, Last score.Date
	Missing     int // days without a score; quiet ones are from First to Last
}

// Spans are the days newest first, with the quiet ones put together. The days
// are oldest first. The first day of a history is never quiet.
func Spans(days []FilteredDay) []Span {
	var spans []Span
	for _, d := range slices.Backward(days) {
		missing := len(d.Missing())
		last := len(spans) - 1
		switch quiet := d.Quiet() && d.Before.Date != "" && !d.HeadlineOnly; {
		case quiet && last >= 0 && spans[last].Quiet > 0:
			spans[last].Quiet++
			spans[last].First = firstOf(d)
			spans[last].Missing += missing
		case quiet:
			spans = append(spans, Span{Quiet: 1, First: firstOf(d), Last: d.After.Date, Missing: missing})
		default:
			spans = append(spans, Span{Day: d, First: d.After.Date, Last: d.After.Date, Missing: missing})
		}
	}
	return spans
}

// firstOf is the first day that the change of a day is of: the day itself, or
// the first without a score before it.
func firstOf(d FilteredDay) score.Date {
	if missing := d.Missing(); len(missing) > 0 {
		return missing[0]
	}
	return d.After.Date
}
