package mail

import (
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

func TestPortfolioGolden(t *testing.T) {
	links := map[string]string{"html": "https://reports.example/p.html", "pdf": "file:///tmp/p.pdf"}
	got, err := Portfolio(portfoliotest.Model(40), links, []report.File{{Name: "portfolio.pdf"}})
	if err != nil {
		t.Fatal(err)
	}
	reporttest.Golden(t, "portfolio.txt", []byte(got.Subject+"\n\n"+got.Text))
	reporttest.Golden(t, "portfolio.html", []byte(got.HTML))
}

func TestPortfolioOfHostileTexts(t *testing.T) {
	got, err := Portfolio(portfoliotest.Hostile(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	reporttest.CheckMarkup(t, got.HTML, 0)
	if len(got.HTML) > 100_000 {
		t.Errorf("%d bytes: Gmail cuts it off", len(got.HTML))
	}
	if _, err := Portfolio(portfolio.Build(portfolio.Input{}), nil, nil); err != nil {
		t.Error(err)
	}
}
