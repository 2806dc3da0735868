package pdf

import (
	"slices"
	"strings"
	"testing"

	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

// G9: the document shows what Microsoft records of a decision, the exception of
// the configuration beside it, and what is still affected.
func TestExceptionsSection(t *testing.T) {
	m := report.Build(reporttest.Sample())
	d := readPDF(t, mustDrawFull(t, m, readable))
	var all []string
	for _, x := range d.texts {
		all = append(all, x.text)
	}
	text := strings.Join(strings.Fields(strings.Join(all, " ")), " ")
	for _, want := range []string{
		"overdue: ended on 20 November 2026", "until 31 March 2027", "no longer needed", "not scored for this tenant",
		reporttest.Comment, reporttest.By, reporttest.Assigned, "scanner in plant 2", reporttest.Owner,
		reporttest.Ticket, "40 of 213 users still affected",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if !slices.Contains(d.bookmarks, words.English.Text(words.ExceptionsTitle)) {
		t.Errorf("bookmarks %q", d.bookmarks)
	}
	checkPlacing(t, d, draw.SheetOf(m.Appearance))
}

// Without exceptions there is no such section, and none in the contents.
func TestNoExceptionsSection(t *testing.T) {
	d := readPDF(t, mustDrawFull(t, reporttest.Case("ordinary"), readable))
	for _, x := range d.texts {
		if x.text == words.English.Text(words.ExceptionsTitle) {
			t.Errorf("page %d has the title", x.page)
		}
	}
}
