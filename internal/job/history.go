package job

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// HistoryPeriod is how far back the history goes where nobody says.
const HistoryPeriod event.Period = "P30D"

// HistoryQuery says which days of the history to show.
type HistoryQuery struct {
	// Period is how far back, counted from the last day and with it, or the first
	// day; empty: HistoryPeriod.
	Period event.Period
	Until  score.Date // the last day; empty: the newest there is
	// Control is the id of an action whose standing is wanted of each day; empty
	// for none.
	Control string
}

// Check returns an error where the period is none, or ends before it begins.
func (q HistoryQuery) Check() error {
	if q.Period == "" {
		return nil
	}
	if first, err := score.ParseDate(string(q.Period)); err == nil && q.Until != "" && first > q.Until {
		return fmt.Errorf("the first day (%s) is after the last (%s)", first, q.Until)
	}
	return q.Period.Check()
}

// first is the first day of the period.
func (q HistoryQuery) first(last score.Date) (score.Date, error) {
	period := cmp.Or(q.Period, HistoryPeriod)
	if first, err := score.ParseDate(string(period)); err == nil {
		return first, nil
	}
	before, err := period.Start(last)
	return before.AddDays(1), err
}

// History is the answer to a HistoryQuery.
type History struct {
	Tenant      Tenant
	Control     string     // the id that was asked for
	First, Last score.Date // that were asked for
	Days        []score.HistoryDay
	Newest      score.Snapshot // the score as it was read, even if it is doubtful, or the stored one in its place
	// Action is the action that was asked for as it was last, and Standings how it
	// stood on each day; none where it never was in the score. IDs are its folded
	// ids, of which it has several where Microsoft raised the version.
	Action    score.Control
	Standings []score.ActionDay
	IDs       []string
	Warnings  []string // about the data
}

// History reads what moved the score, day by day. It stores nothing. The newest
// day is the score as Microsoft has it now, unless that cannot be read or
// believed. Where nothing is stored it uses the days that Microsoft keeps.
func (j *Job) History(ctx context.Context, t Tenant, q HistoryQuery) (History, error) {
	if err := q.Check(); err != nil {
		return History{}, err
	}
	found, err := t.find(ctx, q.Until, j.Now().UTC())
	if err != nil {
		return History{}, err
	}
	h := History{Tenant: t, Control: q.Control, Last: cmp.Or(q.Until, found.newest()), Newest: found.snapshot}
	if h.First, err = q.first(h.Last); err != nil {
		return History{}, err
	}
	var w warnings
	moves := score.History{Watch: q.Control}
	if err := t.history(ctx, found, [2]score.Date{h.First, h.Last}, &moves, &w); err != nil {
		return History{}, err
	}
	h.Days = moves.Since(h.First, h.Last)
	if q.Control != "" {
		h.IDs = moves.WatchedIDs()
		h.Action, h.Standings = moves.Action()
		h.Standings = slices.DeleteFunc(h.Standings, func(d score.ActionDay) bool { return d.Date < h.First })
	}
	h.Warnings = allUnnamed(found.gate.TenantID, slices.Concat(found.warnings, w))
	return h, nil
}

// newest is the newest day there is; that of the score where all is held back.
func (c collected) newest() score.Date {
	newest := c.snapshot.Date
	if days := c.daysWith(); len(days) > 0 {
		newest = days[len(days)-1]
	}
	return newest
}

// daysWith are days, and the one just read unless it is held back.
func (c collected) daysWith() []score.Date {
	days := c.days()
	if len(c.doubts) == 0 {
		days = append(days, c.snapshot.Date)
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// showsHistory says whether the report has a form that shows the history: the
// page, or the full edition of the PDF. It takes a read for each day.
func showsHistory(r event.Report, edition report.Edition) bool {
	return slices.Contains(r.Formats, event.HTML) || edition == report.Full && slices.Contains(r.Formats, event.PDF)
}

// recent is the history that a report shows.
func (t Tenant) recent(ctx context.Context, c collected, w *warnings) []score.HistoryDay {
	var moves score.History
	last := c.snapshot.Date
	first := last.AddDays(1 - report.HistoryDays)
	_ = t.history(ctx, c, [2]score.Date{first, last}, &moves, w) // without it the report is shorter
	return moves.Since(first, last)
}

// history adds the days of a span to moves, and before them those that the
// first is compared with. A day leaves the shelf when it is added: a long
// history would fill the memory.
func (t Tenant) history(
	ctx context.Context, c collected, span [2]score.Date, moves *score.History, w *warnings,
) error {
	days := c.daysWith()
	if len(c.doubts) == 0 {
		c.shelf[c.snapshot.Date] = &dayRead{snapshot: c.snapshot}
	}
	from, _ := slices.BinarySearch(days, span[0])
	to, _ := slices.BinarySearch(days, span[1].AddDays(1))
	from, to = t.whereKnown(ctx, c, days[:from], w), max(from, to)
	for chunk := range slices.Chunk(days[from:to], batch) {
		for _, s := range t.readable(ctx, c, chunk, w) {
			moves.Add(s)
		}
		for _, date := range chunk {
			delete(c.shelf, date)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// whereKnown is the place of the newest of these days whose actions are known;
// of the oldest that is looked at where none is.
func (t Tenant) whereKnown(ctx context.Context, c collected, days []score.Date, w *warnings) int {
	for i := range slices.Backward(days) {
		found := t.readable(ctx, c, days[i:i+1], w)
		if len(found) > 0 && !found[0].HeadlineOnly() || len(days)-i == mostHeadlines {
			return i
		}
	}
	return 0
}
