package mail

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

// What is among the changes of the report is not listed again, also where the
// message has only the end of it. What went another way since the last message
// is listed: a fall is not lost in a rise.
func TestUnannouncedListsNothingTwiceAndLosesNothing(t *testing.T) {
	for name, tc := range map[string]struct {
		id        string
		announced float64 // points of that action; the others as a week ago
		want      []string
	}{
		"the same as in the report":   {"AdminMFAV2", 6.67, nil},
		"the end of a rise":           {"AdminMFAV2", 8, nil},
		"the end of a fall":           {"BlockLegacyAuthentication", 6, nil},
		"a fall, in a week of a rise": {"scid_2010", 10, []string{"Regressed, 10 → 9.12 of 10 points"}},
		"a rise, in a week of a fall": {"BlockLegacyAuthentication", 2, []string{"Improved, 2 → 5.2 of 8 points"}},
	} {
		t.Run(name, func(t *testing.T) {
			in, announced := reporttest.Sample(), reporttest.SampleBefore("2026-11-20")
			for i := range announced.Controls {
				if c := &announced.Controls[i]; c.ID == tc.id {
					c.Points = tc.announced
				}
			}
			news := score.Diff(announced, in.Snapshot).Rounded()
			v := unannouncedOf(report.Message{Occasion: report.Periodic, Model: report.Build(in), News: &news})
			if v == nil {
				t.Fatal("nothing about what was announced before")
			}
			var got []string
			for _, l := range v.Lines {
				got = append(got, l.Detail)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
			if all := strings.Contains(v.Lead, "among those above"); all != (len(tc.want) == 0) {
				t.Errorf("lead %q", v.Lead)
			}
		})
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
	for _, l := range linesOf(words.In(report.Locale{}), score.Diff(before, after).Rounded(), scopeOf(report.Periodic)) {
		got = append(got, l.Title)
	}
	want := []string{"Keep anonymous people out of meetings", "Require a smart card for interactive sign-in",
		"1 changed status", words.LabelTotal}
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
	for _, l := range linesOf(words.In(report.Locale{}), score.Diff(before, after).Rounded(), scopeOf(report.Periodic)) {
		titles = append(titles, l.Title)
		effects = append(effects, l.Effect)
	}
	if len(titles) != 5 || titles[3] != "3 more improved" || titles[4] != words.LabelTotal {
		t.Errorf("lines %q with %q", titles, effects)
	}
}

// The full edition as PDF does not list all changes either, so an email names
// the forms that do.
func TestWhereTheOtherChangesAre(t *testing.T) {
	m := reporttest.Case("many-actions")
	got := groupsOf(words.In(m.Locale), m.Account)
	if want := "and 128 more actions, on the HTML page and in the CSV"; got.More != want {
		t.Errorf("%q, want %q", got.More, want)
	}
}
