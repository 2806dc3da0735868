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
