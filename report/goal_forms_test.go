package report_test

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/mail"
	"secure-score-reporter/report/page"
	"secure-score-reporter/report/reporttest"
	"secure-score-reporter/report/words"
)

// G3, G6: every form has the verdict on the goal in words, and none a date for
// a goal that is out of reach. The PDF's first page is checked in report/pdf.
func TestTheVerdictIsInEveryForm(t *testing.T) {
	for _, tc := range []struct {
		name   string
		edit   func(in *report.Input)
		want   string
		likely bool
	}{
		{"G6: behind", func(in *report.Input) { in.Goal.By = in.Snapshot.Date.AddDays(7) }, "behind, about", true},
		{"G3: out of reach", func(in *report.Input) {
			for i, c := range in.Snapshot.Controls {
				if c.Recommended() {
					in.Snapshot.Controls[i].State = "Ignored"
				}
			}
		}, "out of reach, the open actions raise the score to", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := reporttest.Sample()
			in.Goal = &report.Goal{Percent: 80, By: "2027-06-30"}
			in.Days = rising(in.Snapshot)
			tc.edit(&in)
			m := report.Build(in)
			letter, err := mail.Draw(report.Message{Occasion: report.Periodic, Model: m})
			if err != nil {
				t.Fatal(err)
			}
			html, err := page.Draw(m)
			if err != nil {
				t.Fatal(err)
			}
			w := words.In(m.Locale)
			for form, text := range map[string]string{
				"mail": letter.HTML, "text": letter.Text, "page": string(html), "terminal": w.Progress(*m.Analysis.Progress),
			} {
				text = strings.ToLower(strings.Join(strings.Fields(text), " "))
				if want := tc.want; !strings.Contains(text, want) && !strings.Contains(text, strings.Replace(want, ",", ":", 1)) {
					t.Errorf("%s lacks %q", form, want)
				}
				if strings.Contains(text, "be reached on") || strings.Contains(text, "% likely between") && !tc.likely {
					t.Errorf("%s has a date for the goal", form)
				}
			}
		})
	}
}

// rising is a history that rises by half a percentage point a week, with some
// noise.
func rising(s score.Snapshot) (days []score.Day) {
	for week := range 10 {
		d := s.Day()
		d.Date = s.Date.AddDays(-7 * week)
		d.Current -= s.Max / 100 * (0.5*float64(week) + 0.1*float64(week%2))
		days = append(days, d)
	}
	return days
}

// Settings of one policy are one entry of what to do first, which says so.
func TestWhatToDoFirstHasATaskOnce(t *testing.T) {
	in := reporttest.Sample()
	in.Snapshot.Controls = nil
	for i, id := range []string{"lure", "impersonation", "mailbox", "alone"} {
		c := score.Control{ID: id, Title: "Set " + id, Service: "MDO", Category: "Apps", Max: 10,
			MaxSource: score.MaxOfProfile, HasProfile: true, Points: float64(9 - i), Cost: score.Moderate, ActionURL: "https://security.microsoft.com/antiphishing"}
		if id == "alone" {
			c.ActionURL = ""
		}
		in.Snapshot.Controls = append(in.Snapshot.Controls, c)
	}
	in.Snapshot.Controls[0].UserImpact = score.Low
	in.Since, in.Filter = nil, report.Filter{}
	m := report.Build(in)
	if len(m.Top) != 2 || m.Top[0].ID != "mailbox" || m.Top[0].Together() != 3 || m.Top[0].Task.Left != 6 ||
		m.Top[1].Together() != 1 || m.Top[1].Place != 2 || m.Actions[2].Place != 1 {
		t.Fatalf("%+v", m.Top)
	}
	if m.Top[0].Task.Hardest.UserImpact == score.Low {
		t.Error("the effort of the task is not that of its hardest action")
	}
	letter, err := mail.Draw(report.Message{Occasion: report.Periodic, Model: m})
	if err != nil {
		t.Fatal(err)
	}
	html, err := page.Draw(m)
	if err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"mail": letter.HTML, "text": letter.Text, "page": string(html)} {
		if !strings.Contains(text, "3 actions of one policy") {
			t.Errorf("%s does not say how many actions the first entry stands for", form)
		}
	}
	in.Filter.Search = "lure"
	if m = report.Build(in); len(m.Top) != 1 || m.Top[0].Together() != 1 {
		t.Errorf("%+v, want the one action that the filter keeps", m.Top)
	}
}
