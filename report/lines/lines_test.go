package lines

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

// The effects of the lines add up to the change, however much is left out.
func TestLinesAddUp(t *testing.T) {
	for _, name := range []string{"ordinary", "longest", "quiet", "branded"} {
		m := reporttest.Case(name)
		for _, occasion := range []report.Occasion{report.Alert, report.Periodic} {
			list := Of(words.In(report.Locale{}), m.Account, occasion)
			sum := 0.0
			for _, l := range list {
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

// A status that is bad news has a line of its own in a report, although no
// points went.
func TestBadNewsWithoutPointsIsNamed(t *testing.T) {
	before, after := reporttest.SampleBefore("2026-11-16"), reporttest.SampleBefore("2026-11-23")
	for i := range after.Controls {
		switch c := &after.Controls[i]; c.ID {
		case "meeting_anonymous": // was reported as resolved; its points stay
			c.State = "Default"
		case "scid_6001":
			c.State = "Ignored"
		case "spo_sharing_expiry":
			c.State = "Planned"
		}
	}
	var got []string
	for _, l := range Of(words.In(report.Locale{}), score.Diff(before, after).Rounded(), report.Periodic) {
		got = append(got, l.Title)
	}
	want := []string{"Keep anonymous people out of meetings", "Require a smart card for interactive sign-in",
		"1 changed status", words.English.Text(words.LabelTotal)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// Where nothing is bad news or new, a report names what went well, the largest
// first.
func TestGoodNewsAloneIsNamed(t *testing.T) {
	before, after := reporttest.SampleBefore("2026-11-16"), reporttest.SampleBefore("2026-11-23")
	rose := 0
	for i := range after.Controls {
		if c := &after.Controls[i]; c.Left() >= 1 && rose < 6 {
			c.Points += 1 - float64(rose)/10
			after.Current += 1 - float64(rose)/10
			rose++
		}
	}
	var effects, titles []string
	for _, l := range Of(words.In(report.Locale{}), score.Diff(before, after).Rounded(), report.Periodic) {
		titles = append(titles, l.Title)
		effects = append(effects, l.Effect)
	}
	if len(titles) != 5 || titles[3] != "3 more improved" || titles[4] != words.English.Text(words.LabelTotal) {
		t.Errorf("lines %q with %q", titles, effects)
	}
}
