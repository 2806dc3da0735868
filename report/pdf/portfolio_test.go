package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

func drawnPortfolio(t *testing.T, m portfolio.Model) []byte {
	t.Helper()
	data, err := drawPortfolio(m, options{})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPortfolioGolden(t *testing.T) {
	for _, l := range report.Languages {
		for _, n := range []int{1, 12} {
			m := portfoliotest.Model(n)
			m.Locale = m.Locale.In(l)
			drawn := readPDF(t, drawnPortfolio(t, m))
			checkPlacing(t, drawn, draw.SheetOf(m.Appearance))
			reporttest.Golden(t, reporttest.In(l, fmt.Sprintf("portfolio-%d.txt", n)), drawn.listing())
		}
	}
}

// Two to six pages, however many tenants there are, on both papers.
func TestPortfolioPages(t *testing.T) {
	many := portfoliotest.Model(300)
	full := many
	for range 20 { // every table is cut
		full.Without = append(full.Without, many.Without...)
		full.Exceptions = append(full.Exceptions, many.Exceptions...)
		full.Changes = append(full.Changes, many.Changes...)
	}
	full.Tenants = append(append([]portfolio.Tenant{}, full.Without...), many.Tenants[len(many.Without):]...)
	for i := range full.Actions {
		full.Actions[i].Title = long
	}
	for i := range full.Changes {
		full.Changes[i].Title = long
	}
	for i := range full.Exceptions {
		full.Exceptions[i].Title, full.Exceptions[i].Reason = long, long
	}
	for name, m := range map[string]portfolio.Model{
		"nothing": portfolio.Build(portfolio.Input{Now: portfoliotest.Now}), "one": portfoliotest.Model(1),
		"twelve": portfoliotest.Model(12), "300": many, "hostile": portfoliotest.Hostile(), "all full": full,
	} {
		for _, paper := range []report.Paper{report.PaperA4, report.PaperLetter} {
			m.Appearance.Paper = paper
			if pages := readPDF(t, drawnPortfolio(t, m)).pages; pages < 2 || pages > 6 {
				t.Errorf("%s on %s: %d pages", name, paper, pages)
			}
		}
	}
}

const long = "A recommended action with a title that is much longer than any column of a table is wide, and that is cut"

func TestPortfolioMarksMicrosoftsWords(t *testing.T) {
	for _, l := range report.Languages {
		m := portfoliotest.Marked(30)
		m.Locale = m.Locale.In(l)
		data := drawnPortfolio(t, m)
		checkTagged(t, data, l)
		checkMarked(t, readTree(t, data), l)
	}
}

func TestPortfolioIsTheSameTwice(t *testing.T) {
	m := portfoliotest.Model(12)
	first, err := DrawPortfolio(m)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := DrawPortfolio(m); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same model gives two documents (%v)", err)
	}
}

// An action that Microsoft removed has no link, any other has one.
func TestPortfolioLinksWhatThePortalHas(t *testing.T) {
	got := strings.Join(readPDF(t, drawnPortfolio(t, portfoliotest.Changed())).urls, "\n")
	if !strings.Contains(got, "actionId=added_action") || strings.Contains(got, "actionId=removed_action") {
		t.Errorf("added_action has to be linked, removed_action not:\n%s", got)
	}
}

func BenchmarkPortfolio(b *testing.B) {
	for _, n := range []int{50, 1000} {
		m := portfoliotest.Model(n)
		b.Run(fmt.Sprint(n, " tenants"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := DrawPortfolio(m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A number of tenants and the share of a cause are not cut in any language, and
// there are six pages at most.
func TestPortfolioNumbersAreWhole(t *testing.T) {
	for _, l := range report.Languages {
		m := portfoliotest.Model(300)
		m.Locale = m.Locale.In(l)
		b := words.In(m.Locale)
		drawn := readPDF(t, drawnPortfolio(t, m))
		if drawn.pages > 6 {
			t.Errorf("%s: %d pages", l, drawn.pages)
		}
		listing := string(drawn.listing())
		for _, a := range m.Actions[:mostCommon] {
			if want := b.OfTenants(a.Tenants, m.Current); !strings.Contains(listing, want) {
				t.Errorf("%s: %q is cut", l, want)
			}
		}
		for _, line := range strings.Split(listing, "\n") {
			if strings.Contains(line, "(−…") || strings.Contains(line, "(…") {
				t.Errorf("%s: %q", l, line)
			}
		}
	}
}
