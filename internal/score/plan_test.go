package score

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func planControl(id string, points, maximum float64, cost, impact Level, state string) Control {
	return Control{ID: id, Points: points, Max: maximum, MaxSource: MaxOfProfile, HasProfile: true, Percent: math.NaN(), Cost: cost, UserImpact: impact, State: state}
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
		t.Errorf("%+v", p)
	}
	if p := PlanFor(Snapshot{}, 80, false); p.Reachable != true || len(p.Steps) != 0 {
		t.Errorf("nothing can be had: %+v", p) // 80 % of no points is no points
	}
}

// bruteForce is the least effort of any subset that suffices, and the most
// points at that effort; -1 where none does.
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

func TestPlanIsNoDearerThanBruteForce(t *testing.T) {
	levels := []Level{Low, Moderate, High, Unknown}
	rapid.Check(t, func(t *rapid.T) {
		var controls []Control
		for i := range rapid.IntRange(0, 11).Draw(t, "controls") {
			maximum := float64(rapid.IntRange(1, 1000).Draw(t, "max")) / 100
			controls = append(controls, planControl(string(rune('a'+i)), Hundredths(maximum*rapid.Float64Range(0, 1).Draw(t, "done")), maximum,
				rapid.SampledFrom(levels).Draw(t, "cost"), rapid.SampledFrom(levels).Draw(t, "impact"),
				rapid.SampledFrom([]string{"", "", "Planned", "Ignored", "ThirdParty"}).Draw(t, "state")))
		}
		s := planSnapshot(controls...)
		goal := float64(rapid.IntRange(0, 11000).Draw(t, "goal")) / 100
		p := PlanFor(s, goal, false)
		var open []Control
		for _, c := range s.Controls {
			if c.Recommended() && c.Left() > 0 {
				open = append(open, c)
			}
		}
		missing := int64(0) // counted up until the goal is reached
		for s.Max > 0 && Hundredths(s.Percent()) < goal && percent(points(cents(s.Current)+missing), s.Max) < goal-1e-9 {
			missing++
		}
		effort, most := bruteForce(open, missing)
		if p.Reachable != (effort >= 0) {
			t.Fatalf("reachable %t, brute force %d", p.Reachable, effort)
		}
		var got int64
		for _, step := range p.Steps {
			got += cents(step.Gain)
		}
		if p.Reachable && missing > 0 && (p.Effort != effort || got != most) {
			t.Fatalf("effort %d for %d, brute force %d for %d", p.Effort, got, effort, most)
		}
		if !p.Reachable && len(p.Steps) != len(open) {
			t.Fatalf("%d of %d steps though it is not reachable", len(p.Steps), len(open))
		}
		if planned := PlanFor(s, goal, true); planned.Reachable != p.Reachable && p.Reachable {
			t.Fatal("reachable, but not when the planned ones are taken first")
		}
	})
}

func BenchmarkPlan(b *testing.B) {
	levels := []Level{Low, Moderate, High, Unknown}
	var controls []Control
	for i := range 400 {
		controls = append(controls, planControl(string(rune(i)), float64(i%4), float64(4+i%7), levels[i%4], levels[i/4%4], ""))
	}
	s := planSnapshot(controls...)
	b.ReportAllocs()
	for b.Loop() {
		PlanFor(s, 80, false)
	}
}
