package score

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func planControl(id string, points, maximum float64, cost, impact Level, state string) Control {
	return Control{ID: id, Points: points, Max: maximum, MaxSource: MaxOfProfile, HasProfile: true,
		Percent: math.NaN(), Cost: cost, UserImpact: impact, State: state}
}

func planSnapshot(controls ...Control) Snapshot {
	s := Snapshot{Date: "2026-11-23", Controls: controls}
	for _, c := range controls {
		s.Current += c.Points
		s.Max += c.Max
	}
	return s
}

func planIDs(p Plan) (ids []string) {
	for _, s := range p.Steps {
		ids = append(ids, s.Control.ID)
	}
	return ids
}

func TestPlanThatIsNotReachableSaysHowFarItGets(t *testing.T) {
	s := planSnapshot(
		planControl("open", 0, 30, Low, Low, ""), planControl("risk", 0, 20, Low, Low, "Ignored"),
		planControl("retired", 0, 10, Low, Low, ""), planControl("done", 40, 40, Low, Low, ""),
	)
	s.Controls[2].Deprecated = true
	p := PlanFor(s, 80, false)
	if p.Reachable || !slices.Equal(planIDs(p), []string{"open"}) || p.Reaches != 70 || p.Need != 40 {
		t.Errorf("%+v, want the one open action and 70 %%", p)
	}
	if p := PlanFor(Snapshot{}, 80, false); p.Reachable != true || len(p.Steps) != 0 {
		t.Errorf("%+v, want an empty plan: 80 %% of no points is no points", p)
	}
}

// An action of unknown maximum may give nothing, and a planned one that has all
// its points gives nothing. Neither is a step, even where the goal is out of
// reach.
func TestEveryStepGivesPoints(t *testing.T) {
	unknown := planControl("unknown", 3, 0, Low, Low, "")
	unknown.MaxSource = MaxUnknown
	s := planSnapshot(planControl("open", 0, 30, Low, Low, ""), unknown,
		planControl("planned", 10, 10, Low, Low, "Planned"))
	s.Max += 20
	for _, plannedFirst := range []bool{false, true} {
		if p := PlanFor(s, 100, plannedFirst); p.Reachable || !slices.Equal(planIDs(p), []string{"open"}) {
			t.Errorf("planned first %t: %+v, want the open action alone", plannedFirst, p)
		}
	}
}

func TestPlanToAGoalThatIsNearOrReached(t *testing.T) {
	s := planSnapshot(planControl("open", 0, 400.04, Low, Low, ""), planControl("done", 599.96, 599.96, Low, Low, ""))
	for _, tc := range []struct {
		name  string
		goal  float64
		need  float64
		steps int
	}{
		{"below the score", 50, 0, 0},
		{"as people read the score", 60, 0, 0}, // 59.996 %, shown as 60.00
		{"a hundredth of a percent above", 60.01, 0.14, 1},
		{"all points", 100, 400.04, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if p := PlanFor(s, tc.goal, false); p.Need != tc.need || len(p.Steps) != tc.steps || !p.Reachable {
				t.Errorf("%+v, want %v points in %d steps", p, tc.need, tc.steps)
			}
		})
	}
}

// Even a hundredth of a point needs an action.
func TestPlanForAHundredth(t *testing.T) {
	s := planSnapshot(planControl("a", 0, 0.01, Low, Low, ""), planControl("done", 99.99, 99.99, Low, Low, ""))
	if p := PlanFor(s, 100, false); !slices.Equal(planIDs(p), []string{"a"}) || !p.Reachable || p.Need != 0.01 {
		t.Errorf("%+v, want a", p)
	}
}

// Two actions of effort 2 and one of effort 4 give the same for the same
// effort.
func TestOfEqualPlansTheOneWithFewerSteps(t *testing.T) {
	s := planSnapshot(planControl("one", 0, 4, Low, Low, ""), planControl("other", 0, 4, Low, Low, ""),
		planControl("both", 0, 8, Moderate, Low, ""))
	if p := PlanFor(s, 50, false); p.Effort != 4 || !slices.Equal(planIDs(p), []string{"both"}) {
		t.Errorf("%+v, want the one action that gives as much as both others", p)
	}
}

// bruteForce tries every set of actions. It returns the least effort that gives
// the missing points, and the most points for that effort, in hundredths. The
// effort is -1 where no set gives them.
func bruteForce(actions []Control, missing int64) (effort int, points int64) {
	effort = -1
	for set := range 1 << len(actions) {
		var e int
		var p int64
		for i, c := range actions {
			if set>>i&1 == 1 {
				e += c.Effort()
				p += cents(c.Left())
			}
		}
		if p >= missing && (effort < 0 || e < effort || e == effort && p > points) {
			effort, points = e, p
		}
	}
	return effort, points
}

// drawnPlan draws a snapshot with few enough actions for bruteForce.
func drawnPlan(t *rapid.T) Snapshot {
	levels := []Level{Low, Moderate, High, Unknown}
	var controls []Control
	for i := range rapid.IntRange(0, 11).Draw(t, "controls") {
		maximum := float64(rapid.IntRange(1, 1000).Draw(t, "max")) / 100
		controls = append(controls,
			planControl(string(rune('a'+i)), Hundredths(maximum*rapid.Float64Range(0, 1).Draw(t, "done")), maximum,
				rapid.SampledFrom(levels).Draw(t, "cost"), rapid.SampledFrom(levels).Draw(t, "impact"),
				rapid.SampledFrom([]string{"", "", "Planned", "Ignored", "ThirdParty"}).Draw(t, "state")))
	}
	return planSnapshot(controls...)
}

// countedMissing counts the hundredths of points one by one until the goal is
// reached.
func countedMissing(s Snapshot, goal float64) (missing int64) {
	if s.Max <= 0 || Hundredths(s.Percent()) >= goal {
		return 0
	}
	for percent(points(cents(s.Current)+missing), s.Max) < goal-1e-9 {
		missing++
	}
	return missing
}

func TestPlanIsNoDearerThanBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawnPlan(t)
		goal := float64(rapid.IntRange(0, 11000).Draw(t, "goal")) / 100
		p := PlanFor(s, goal, false)
		var open []Control
		for _, c := range s.Controls {
			if c.Recommended() && c.Left() > 0 {
				open = append(open, c)
			}
		}
		missing := countedMissing(s, goal)
		effort, most := bruteForce(open, missing)
		if p.Reachable != (effort >= 0) {
			t.Fatalf("reachable is %t, the least effort %d", p.Reachable, effort)
		}
		var got int64
		for _, step := range p.Steps {
			got += cents(step.Gain)
		}
		if p.Reachable && missing > 0 && (p.Effort != effort || got != most) {
			t.Fatalf("effort %d gives %d, but effort %d gives %d", p.Effort, got, effort, most)
		}
		if !p.Reachable && len(p.Steps) != len(open) {
			t.Fatalf("%d of %d steps, want all of them where the goal is out of reach", len(p.Steps), len(open))
		}
		if planned := PlanFor(s, goal, true); planned.Reachable != p.Reachable && p.Reachable {
			t.Fatal("the goal is out of reach only with the planned actions first")
		}
	})
}

func BenchmarkPlan(b *testing.B) {
	levels := []Level{Low, Moderate, High, Unknown}
	var controls []Control
	for i := range 400 {
		controls = append(controls,
			planControl(string(rune(i)), float64(i%4), float64(4+i%7), levels[i%4], levels[i/4%4], ""))
	}
	s := planSnapshot(controls...)
	b.ReportAllocs()
	for b.Loop() {
		PlanFor(s, 80, false)
	}
}
