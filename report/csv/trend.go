package csv

import (
	"strconv"

	"secure-score-reporter/internal/score"
)

// trendRow is one day of a trend.
type trendRow struct {
	score.Day
	average float64 // percent
}

// Trend writes the days of a trend, a row a day. A cell is empty where the
// value of that day was not kept.
func Trend(t score.Trend) ([]byte, error) {
	var rows []trendRow
	for i, d := range t.Days {
		rows = append(rows, trendRow{d, t.Average[i]})
	}
	return written(trendColumns, rows)
}

var trendColumns = []column[trendRow]{
	{"date", func(r trendRow) string { return string(r.Date) }},
	{"points", func(r trendRow) string { return numberOf(r.Current) }},
	{"max points", func(r trendRow) string { return numberOf(r.Max) }},
	{"percent", func(r trendRow) string { return numberOf(r.Percent()) }},
	{"average of 7 days (percent)", func(r trendRow) string { return numberOf(r.average) }},
	{"all organisations (percent)", func(r trendRow) string { return numberOf(r.AllTenants) }},
	{"similar size (percent)", func(r trendRow) string { return numberOf(r.Similar) }},
	{"actions", func(r trendRow) string {
		if r.Controls == 0 {
			return ""
		}
		return strconv.Itoa(r.Controls)
	}},
	{"points measured", func(r trendRow) string { return r.ofSplit(r.Split.Earned) }},
	{"points reported", func(r trendRow) string { return r.ofSplit(r.Split.Declared) }},
	{"points in accepted risks", func(r trendRow) string { return r.ofSplit(r.Split.Accepted) }},
	{"points open", func(r trendRow) string { return r.ofSplit(r.Split.Open) }},
	{"points achieved", func(r trendRow) string { return r.ofMoves(numberOf(r.Moves.Gained)) }},
	{"points regressed", func(r trendRow) string { return r.ofMoves(numberOf(r.Moves.Lost)) }},
	{"actions added", func(r trendRow) string { return r.ofMoves(strconv.Itoa(r.Moves.Added)) }},
	{"actions removed", func(r trendRow) string { return r.ofMoves(strconv.Itoa(r.Moves.Retired)) }},
	{"points drifted", func(r trendRow) string { return r.ofMoves(numberOf(r.Moves.Drift)) }},
	{"difference to the points", func(r trendRow) string { return r.ofSplit(r.difference().Points) }},
	{"difference to the max points", func(r trendRow) string { return r.ofSplit(r.difference().Missing) }},
}

func (r trendRow) difference() score.Difference { return r.Split.Difference(r.Headline) }

func (r trendRow) ofSplit(points float64) string {
	if !r.Split.Known {
		return ""
	}
	return numberOf(points)
}

func (r trendRow) ofMoves(cell string) string {
	if r.Moves.Since == "" {
		return ""
	}
	return cell
}
