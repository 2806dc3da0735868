package page

import (
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

func TestHostileText(t *testing.T) {
	m := report.Build(reporttest.Hostile())
	page, err := Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	reporttest.CheckMarkup(t, string(page), 1)
	if len(page) > 2_000_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
}
