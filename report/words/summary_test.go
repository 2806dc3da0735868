package words

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// A change that one decimal hides is in hundredths, with its parts, so that
// they add up to it.
func TestSharesOfASmallMove(t *testing.T) {
	for _, tc := range []struct {
		name             string
		percent, own, ms float64
		want             string
	}{
		{"in tenths", 0.93, 1.32, -0.39, "Your organisation +1.3, Microsoft −0.4."},
		{"hidden by one decimal", 0.04, 1.32, -1.28, "Your organisation +1.32, Microsoft −1.28."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := score.Account{Percent: tc.percent, Changes: []score.Change{
				{Effect: tc.own, OwnEffect: tc.own, OwnPoints: 9, Before: score.Standing{Scored: true},
					After: score.Standing{Scored: true}},
				{Effect: tc.ms, After: score.Standing{Scored: true}},
			}}
			if diff := cmp.Diff(tc.want, English.SharesText(plain.Shares(a.Overview()))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	account := func(from, to float64) score.Account {
		before := score.Snapshot{Date: "2026-11-16", Current: from, Max: 100,
			Controls: []score.Control{{ID: "A", Points: from, Max: 100, MaxSource: score.MaxOfProfile}}}
		after := before
		after.Date, after.Current = "2026-11-23", to
		after.Controls = []score.Control{{ID: "A", Points: to, Max: 100, MaxSource: score.MaxOfProfile}}
		return score.Diff(before, after).Rounded()
	}
	goal := func(v score.Verdict, late int, f score.Forecast) *score.Progress {
		f.Steps = 12
		return &score.Progress{Goal: 80, By: "2027-06-30", Verdict: v, Late: late, Forecast: f, Most: 76.54,
			Reached: v == score.Achieved}
	}
	on := func(d score.Date) score.Forecast { return score.Forecast{Date: d, Earliest: d, Latest: d} }
	for _, tc := range []struct {
		name     string
		from, to float64
		since    score.Date // empty on a first report
		goal     *score.Progress
		want     string
	}{
		{"behind", 62.34, 63.27, "2026-11-16", goal(score.Behind, 150, on("2027-11-27")),
			"63.3 %, up 0.9 this week; at the pace of the last 12 weeks it reaches 80 % " +
				"around November 2027, about five months late."},
		{"on track", 62.34, 63.27, "2026-11-16", goal(score.OnTrack, 0, on("2027-03-01")),
			"63.3 %, up 0.9 this week; at the pace of the last 12 weeks it reaches 80 % " +
				"around March 2027, in time for 30 June 2027."},
		{"at risk", 62.34, 63.27, "2026-11-22", goal(score.AtRisk, 0, on("2027-06-01")),
			"63.3 %, up 0.9 since the day before; at the pace of the last 12 weeks it reaches 80 % " +
				"around June 2027, and may miss 30 June 2027."},
		{"out of reach", 65, 60.5, "2026-10-24", goal(score.OutOfReach, 0, score.Forecast{Refusal: score.BeyondReach}),
			"60.5 %, down 4.5 since 24 October 2026; 80 % is out of reach: all open actions lead to 76.5 %."},
		{"reached", 80, 85, "2026-11-16", goal(score.Achieved, 0, score.Forecast{Refusal: score.Reached}),
			"85.0 %, up 5.0 this week; the goal of 80 % has been reached."},
		{"falling", 65, 60, "2026-11-16", goal(score.Behind, 0, score.Forecast{Refusal: score.NotRising}),
			"60.0 %, down 5.0 this week; at the pace of the last 12 weeks it does not reach 80 %."},
		{"far", 60, 60.2, "2026-11-16", goal(score.Behind, 0, score.Forecast{Refusal: score.TooFar}),
			"60.2 %, practically unchanged this week (+0.2); at the pace of the last 12 weeks it may need " +
				"more than three years to reach 80 %."},
		{"noisy", 60, 60.2, "2026-11-16", goal(score.Unclear, 0, score.Forecast{Refusal: score.TooNoisy}),
			"60.2 %, practically unchanged this week (+0.2); the score varies too much to say when it reaches 80 %."},
		{"first", 60, 60, "", goal(score.Unclear, 0, score.Forecast{Refusal: score.TooShort}),
			"60.0 %; there are too few weeks of history to say when it reaches 80 %."},
		{"no goal", 60, 60, "2026-11-16", nil, "60.0 %, unchanged this week."},
		{"printed as half a percentage point", 60, 60.47, "2026-11-16", nil, "60.5 %, up 0.5 this week."},
		{"printed as less", 60, 60.44, "2026-11-16", nil, "60.4 %, practically unchanged this week (+0.4)."},
		{"hidden by one decimal", 60, 60.04, "2026-11-16", nil, "60.0 %, practically unchanged this week (+0.04)."},
		{"two digits", 80, 10, "2026-11-16", nil, "10.0 %, down 70.0 this week."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := report.Model{Date: "2026-11-23", Percent: tc.to}
			m.Analysis.Progress = tc.goal
			if tc.since != "" {
				m.Account = account(tc.from, tc.to)
				m.Since = &score.Headline{Date: tc.since, Current: tc.from, Max: 100}
			}
			if diff := cmp.Diff(tc.want, plain.Answer(m)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
