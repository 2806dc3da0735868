package main

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// In no language a head is wider than its column: the table of weeks has no
// room for it.
func TestWeeksFitEachLanguage(t *testing.T) {
	t.Parallel()
	for _, l := range report.Languages {
		w := words.In(report.Locale{}.In(l))
		s := screen{width: columns}
		weeksTable(&s, w, []score.Week{{Monday: "2026-11-23"}})
		head, week, _ := strings.Cut(s.String(), "\n")
		if last := w.Text(words.HeadAccepted); tooWide(s.String()) != "" || !strings.HasSuffix(head, last) ||
			len([]rune(head)) != len([]rune(strings.TrimSuffix(week, "\n"))) {
			t.Errorf("%s: the heads are not over their columns:\n%s", l, s.String())
		}
	}
}
