package blockkit

import (
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

func TestPortfolio(t *testing.T) {
	links := map[string]string{"pdf": "https://reports.example/portfolio.pdf", "html": "javascript:alert(1)"}
	for _, l := range report.Languages {
		m := portfoliotest.Model(40)
		m.Locale = m.Locale.In(l)
		reporttest.Golden(t, reporttest.In(l, "portfolio.json"), pretty(t, Portfolio(m, links)))
	}
	for name, m := range map[string]portfolio.Model{
		"none": portfolio.Build(portfolio.Input{Now: portfoliotest.Now}), "one": portfoliotest.Model(1),
		"many": portfoliotest.Model(120), "hostile": portfoliotest.Hostile(),
	} {
		t.Run(name, func(t *testing.T) {
			post := Portfolio(m, nil)
			checkPosts(t, Rendered{Parent: post}, nil)
			if lines := len(post.Blocks); lines > 8 {
				t.Error(fmt.Sprint(lines, " blocks, which is more than a screen"))
			}
		})
	}
}

// An action that Microsoft removed has no link, any other has one.
func TestPortfolioLinksWhatThePortalHas(t *testing.T) {
	got := string(pretty(t, Portfolio(portfoliotest.Changed(), nil)))
	if !strings.Contains(got, "actionId=added_action") || strings.Contains(got, "actionId=removed_action") {
		t.Errorf("added_action has to be linked, removed_action not:\n%s", got)
	}
}
