package mail

import (
	"fmt"
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

// Extreme models are drawn, in both editions, and Gmail shows them whole.
func TestCasesAreDrawnWhole(t *testing.T) {
	for _, name := range []string{"hostile", "longest", "no-maximum", "nothing-known"} {
		for _, edition := range []report.Edition{report.Summary, report.Full} {
			t.Run(name+" "+string(edition), func(t *testing.T) {
				m := reporttest.Case(name)
				m.Edition, m.Trend.Days = edition, nil // the picture takes most of the time
				for _, occasion := range []report.Occasion{report.Alert, report.Periodic} {
					letter, err := Draw(report.Message{Occasion: occasion, Model: m, News: &m.Account})
					if err != nil {
						t.Fatal(err)
					}
					if size := len(letter.HTML); size > 102_000 {
						t.Errorf("%s: the mail has %d bytes; Gmail shows 102 KB", occasion, size)
					}
				}
			})
		}
	}
}

// The effects of the lines add up to the change, however much is left out.
func TestLinesAddUp(t *testing.T) {
	for _, name := range []string{"ordinary", "longest", "quiet", "branded"} {
		m := reporttest.Case(name)
		for _, occasion := range []report.Occasion{report.Alert, report.Periodic} {
			lines := linesOf(words.In(report.Locale{}), m.Account, scopeOf(occasion))
			sum := 0.0
			for _, l := range lines {
				var effect float64
				text := strings.NewReplacer("−", "-", "+", "", "±", "", " pp", "").Replace(l.Effect)
				if _, err := fmt.Sscan(text, &effect); err != nil {
					t.Fatalf("%q: %v", l.Effect, err)
				}
				if !l.Sum {
					sum += effect
				} else if score.Hundredths(effect) != score.Hundredths(sum) {
					t.Errorf("%s, %s: the lines add up to %.2f, not to %s", name, occasion, sum, l.Effect)
				}
			}
		}
	}
}

// What is among the changes of the report is not listed again, whatever
// happened to it since the last message.
func TestUnannouncedListsNothingTwice(t *testing.T) {
	in := reporttest.Sample()
	since := reporttest.SampleBefore("2026-11-16")
	in.Since = &since
	m := report.Build(in)
	for _, c := range m.Account.Real() {
		before := c
		before.Before.Points += 0.5 // it stood elsewhere when it was last announced
		news := m.Account
		news.Changes = []score.Change{before}
		v := unannouncedOf(report.Message{Occasion: report.Periodic, Model: m, News: &news})
		if v == nil || len(v.Lines) > 0 || !strings.Contains(v.Lead, "among those above") {
			t.Errorf("%s: %+v", c.ID, v)
		}
	}
}
