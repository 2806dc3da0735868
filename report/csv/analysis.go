package csv

import (
	"strconv"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Changes writes the changes by cause. An action whose worth Microsoft changed
// and that the tenant changed too has a row for each cause; all effects and the
// row "unattributed" add up to the change of the score.
func Changes(a score.Account) ([]byte, error) {
	rows := [][]string{{
		"cause", "id", "title", "product", "category", "points before", "points after", "max before", "max after",
		"status before", "status after", "effect", "declared", "renamed from", "moved from",
	}}
	for _, g := range a.ByCause() {
		for _, c := range g.Changes {
			rows = append(rows, []string{
				string(g.Cause), textOf(c.ID), textOf(c.Title), textOf(score.ProductName(c.Service)),
				textOf(c.Category),
				standingOf(c.Before, c.Before.Points, true), standingOf(c.After, c.After.Points, true),
				standingOf(c.Before, c.Before.Max, c.Before.MaxKnown),
				standingOf(c.After, c.After.Max, c.After.MaxKnown),
				statusOf(c.Before), statusOf(c.After), numberOf(c.Effect), yesNo(c.Declared), textOf(c.RenamedFrom),
				textOf(c.MovedFrom),
			})
		}
	}
	if a.Unattributed != 0 {
		row := make([]string, len(rows[0]))
		row[0], row[11] = "unattributed", numberOf(a.Unattributed)
		rows = append(rows, row)
	}
	return tableOf(rows)
}

func standingOf(s score.Standing, x float64, known bool) string {
	if !s.Scored || !known {
		return ""
	}
	return numberOf(x)
}

func statusOf(s score.Standing) string {
	if !s.Scored {
		return ""
	}
	return textOf(words.StatusName(s.Status))
}

// Trend writes the days of a trend, a row a day. A cell is empty where the
// value of that day was not kept.
func Trend(t score.Trend) ([]byte, error) {
	rows := [][]string{{
		"date", "points", "max", "percent", "average of 7 days", "all tenants", "similar size", "controls",
		"earned", "declared", "accepted risk", "open", "gained", "lost", "added", "retired", "drift",
	}}
	for i, d := range t.Days {
		row := []string{
			string(d.Date), numberOf(d.Current), numberOf(d.Max), numberOf(d.Percent()), numberOf(t.Average[i]),
			numberOf(d.AllTenants), numberOf(d.Similar), "", "", "", "", "", "", "", "", "", "",
		}
		if d.Controls > 0 {
			row[7] = strconv.Itoa(d.Controls)
		}
		if s := d.Split; s.Known {
			row[8], row[9] = numberOf(s.Earned), numberOf(s.Declared)
			row[10], row[11] = numberOf(s.Accepted), numberOf(s.Open)
		}
		if m := d.Moves; m.Since != "" {
			row[12], row[13] = numberOf(m.Gained), numberOf(m.Lost)
			row[14], row[15], row[16] = strconv.Itoa(m.Added), strconv.Itoa(m.Retired), numberOf(m.Drift)
		}
		rows = append(rows, row)
	}
	return tableOf(rows)
}

// Plan writes the steps of a plan.
func Plan(p score.Plan) ([]byte, error) {
	rows := [][]string{{
		"step", "id", "title", "product", "category", "points", "cost", "user impact", "status", "effort",
		"percent after", "portal url",
	}}
	for i, s := range p.Steps {
		c := s.Control
		rows = append(rows, []string{
			strconv.Itoa(i + 1), textOf(c.ID), textOf(c.Title), textOf(score.ProductName(c.Service)),
			textOf(c.Category), numberOf(s.Gain),
			words.LevelName(c.Cost), words.LevelName(c.UserImpact), textOf(words.StatusName(c.Status())),
			strconv.Itoa(s.Effort), numberOf(s.Percent),
			textOf(report.ActionURL(c.ID)),
		})
	}
	return tableOf(rows)
}
