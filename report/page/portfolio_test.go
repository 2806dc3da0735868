package page

import (
	"bytes"
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

func TestPortfolioGolden(t *testing.T) {
	for _, l := range report.Languages {
		m := portfoliotest.Model(12)
		m.Locale = m.Locale.In(l)
		page, err := DrawPortfolio(m)
		if err != nil {
			t.Fatal(err)
		}
		reporttest.Golden(t, reporttest.In(l, "portfolio-12.txt"), []byte(pageText(t, string(page))))
	}
}

func TestPortfolioOfHostileTexts(t *testing.T) {
	page, err := DrawPortfolio(portfoliotest.Hostile())
	if err != nil {
		t.Fatal(err)
	}
	reporttest.CheckMarkup(t, string(page), 1)
	for _, never := range []string{"<script>alert", "<img", "<b onclick", "\u202e", "javascript:", " style=", "innerHTML",
		"eval(", "fetch("} {
		if bytes.Contains(page, []byte(never)) {
			t.Errorf("%q came through", never)
		}
	}
}

// The page has every tenant once, and the same model gives the same page.
func TestPortfolioHasEveryTenant(t *testing.T) {
	m := portfoliotest.Model(97)
	page, err := DrawPortfolio(m)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := DrawPortfolio(m); err != nil || !bytes.Equal(page, again) {
		t.Errorf("the same model gives two pages (%v)", err)
	}
	if n := strings.Count(string(page), " data-verdict="); n != len(m.Tenants) {
		t.Errorf("%d rows for %d tenants", n, len(m.Tenants))
	}
}

// An action that Microsoft removed has no link, any other has one.
func TestPortfolioLinksWhatThePortalHas(t *testing.T) {
	page, err := DrawPortfolio(portfoliotest.Changed())
	if err != nil {
		t.Fatal(err)
	}
	got := string(page)
	if !strings.Contains(got, "actionId=added_action") || strings.Contains(got, "actionId=removed_action") {
		t.Errorf("added_action has to be linked, removed_action not:\n%s", got)
	}
}

func TestPortfolioOfNothing(t *testing.T) {
	if _, err := DrawPortfolio(portfolio.Build(portfolio.Input{})); err != nil {
		t.Error(err)
	}
}

func BenchmarkPortfolio(b *testing.B) {
	m := portfoliotest.Model(1000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DrawPortfolio(m); err != nil {
			b.Fatal(err)
		}
	}
}
