package csv

import (
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

func TestGolden(t *testing.T) {
	m := report.Build(reporttest.Sample())
	for name, draw := range map[string]func() ([]byte, error){
		"actions": func() ([]byte, error) { return Actions(m) },
		"changes": func() ([]byte, error) { return Changes(m.Account) },
		"trend":   func() ([]byte, error) { return Trend(m.Trend) },
		"plan":    func() ([]byte, error) { return Plan(*m.Analysis.Plan) },
	} {
		data, err := draw()
		if err != nil {
			t.Fatal(err)
		}
		reporttest.Golden(t, name+".csv", data)
	}
}

// With a locale that separates cells by semicolons, such as the German one, a
// spreadsheet begins a cell after each.
func TestNoFormulaAfterASemicolon(t *testing.T) {
	for text, want := range map[string]string{
		"a;=1+1;b":     "a;'=1+1;b",
		`a; "=cmd|' '`: `a; "'=cmd|' '`,
		"=1;@SUM(A1)":  "'=1;'@SUM(A1)",
		"breach; data": "breach; data",
	} {
		if got := textOf(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
