package words

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// An alert's answer counts from what was last announced on its channel, however
// the model compares.
func TestMessageAnswer(t *testing.T) {
	on := func(date score.Date, a float64) score.Snapshot {
		return whySnapshot(date, whyControl("a", a, 100, ""))
	}
	today, week := on("2026-11-23", 60), on("2026-11-16", 50)
	model := report.Build(report.Input{Tenant: "Contoso", Snapshot: today, Since: &week})
	news := score.Diff(on("2026-11-20", 55), today).Rounded()
	for _, tc := range []struct {
		name string
		m    report.Message
		want string
	}{
		{"a report", report.Message{Occasion: report.Periodic, News: &news}, "60.0 %, up 10.0 this week."},
		{"an alert", report.Message{Occasion: report.Alert, News: &news}, "60.0 %, up 5.0 since 20 November 2026."},
		{"an alert without a baseline", report.Message{Occasion: report.Alert}, "60.0 %."},
		{"the first message", report.Message{Occasion: report.Watching}, "60.0 %."},
	} {
		tc.m.Model = model
		if got := plain.MessageAnswer(tc.m); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// Each fact is one line, and what is missing closes with the percents as they
// are printed.
func TestMessageFacts(t *testing.T) {
	step := score.Step{Control: score.Control{ID: "a"}, Percent: 81}
	plan := &score.Plan{Reachable: true, Steps: []score.Step{step, step}, Tasks: 1, Effort: 7, Reaches: 81}
	forecast := score.Forecast{Earliest: "2027-07-02", Latest: "2027-10-09", Date: "2027-08-01", Pace: 0.32}
	for _, tc := range []struct {
		name     string
		percent  float64
		progress score.Progress
		plan     *score.Plan
		want     []Fact
	}{
		{"behind", 63.27, score.Progress{Goal: 80, By: "2027-06-30", Verdict: score.Behind, Late: 150, Forecast: forecast},
			plan, []Fact{{"Goal", "80 % by 30 June 2027: behind, about five months late"},
				{"Plan", "16.7 pp to go: 2 actions reach it with the least effort"},
				{"Forecast", "July 2027 to October 2027, likely (4 in 5), at +0.32 pp a week"}}},
		{"past", 63.25, score.Progress{Goal: 80, By: "2026-06-30", Verdict: score.Behind, DaysLeft: -9,
			Forecast: score.Forecast{Refusal: score.TooShort}}, plan,
			[]Fact{{"Goal", "80 % by 30 June 2026: behind, its date has passed"},
				{"Plan", "16.7 pp to go: 2 actions reach it with the least effort"},
				{"Forecast", "There are too few weeks of history"}}},
		{"out of reach", 60, score.Progress{Goal: 80.5, Verdict: score.OutOfReach, Most: 76.54,
			Forecast: score.Forecast{Refusal: score.BeyondReach}}, &score.Plan{Steps: []score.Step{step}},
			[]Fact{{"Goal", "80.5 %: out of reach, the open actions raise the score to 76.5 % at most"},
				{"Plan", "20.5 pp to go, more than all open actions add"}}},
		{"reached", 85, score.Progress{Goal: 80, Reached: true, Verdict: score.Achieved,
			Forecast: score.Forecast{Refusal: score.Reached}}, &score.Plan{Reachable: true},
			[]Fact{{"Goal", "80 %: reached"}}},
		{"nearly", 79.98, score.Progress{Goal: 80, Verdict: score.Rising, Forecast: score.Forecast{
			Earliest: "2027-07-02", Latest: "2027-07-09", Pace: 0.32}}, nil,
			[]Fact{{"Goal", "80 %: rising"}, {"Plan", "less than 0.1 pp to go"},
				{"Forecast", "July 2027, likely (4 in 5), at +0.32 pp a week"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := report.Model{Percent: tc.percent, AllTenants: math.NaN(), Similar: math.NaN()}
			m.Analysis.Progress, m.Analysis.Plan = &tc.progress, tc.plan
			got := plain.MessageFacts(report.Message{Occasion: report.Periodic, Model: m})
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCountedBesideSum(t *testing.T) {
	change := func(id string) score.Change { return score.Change{ID: id, Title: id} }
	added := score.Group{Cause: score.Addition, Effect: -0.54, Changes: []score.Change{change("a"), change("b"),
		change("c"), change("d")}}
	declared := score.Group{Cause: score.Declaration, Effect: 0.9, Changes: []score.Change{change("e")}}
	for want, got := range map[string]string{
		"By Microsoft: 4 added": plain.CountedBesideSum([]score.Group{added}),
		"4 added (−0.54 pp), 1 reported as resolved, not verified (+0.90 pp)": plain.CountedBesideSum([]score.Group{added,
			declared}),
		"1 more risk accepted":  English.MoreOfCause(1, score.Acceptance),
		"3 more changed status": English.MoreOfCause(3, score.StatusOnly),
		"3 more regressed":      English.MoreOfCause(3, score.Regression),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
