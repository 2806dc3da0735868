package pdf

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/plaintext/plaintexttest"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/reporttest"
)

func TestHostileText(t *testing.T) { checkHostile(t, reporttest.Hostile()) }

// S15: the PDF shows no character that cannot be seen.
func TestUnseenCharacters(t *testing.T) { checkHostile(t, reporttest.Unseen()) }

func checkHostile(t *testing.T, in report.Input) {
	t.Helper()
	m := report.Build(in)
	d := readPDF(t, mustDrawFull(t, m, readable))
	checkPlacing(t, d, draw.SheetOf(m.Appearance))
	for _, u := range d.urls {
		if !strings.HasPrefix(u, report.PortalURL) {
			t.Errorf("linked to %q", u)
		}
	}
	for _, line := range strings.Split(string(d.listing()), "\n") {
		plaintexttest.Check(t, line)
	}
}
