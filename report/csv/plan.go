package csv

import (
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// planRow is one step of a plan.
type planRow struct {
	score.Step
	number int
}

// Plan writes the steps of a plan.
func Plan(p score.Plan) ([]byte, error) {
	var rows []planRow
	for i, s := range p.Steps {
		rows = append(rows, planRow{s, i + 1})
	}
	return written(planColumns, rows)
}

var planColumns = []column[planRow]{
	{"step", func(r planRow) string { return strconv.Itoa(r.number) }},
	{"id", func(r planRow) string { return textOf(r.Control.ID) }},
	{"title", func(r planRow) string { return textOf(r.Control.Title) }},
	{"product", func(r planRow) string { return textOf(score.ProductName(r.Control.Service)) }},
	{"category", func(r planRow) string { return textOf(r.Control.Category) }},
	{"points", func(r planRow) string { return numberOf(r.Gain) }},
	{"cost", func(r planRow) string { return words.English.LevelName(r.Control.Cost) }},
	{"user impact", func(r planRow) string { return words.English.LevelName(r.Control.UserImpact) }},
	{"status", func(r planRow) string { return textOf(words.English.StatusName(r.Control.Status())) }},
	{"effort", func(r planRow) string { return strconv.Itoa(r.Effort) }},
	{"percent after", func(r planRow) string { return numberOf(r.Percent) }},
	{"portal url", func(r planRow) string { return textOf(report.ActionURL(r.Control.ID)) }},
	{"task", func(r planRow) string { return strconv.Itoa(r.Task) }},
}
