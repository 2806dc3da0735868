package words

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// G14: a headline of 1.5 % above the sum of its controls. The printed parts
// close to the score and to the maximum.
func TestSplitPartsClose(t *testing.T) {
	accepted := whyControl("accepted", 0, 20, "Ignored")
	for _, tc := range []struct {
		name    string
		current float64
		want    string
		note    string
	}{
		{"adds up", 60, "60 50.00 %, 0 0.00 %, 20 16.67 %, 40 33.33 %", ""},
		{"G14: the headline is 1.5 % above the sum", 60.9,
			"60 50.00 %, 0 0.00 %, +0.9 +0.75 %, 20 16.67 %, 40 33.33 %, −0.9 −0.75 %",
			"The score is 0.9 points more than its actions add up to."},
		{"the headline is below the sum", 59, "60 50.00 %, 0 0.00 %, −1 −0.83 %, 20 16.67 %, 40 33.33 %, +1 +0.83 %",
			"The score is 1 point less than its actions add up to."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := whySnapshot("2026-11-23", whyControl("a", 60, 100, ""), accepted)
			s.Current = tc.current
			m := report.Build(report.Input{Snapshot: s})
			var cells []string
			var achieved, all float64
			for _, p := range English.SplitParts(m) {
				cells = append(cells, plain.Amount(p)+" "+plain.Portion(p))
				all += p.Points
				if p.Achieved {
					achieved += p.Points
				}
			}
			if got := strings.Join(cells, ", "); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
			if score.Hundredths(achieved) != m.Current || score.Hundredths(all) != m.Max {
				t.Errorf("the parts are %v of %v points, the score is %v of %v", achieved, all, m.Current, m.Max)
			}
			if note := plain.ViewsNote(m); !strings.HasPrefix(note, tc.note) || (note == "") != (tc.note == "") {
				t.Errorf("got %q, want %q", note, tc.note)
			}
		})
	}
}
