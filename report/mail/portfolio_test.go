package mail

import (
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

func TestPortfolioGolden(t *testing.T) {
	links := map[string]string{"html": "https://reports.example/p.html", "pdf": "file:///tmp/p.pdf"}
	for _, l := range report.Languages {
		m := portfoliotest.Model(40)
		m.Locale = m.Locale.In(l)
		got, err := Portfolio(m, links, []report.File{{Name: "portfolio.pdf"}})
		if err != nil {
			t.Fatal(err)
		}
		reporttest.Golden(t, reporttest.In(l, "portfolio.txt"), []byte(got.Subject+"\n\n"+got.Text))
		reporttest.Golden(t, reporttest.In(l, "portfolio.html"), []byte(got.HTML))
	}
}

// An action that Microsoft removed has no link, any other has one.
func TestPortfolioLinksWhatThePortalHas(t *testing.T) {
	mail, err := Portfolio(portfoliotest.Changed(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := mail.HTML
	if !strings.Contains(got, "actionId=added_action") || strings.Contains(got, "actionId=removed_action") {
		t.Errorf("added_action has to be linked, removed_action not:\n%s", got)
	}
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
