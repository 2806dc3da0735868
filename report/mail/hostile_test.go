package mail

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

func TestHostileText(t *testing.T) {
	m := report.Build(reporttest.Hostile())
	for _, occasion := range []report.Occasion{report.Watching, report.Alert, report.Periodic} {
		letter, err := Draw(report.Message{Occasion: occasion, Model: m, News: &m.Account,
			Links: map[string]string{"html": "javascript:alert(1)", "pdf": "https://x.example/a?b=1&c=\"><script>"}})
		if err != nil {
			t.Fatal(err)
		}
		reporttest.CheckMarkup(t, letter.HTML, 0)
		plaintexttest.Check(t, letter.Subject)
		if strings.ContainsAny(letter.Subject, "\r\n") {
			t.Errorf("the subject has a line break: %q", letter.Subject)
		}
		for line := range strings.Lines(letter.Text) {
			plaintexttest.Check(t, strings.TrimSuffix(line, "\n"))
		}
	}
}
