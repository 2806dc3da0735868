package report

import (
	"strconv"

	"secure-score-reporter/internal/score"
)

// ChangesCSV writes an account's changes by cause, in the form of CSV. A
// re-pointed action that the tenant also changed has a row for each cause; all
// effects and the row of what is unattributed add up to the account.
func ChangesCSV(a score.Account) ([]byte, error) {
	rows := [][]string{{
		"cause", "id", "title", "product", "category", "points before", "points after", "max before", "max after",
		"status before", "status after", "effect", "declared", "renamed from", "moved from",
	}}
	for _, g := range a.ByCause() {
		for _, c := range g.Changes {
			rows = append(rows, []string{
				string(g.Cause), csvText(c.ID), csvText(c.Title), csvText(score.ProductName(c.Service)), csvText(c.Category),
				csvStanding(c.Before, c.Before.Points, true), csvStanding(c.After, c.After.Points, true),
				csvStanding(c.Before, c.Before.Max, c.Before.MaxKnown), csvStanding(c.After, c.After.Max, c.After.MaxKnown),
				csvStatus(c.Before), csvStatus(c.After), csvNumber(c.Effect), csvYes(c.Declared), csvText(c.RenamedFrom), csvText(c.MovedFrom),
			})
		}
	}
	if a.Unattributed != 0 {
		row := make([]string, len(rows[0]))
		row[0], row[11] = "unattributed", csvNumber(a.Unattributed)
		rows = append(rows, row)
	}
	return csvTable(rows)
}

func csvStanding(s score.Standing, x float64, known bool) string {
	if !s.Scored || !known {
		return ""
	}
	return csvNumber(x)
}

func csvStatus(s score.Standing) string {
	if !s.Scored {
		return ""
	}
	return csvText(StatusName(s.Status))
}

// TrendCSV writes the days of a trend in the form of CSV, a row a day. What was
// not kept of a day is empty.
func TrendCSV(t score.Trend) ([]byte, error) {
	rows := [][]string{{
		"date", "points", "max", "percent", "average of 7 days", "all tenants", "similar size", "controls",
		"earned", "declared", "accepted risk", "open", "gained", "lost", "added", "retired",
	}}
	for i, d := range t.Days {
		row := []string{
			string(d.Date), csvNumber(d.Current), csvNumber(d.Max), csvNumber(d.Percent()), csvNumber(t.Average[i]),
			csvNumber(d.AllTenants), csvNumber(d.Similar), "", "", "", "", "", "", "", "", "",
		}
		if d.Controls > 0 {
			row[7] = strconv.Itoa(d.Controls)
		}
		if s := d.Split; s.Known {
			row[8], row[9], row[10], row[11] = csvNumber(s.Earned), csvNumber(s.Declared), csvNumber(s.Accepted), csvNumber(s.Open)
		}
		if m := d.Moves; m.Since != "" {
			row[12], row[13], row[14], row[15] = csvNumber(m.Gained), csvNumber(m.Lost), strconv.Itoa(m.Added), strconv.Itoa(m.Retired)
		}
		rows = append(rows, row)
	}
	return csvTable(rows)
}

// PlanCSV writes the steps of a plan in the form of CSV.
func PlanCSV(p score.Plan) ([]byte, error) {
	rows := [][]string{{
		"step", "id", "title", "product", "category", "points", "cost", "user impact", "status", "effort", "percent after", "portal url",
	}}
	for i, s := range p.Steps {
		c := s.Control
		rows = append(rows, []string{
			strconv.Itoa(i + 1), csvText(c.ID), csvText(c.Title), csvText(score.ProductName(c.Service)), csvText(c.Category), csvNumber(s.Gain),
			LevelName(c.Cost), LevelName(c.UserImpact), csvText(StatusName(c.Status())), strconv.Itoa(s.Effort), csvNumber(s.Percent),
			csvText(ActionURL(c.ID)),
		})
	}
	return csvTable(rows)
}
