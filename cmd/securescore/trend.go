package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/period"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/words"
)

type trendCommand struct {
	table
	Period string
}

func (c *trendCommand) flags(f *flagSet) {
	c.table.flags(f)
	f.text(&c.Period, "period", "PERIOD", "P90D", "How far back: a duration like P90D, or the first day. Days that Microsoft no longer keeps come from the store.")
}

func (c *trendCommand) Help() string {
	return `Each mark is the score of one day, or the mean of the days that share a column.
A day without a score leaves a gap. The second chart has the averages of other
organisations, with an axis of its own. Points achieved and regressed are those of
your own actions. Drift does not count, nor do points that moved because
Microsoft changed what an action is worth.`
}

// trendResult is a trend in JSON; null means unknown.
type trendResult struct {
	Tenant  string       `json:"tenant"`
	Days    []dayResult  `json:"days"`
	Missing []score.Date `json:"missingDays"`
	Weeks   []weekResult `json:"weeks"`
	Goal    any          `json:"goal"`
}

type dayResult struct {
	Date       score.Date `json:"date"`
	Current    float64    `json:"current"`
	Max        float64    `json:"max"`
	Percent    float64    `json:"percent"`
	Average    *float64   `json:"average7"`
	AllTenants *float64   `json:"allTenants"`
	Similar    *float64   `json:"similar"`
	Controls   *int       `json:"controls"`
	splitResult
}

// splitResult is where the points of a day are; null where that was not kept.
// The six are the maximum, as in a run's result.
type splitResult struct {
	Earned        *float64 `json:"earned"`
	Declared      *float64 `json:"declared"`
	Accepted      *float64 `json:"acceptedRisk"`
	Open          *float64 `json:"open"`
	Difference    *float64 `json:"difference"`
	MaxDifference *float64 `json:"maxDifference"`
}

func splitOf(d score.Day) splitResult {
	if !d.Split.Known {
		return splitResult{}
	}
	s, beside := d.Split, d.Split.Difference(d.Headline)
	return splitResult{&s.Earned, &s.Declared, &s.Accepted, &s.Open, &beside.Points, &beside.Missing}
}

type weekResult struct {
	Monday  score.Date `json:"monday"`
	Days    int        `json:"days"`
	Percent *float64   `json:"percent"`
	Max     *float64   `json:"max"`
	Gained  *float64   `json:"gained"`
	Lost    *float64   `json:"lost"`
	Drift   *float64   `json:"drift"`
	Added   *int       `json:"added"`
	Retired *int       `json:"retired"`
}

func (c *trendCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	first, err := c.first()
	if err != nil {
		return wrongError{fmt.Errorf("--period: %w", err)}
	}
	_, inspection, err := c.inspect(ctx, cli, p, job.Query{})
	if err != nil {
		return err
	}
	last := inspection.Snapshot.Date
	trend := score.TrendOf(inspection.Days, first(last), last)
	return c.print(p, printing{
		json: c.result(inspection, trend),
		csv:  func() ([]byte, error) { return csv.Trend(trend) },
		text: func(out *screen) { trendText(out, inspection.Model, trend) },
	})
}

func (c *trendCommand) first() (func(score.Date) score.Date, error) {
	if date, err := score.ParseDate(c.Period); err == nil {
		return func(score.Date) score.Date { return date }, nil
	}
	span, err := period.Parse(c.Period)
	if err == nil && span.IsZero() {
		err = errors.New("the duration is zero")
	}
	return func(last score.Date) score.Date { return score.DateOf(span.Before(last.Time())).AddDays(1) }, err
}

func (c *trendCommand) result(inspection job.Inspection, t score.Trend) trendResult {
	r := trendResult{Tenant: inspection.Model.Tenant,
		Days: []dayResult{}, Missing: append([]score.Date{}, t.Missing...), Weeks: []weekResult{}}
	if inspection.Result.Analysis != nil && inspection.Result.Analysis.Goal != nil {
		r.Goal = inspection.Result.Analysis.Goal
	}
	for i, d := range t.Days {
		day := dayResult{
			Date: d.Date, Percent: score.Hundredths(d.Percent()),
			Current: score.Hundredths(d.Current), Max: score.Hundredths(d.Max),
			Average: number(t.Average[i]), AllTenants: number(d.AllTenants), Similar: number(d.Similar),
			splitResult: splitOf(d),
		}
		if d.Controls > 0 {
			day.Controls = &d.Controls
		}
		r.Days = append(r.Days, day)
	}
	for _, w := range t.Weeks {
		week := weekResult{Monday: w.Monday, Days: w.Days, Percent: number(w.Percent)}
		if w.Days > 0 {
			week.Max = number(w.Max)
		}
		if w.Known {
			week.Gained, week.Lost, week.Drift, week.Added, week.Retired = &w.Gained, &w.Lost, &w.Drift, &w.Added, &w.Retired
		}
		r.Weeks = append(r.Weeks, week)
	}
	return r
}

func number(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	x = score.Hundredths(x)
	return &x
}

func trendText(out *screen, m report.Model, t score.Trend) {
	w := words.In(m.Locale)
	if len(t.Days) == 0 {
		out.line("%s%s", plain(m.Tenant), w.Colon(w.Text(words.NoScoreInPeriod)))
		return
	}
	first, last := t.Days[0], t.Days[len(t.Days)-1]
	out.titled(m.Tenant, w.Colon(w.ScoreFromTo(first.Percent(), first.Date, last.Percent(), last.Date)))
	out.line("")
	charts(out, w, t)
	if n := len(t.Missing); n > 0 {
		out.line("%s", w.DaysWithoutScore(n))
	}
	out.heading(w.Text(words.WeeksTitle))
	weeksTable(out, w, t.Weeks)
	out.line("")
	out.text(w.WeeksText(t.Weeks))
	if m.Analysis.Progress != nil {
		out.line("")
		out.text(w.Progress(*m.Analysis.Progress))
	}
}

// weeksTable leaves out columns for which a narrow terminal has no room.
func weeksTable(out *screen, w words.Words, weeks []score.Week) {
	widths := []int{-10, 4, 7, 6, 8, 9, 5, 7, 8} // together 80 columns
	rows := [][]string{{w.Text(words.HeadWeek), w.Text(words.HeadDays), w.Text(words.HeadScore), w.Text(words.HeadMaximum),
		w.Text(words.HeadAchieved), w.Text(words.HeadRegressed), w.Text(words.HeadAdded), w.Text(words.HeadRemoved),
		w.Text(words.HeadAccepted)}}
	for _, week := range weeks {
		cells := []string{string(week.Monday), strconv.Itoa(week.Days), "–", "–", "–", "–", "–", "–", "–"}
		if week.Days > 0 {
			cells[2], cells[3] = w.Percent(week.Percent), w.Points(week.Max)
		}
		if week.Known {
			cells[4], cells[5] = w.Points(week.Gained), w.Points(week.Lost)
			cells[6], cells[7] = strconv.Itoa(week.Added), strconv.Itoa(week.Retired)
		}
		if week.Split.Known {
			cells[8] = w.Points(week.Split.Accepted)
		}
		rows = append(rows, cells)
	}
	shown := []int{0, 1, 2, 3, 4, 5, 6, 7, 8}
	switch {
	case out.width < 56:
		shown = []int{0, 2, 4, 5}
	case out.width < columns:
		shown = []int{0, 1, 2, 4, 5, 8}
	}
	for _, cells := range rows {
		out.row(picked(widths, shown), picked(cells, shown))
	}
}

// picked are the elements at the places.
func picked[T any](list []T, places []int) (some []T) {
	for _, i := range places {
		some = append(some, list[i])
	}
	return some
}

// dayNumber counts the days since the first.
func dayNumber(first, day score.Date) int {
	return int(day.Time().Sub(first.Time()).Hours() / 24)
}
