package mail

import (
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio/portfoliotest"
	"secure-score-reporter/report/reporttest"
)

// The email says its language, and marks each word of Microsoft's as English
// where that is another one.
func TestLanguages(t *testing.T) {
	in, all := reporttest.Marked(), portfoliotest.Marked(30)
	in.Filter = report.Filter{Categories: []string{in.Snapshot.Controls[0].Category}}
	for _, l := range report.Languages {
		in.Locale, all.Locale = in.Locale.In(l), all.Locale.In(l)
		for _, edition := range []report.Edition{report.Summary, report.Full} {
			for _, occasion := range []report.Occasion{report.Periodic, report.Alert} {
				in.Edition = edition
				m := report.Build(in)
				letter, err := Draw(report.Message{Occasion: occasion, Model: m, News: &m.Account})
				if err != nil {
					t.Fatal(err)
				}
				reporttest.CheckForeign(t, letter.HTML, l)
				if marks := strings.Count(letter.HTML, ` lang="en"`); l == report.English && marks != 1 {
					t.Errorf("an English email says %d times that it is", marks)
				}
			}
		}
		letter, err := Portfolio(all, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		reporttest.CheckForeign(t, letter.HTML, l)
	}
}
