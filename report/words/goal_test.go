package words

import (
	"strings"
	"testing"

	"secure-score-reporter/internal/score"
)

func TestProgress(t *testing.T) {
	demo := score.Progress{
		Goal: 80, By: "2027-06-30", Missing: 16.73, Points: 184.19, DaysLeft: 219, PerWeek: 0.53, Most: 98.27,
		Forecast: score.Forecast{Pace: 0.32, Steps: 13, Earliest: "2027-07-26", Date: "2027-11-29", Latest: "2028-10-09"},
		Verdict:  score.Behind, Late: 152,
	}
	with := func(edit func(p *score.Progress)) score.Progress {
		p := demo
		edit(&p)
		return p
	}
	refused := func(v score.Verdict, why score.Refusal) score.Progress {
		return with(func(p *score.Progress) {
			p.Verdict, p.Late, p.Forecast = v, 0, score.Forecast{Refusal: why, Pace: -0.1, Steps: 13}
		})
	}
	const (
		goal = "The goal of 80 % by 30 June 2027 is 16.73 percentage points away (184.19 points). Reaching it in time " +
			"takes +0.53 percentage points a week. "
		line = "Goal 80 % by 30 June 2027, 16.73 percentage points to go: "
		band = "ikely (4 in 5) between 26 July 2027 and 9 October 2028"
	)
	for _, tc := range []struct {
		name       string
		progress   score.Progress
		text, line string
	}{
		{"G6: behind", demo,
			goal + "Behind: about five months late at this pace. L" + band +
				", at the pace of the last 13 weeks (+0.32 percentage points a week).",
			line + "behind, about five months late at this pace"},
		{"on track", with(func(p *score.Progress) { p.Verdict, p.Late = score.OnTrack, 0 }),
			goal + "On track: l" + band + ", at the pace of the last 13 weeks (+0.32 percentage points a week).",
			line + "on track, l" + band},
		{"at risk", with(func(p *score.Progress) { p.Verdict, p.Late = score.AtRisk, 0 }),
			goal + "At risk: l" + band + ", at the pace of the last 13 weeks (+0.32 percentage points a week).",
			line + "at risk, l" + band},
		{"the date has passed", with(func(p *score.Progress) { p.DaysLeft, p.PerWeek = -1, 0 }),
			"The goal of 80 % by 30 June 2027 is 16.73 percentage points away (184.19 points). Behind: its date has " +
				"passed, and it is likely to be about five months late at this pace. L" + band +
				", at the pace of the last 13 weeks (+0.32 percentage points a week).",
			line + "behind, its date has passed, and it is likely to be about five months late at this pace"},
		{"not rising", refused(score.Behind, score.NotRising),
			goal + "Behind: the score is not rising (−0.10 percentage points a week).",
			line + "behind, the score is not rising (−0.10 percentage points a week)"},
		{"out of reach", refused(score.OutOfReach, score.BeyondReach),
			"The goal of 80 % by 30 June 2027 is 16.73 percentage points away (184.19 points). Out of reach: the open " +
				"actions raise the score to 98.27 % at most.",
			line + "out of reach, the open actions raise the score to 98.27 % at most"},
		{"too short", refused(score.Unclear, score.TooShort), goal + "No forecast: there are too few weeks of history.",
			line + "no forecast, there are too few weeks of history"},
		{"the date has passed, without a forecast",
			with(func(p *score.Progress) {
				p.Late, p.DaysLeft, p.PerWeek, p.Forecast = 0, -1, 0, score.Forecast{Refusal: score.NotRising, Pace: -0.1}
			}),
			"The goal of 80 % by 30 June 2027 is 16.73 percentage points away (184.19 points). Behind: its date has " +
				"passed. The score is not rising (−0.10 percentage points a week).",
			line + "behind, its date has passed"},
		{"reached", score.Progress{Goal: 80, Reached: true, Verdict: score.Achieved}, "The goal of 80 % has been reached.",
			"Goal 80 %: reached"},
		{"reported points", with(func(p *score.Progress) {
			p.Verdict, p.Late, p.Forecast.Measured = score.OnTrack, 0, score.Measured{Steps: 13, Pace: 0.1, Whole: 0.32}
		}),
			goal + "On track: l" + band + ", at the pace of the last 13 weeks (+0.32 percentage points a week). Without " +
				"the points that your organisation reported, the pace is +0.10 percentage points a week.",
			line + "on track, l" + band},
		{"reported points of some weeks", with(func(p *score.Progress) {
			p.Verdict, p.Late, p.Forecast.Measured = score.OnTrack, 0, score.Measured{Steps: 7, Pace: 0.1, Whole: 0.2}
		}),
			goal + "On track: l" + band + ", at the pace of the last 13 weeks (+0.32 percentage points a week). Without " +
				"the points that your organisation reported, the pace of the last 7 weeks is +0.10 percentage points a " +
				"week instead of +0.20.",
			line + "on track, l" + band},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := plain.Progress(tc.progress); got != tc.text {
				t.Errorf("\n got %s\nwant %s", got, tc.text)
			}
			if got := plain.Goal(tc.progress); got != tc.line {
				t.Errorf("\n got %s\nwant %s", got, tc.line)
			}
			short := strings.Replace(tc.line, ", 16.73 percentage points to go", "", 1)
			if got := plain.GoalVerdict(tc.progress); got != short {
				t.Errorf("\n got %s\nwant %s", got, short)
			}
		})
	}
}

func TestAbout(t *testing.T) {
	for days, want := range map[int]string{
		1: "about 1 day", 13: "about 13 days", 14: "about two weeks", 45: "about six weeks", 46: "about two months",
		152: "about five months", 700: "about 23 months", 740: "about two years", 9000: "about 25 years",
	} {
		if got := English.About(days); got != want {
			t.Errorf("About(%d) = %q, want %q", days, got, want)
		}
	}
}
