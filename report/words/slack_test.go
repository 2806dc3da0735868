package words

import (
	"testing"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestSlackWords(t *testing.T) {
	ends := func(title string, until score.Date) []score.Decision {
		return []score.Decision{{Exception: score.Exception{Until: until}, Action: score.Control{Title: title}}}
	}
	for _, tc := range []struct{ name, got, want string }{
		{"one more", English.MoreOfCause(1, score.Regression), "1 more regressed"},
		{"more risks", English.MoreOfCause(4, score.Acceptance), "4 more risks accepted"},
		{"more with two words", English.MoreOfCause(2, score.StatusOnly), "2 more changed status"},
		{"with an effect", plain.WithPP("4 improved", 0.9), "4 improved (+0.90 pp)"},
		{"without one", plain.WithPP("1 renamed", 0), "1 renamed"},
		{"overdue", plain.ExceptionsDue(ends("Its action", "2026-11-19"), nil), "Exceptions: 1 overdue (“Its action”, 19 Nov)"},
		{
			"overdue and soon", plain.ExceptionsDue(ends("Its action", "2026-11-19"), ends("Another", "2026-11-30")),
			"Exceptions: 1 overdue, 1 ends soon (first “Its action”, 19 Nov)",
		},
		{"soon", plain.ExceptionsDue(nil, ends("", "2026-11-30")), "Exceptions: 1 ends soon (“(unnamed action)”, 30 Nov)"},
		{"none listed", English.ListedAlso(0, 3), ""},
		{"some listed", English.ListedAlso(2, 3), "2 of the changes above"},
		{"all listed", English.ListedAlso(3, 3), "all changes above"},
		{"others below", plain.NotAnnounced("", "", "2026-11-20", true), "since 20 November 2026"},
		{"others as counts", plain.NotAnnounced("", "1 improved", "2026-11-20", false), "1 improved since 20 November 2026"},
		{
			"listed, others below", plain.NotAnnounced("2 of the changes above", "", "2026-11-20", true),
			"2 of the changes above. Since 20 Nov also:",
		},
		{
			"listed, others as counts", plain.NotAnnounced("2 of the changes above", "1 renamed", "2026-11-20", false),
			"2 of the changes above. Since 20 Nov also 1 renamed.",
		},
		{"listed only", plain.NotAnnounced("all changes above", "", "2026-11-20", false), "all changes above"},
		{"nothing", plain.NotAnnounced("", "", "2026-11-20", false), ""},
		{"no goal", English.GoalStands(report.Model{}), ""},
		{
			"a goal",
			English.GoalStands(report.Model{Analysis: report.Analysis{Progress: &score.Progress{Verdict: score.Behind}}}),
			"goal: behind",
		},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, tc.got, tc.want)
		}
	}
}

// A movement is worth a sentence only where its sum does not say it.
func TestMovement(t *testing.T) {
	zones := score.Zones{Good: 80, Okay: 60}
	for _, tc := range []struct {
		name string
		a, b float64 // of 10 and 90 points; 5 and 55 before
		want string
	}{
		{"one way", 9, 55, ""},
		{"both ways, and far", 9, 50, "The score fell from the okay zone to the bad zone."},
		{"both ways, and nearly the same", 6.1, 54, "No real change: +1.10 and −1.00 percentage points."},
		{
			"over the border of a zone", 5.6, 54, "No real change: +0.60 and −1.00 percentage points. The score fell from the " +
				"okay zone to the bad zone.",
		},
	} {
		on := func(a, b float64) score.Snapshot {
			return whySnapshot("2026-11-23", whyControl("a", a, 10, ""), whyControl("b", b, 90, ""))
		}
		if got := plain.Movement(score.Diff(on(5, 55), on(tc.a, tc.b)).Rounded(), zones); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
