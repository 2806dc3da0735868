package words

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func TestDoubts(t *testing.T) {
	m := report.Model{Doubts: []string{plain.ScoreIsOld(4), "a\u202eb"}, Warnings: []string{plain.PartialAnswer()}}
	if diff := cmp.Diff([]string{"The newest score is 4 days old.", "Ab."}, DoubtsIn(m)); diff != "" {
		t.Error(diff)
	}
}

func TestUnexplained(t *testing.T) {
	since := score.Snapshot{Date: "2026-11-16", Current: 40, Max: 100}
	m := report.Build(report.Input{Since: &since, Snapshot: whySnapshot("2026-11-23", whyControl("a", 45, 100, ""))})
	const want = "What moved the score is not known: only the score of 16 November 2026 is known, not its actions."
	if got := plain.Unexplained(m); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	m.SinceIsBare = false
	if got := plain.Unexplained(m); got != "No action changed, so no action explains the change of the score." {
		t.Error(got)
	}
}

func TestSteadyWays(t *testing.T) {
	day := func(date score.Date, points ...float64) score.Snapshot {
		s := score.Snapshot{Date: date, Max: 100}
		for i, p := range points {
			s.Controls = append(s.Controls, score.Control{ID: string(rune('A' + i)), Points: p, Max: 50,
				MaxSource: score.MaxOfProfile})
			s.Current += p
		}
		return s
	}
	for _, tc := range []struct {
		name          string
		before, after score.Snapshot
		want          string
	}{
		{"both ways", day("2026-11-16", 20, 20), day("2026-11-23", 22, 18.03), "No real change: +2.00 and −1.97"},
		{"in tenths", day("2026-11-16", 20, 20), day("2026-11-23", 22, 18.1), "No real change: +2.0 and −1.9"},
		{"one small move", day("2026-11-16", 20, 20), day("2026-11-23", 20.44, 20), "No real change"},
		{"printed as half a point", day("2026-11-16", 20, 20), day("2026-11-23", 20.45, 20), ""},
		{"a real move", day("2026-11-16", 20, 20), day("2026-11-23", 22, 20), ""},
		{"none", day("2026-11-16", 20, 20), day("2026-11-23", 20, 20), ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, plain.SteadyWays(score.Diff(tc.before, tc.after).Rounded())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBriefGain(t *testing.T) {
	control := score.Control{ID: "A", Points: 1, Max: 4.5, MaxSource: score.MaxOfProfile}
	one := report.Action{Control: control, Gain: 0.27}
	task := one
	task.Task = report.Task{Actions: []score.Control{control, control}, Left: 7, Gain: 0.54}
	for _, tc := range []struct {
		name string
		a    report.Action
		want []string
	}{
		{"one", one, []string{"+3.5 points (+0.3 pp)"}},
		{"a task", task, []string{"+7 points (+0.5 pp)", "2 actions of one policy"}},
		{"unknown", report.Action{Control: score.Control{ID: "A"}}, []string{"points left unknown"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, plain.BriefGain(tc.a)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
