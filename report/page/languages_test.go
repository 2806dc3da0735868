package page

import (
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

// The page says its language, and marks each word of Microsoft's as English
// where that is another one.
func TestLanguages(t *testing.T) {
	in, all := reporttest.Marked(), portfoliotest.Marked(30)
	for _, l := range report.Languages {
		in.Locale, all.Locale = in.Locale.In(l), all.Locale.In(l)
		for _, filter := range []report.Filter{{}, {Categories: []string{in.Snapshot.Controls[0].Category}}} {
			in.Filter = filter
			page, err := Draw(report.Build(in))
			if err != nil {
				t.Fatal(err)
			}
			reporttest.CheckForeign(t, string(page), l)
			if marks := strings.Count(string(page), ` lang="en"`); l == report.English && marks != 1 {
				t.Errorf("an English page says %d times that it is", marks)
			}
		}
		page, err := DrawPortfolio(all)
		if err != nil {
			t.Fatal(err)
		}
		reporttest.CheckForeign(t, string(page), l)
	}
}
