package words

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Every warning about the score itself is recognised, and no other.
func TestDoubts(t *testing.T) {
	s := score.Snapshot{Date: "2026-11-23", Current: 40, Max: 100,
		Controls: []score.Control{{ID: "A", Points: 39, Max: 50}}}
	failed := errors.New("reading Microsoft Graph: no answer")
	doubtful := []string{plain.ScoreIsOld(4), plain.PartialAnswer(), plain.SumDiffers(s),
		plain.ShowingStored(s.Date, failed), plain.CarriedOver([]string{"A"}, s.Date), plain.PointsUnknown([]string{"A"})}
	for _, f := range []score.Fault{score.OtherTenant, score.Future, score.OutOfRange, score.NoControls,
		score.PointsDiffer, score.MaximumDiffers} {
		doubtful = append(doubtful, plain.Doubts("contoso", []score.Fault{f}, s)...)
	}
	for _, warning := range doubtful {
		if len(English.DoubtsIn(report.Model{Warnings: []string{warning}})) != 1 {
			t.Errorf("not about the score: %s", warning)
		}
	}
	others := []string{plain.SentTwice("A"), plain.WithoutProfile([]string{"A"}), plain.NothingAsOld(s.Date, s.Date),
		plain.LeftOutOfTrend(s.Date, failed), plain.NoLogo(failed), plain.HistoryMissing(failed),
		plain.AnotherDay(s.Date, s.Date), plain.ScoreOnly(s.Date)}
	if diff := cmp.Diff([]string(nil), English.DoubtsIn(report.Model{Warnings: others})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"The newest score is 4 days old."},
		English.DoubtsIn(report.Model{Warnings: append(others, plain.ScoreIsOld(4))})); diff != "" {
		t.Error(diff)
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
