package csv

import (
	"bytes"
	"encoding/csv"
	"testing"

	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

func TestPortfolio(t *testing.T) {
	data, err := Portfolio(portfoliotest.Model(12))
	if err != nil {
		t.Fatal(err)
	}
	reporttest.Golden(t, "portfolio-12.csv", data)
}

// A name cannot become a formula.
func TestPortfolioOfHostileNames(t *testing.T) {
	data, err := Portfolio(portfoliotest.Hostile())
	if err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range got {
		for _, cell := range row {
			if cell != "" && (cell[0] == '=' || cell[0] == '@' || cell[0] == '+') {
				t.Errorf("%q", cell)
			}
		}
	}
	if len(got) != 15 {
		t.Errorf("%d rows", len(got))
	}
}
