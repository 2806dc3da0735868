package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// G4: what plan prints by default is the plan of the report, which contains the
// planned action, although another one is cheaper.
func TestThePlanOfTheCommandIsThatOfTheReport(t *testing.T) {
	action := func(id, state string, cost score.Level) score.Control {
		return score.Control{ID: id, Max: 10, MaxSource: score.MaxOfProfile, State: state, Cost: cost, UserImpact: score.Low}
	}
	s := score.Snapshot{Date: "2026-11-23", Max: 20,
		Controls: []score.Control{action("cheap", "", score.Low), action("planned", "Planned", score.High)}}
	m := report.Build(report.Input{Snapshot: s, Now: time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC),
		Goal: &report.Goal{Percent: 50}})
	for line, want := range map[string]string{"plan": "planned", "plan --goal=50": "planned",
		"plan --planned-first": "planned", "plan --no-planned-first": "cheap"} {
		var plan planCommand
		cmd := &cobra.Command{}
		plan.flags(newFlagSet(cmd, cmd.Flags()))
		if err := cmd.ParseFlags(strings.Fields(line)); err != nil {
			t.Fatal(err)
		}
		p := plan.planFor(s, 50)
		if len(p.Steps) != 1 || p.Steps[0].Control.ID != want {
			t.Errorf("%s: %+v, want %s", line, p.Steps, want)
		}
		if diff := cmp.Diff(*m.Analysis.Plan, p, cmp.Comparer(func(a, b score.Control) bool { return a.ID == b.ID })); want ==
			"planned" && diff != "" {
			t.Errorf("%s (-report +plan):\n%s", line, diff)
		}
	}
}
