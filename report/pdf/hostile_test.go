package pdf

import (
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/reporttest"
)

func TestHostileText(t *testing.T) {
	m := report.Build(reporttest.Hostile())
	d := readPDF(t, mustDraw(t, m, readable))
	checkPlacing(t, d, draw.SheetOf(m.Appearance))
	for _, u := range d.urls {
		if !strings.HasPrefix(u, report.PortalURL) {
			t.Errorf("linked to %q", u)
		}
	}
	for _, line := range strings.Split(string(d.listing()), "\n") {
		reporttest.CheckCharacters(t, line)
	}
}
