package mail

import (
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

// The full edition as PDF does not list all changes either, so an email names
// the forms that do.
func TestWhereTheOtherChangesAre(t *testing.T) {
	m := reporttest.Case("many-actions")
	got := groupsOf(words.In(m.Locale), m.Account)
	if want := "and 128 more actions, on the HTML page and in the CSV"; got.More != want {
		t.Errorf("%q, want %q", got.More, want)
	}
}
