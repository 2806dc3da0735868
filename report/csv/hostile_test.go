package csv

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

func TestHostileText(t *testing.T) {
	m := report.Build(reporttest.Hostile())
	plan, err := Plan(*m.Analysis.Plan)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := Changes(m.Account)
	if err != nil {
		t.Fatal(err)
	}
	actions, err := Actions(m)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"actions": actions, "changes": changes, "plan": plan} {
		data, found := bytes.CutPrefix(data, []byte("\ufeff"))
		if !found {
			t.Errorf("%s: no byte order mark", name)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || len(rows) < 3 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		for _, row := range rows[1:] {
			for i, cell := range row {
				reporttest.CheckCharacters(t, cell)
				number := strings.Trim(cell, "-0123456789.") == ""
				if cell != "" && !number && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s: %s is a formula: %.40q", name, rows[0][i], cell)
				}
			}
		}
	}
}
