package draw

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
)

// The waterfall begins and ends at the printed percents, and each step starts
// where the last one ended.
func TestTheWaterfallEndsAtTheScore(t *testing.T) {
	for _, name := range reporttest.CaseNames() {
		m := reporttest.Case(name)
		if !report.Known(m.Account.Percent) || m.Since == nil {
			continue
		}
		m.Account = m.Account.Rounded()
		steps := NewWaterfall(m, NewTypesetter(m.Appearance)).steps
		first, last := steps[0], steps[len(steps)-1]
		at := first.to
		for _, s := range steps[1 : len(steps)-1] {
			if s.from != at || s.look == waterfallMark {
				t.Errorf("%s: %q begins at %v, the last ended at %v", name, s.label, s.from, at)
			}
			at = s.to
		}
		if at != last.to || last.to != score.Hundredths(m.Account.After.Percent()) {
			t.Errorf("%s: the steps end at %v, the score is %v", name, at, last.to)
		}
	}
}
