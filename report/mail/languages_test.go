package mail

import (
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// The email says its language, and marks Microsoft's English where that is
// another one.
func TestLanguages(t *testing.T) {
	for _, l := range report.Languages {
		m := reporttest.Case("ordinary")
		m.Locale = m.Locale.In(l)
		letter, err := Draw(report.Message{Occasion: report.Periodic, Model: m, News: &m.Account})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(letter.HTML, `<html lang="`+string(l)+`"`) {
			t.Errorf("%s: the email does not say so", l)
		}
		if marked := strings.Contains(letter.HTML, `<span lang="en">`); marked != (l != report.English) {
			t.Errorf("%s: whether Microsoft's texts are marked as English: %t", l, marked)
		}
	}
}
