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

// Worked out by hand: 40 of 100 points, and actions of
// a 10 points effort 1, b 10 points effort 8, c 5 points effort 3, d 20 points effort 13, e 15 left of 25 effort 5.
func TestPlanByHand(t *testing.T) {
	s := planSnapshot(
		planControl("a", 0, 10, Low, Low, ""), planControl("b", 0, 10, High, Low, "Planned"), planControl("c", 0, 5, Moderate, Low, ""),
		planControl("d", 0, 20, High, High, ""), planControl("e", 10, 25, Moderate, Moderate, ""), planControl("done", 30, 30, Low, Low, ""),
	)
	for _, tt := range []struct {
		name    string
		goal    float64
		planned bool
		want    []string
		effort  int
		reaches float64
	}{
		{"reached already", 40, false, nil, 0, 40},
		{"one suffices", 50, false, []string{"a"}, 1, 50},
		{"partly done counts with what is left", 55, false, []string{"a", "c"}, 4, 55},
		{"two", 65, false, []string{"a", "e"}, 6, 65},
		{"three", 66, false, []string{"a", "e", "c"}, 9, 70},
		{"the planned one first, then the cheapest for the rest", 55, true, []string{"b", "a"}, 9, 60},
		{"all", 100, false, []string{"a", "e", "c", "d", "b"}, 30, 100},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := PlanFor(s, tt.goal, tt.planned)
			if got := planIDs(p); !slices.Equal(got, tt.want) || p.Effort != tt.effort || math.Abs(p.Reaches-tt.reaches) > 1e-9 || !p.Reachable {
				t.Errorf("%v, effort %d, reaches %v, reachable %t", got, p.Effort, p.Reaches, p.Reachable)
			}
		})
	}
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

// bruteForce is the least effort of any subset that suffices, and the most points
// at that effort; -1 where none does.
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
		goal := rapid.Float64Range(0, 110).Draw(t, "goal")
		p := PlanFor(s, goal, false)
		var open []Control
		for _, c := range s.Controls {
			if c.Recommended() && c.Left() > 0 {
				open = append(open, c)
			}
		}
		missing := cents(goal/100*s.Max) - cents(s.Current)
		effort, points := bruteForce(open, missing)
		if p.Reachable != (effort >= 0) {
			t.Fatalf("reachable %t, brute force %d", p.Reachable, effort)
		}
		var got int64
		for _, step := range p.Steps {
			got += cents(step.Gain)
		}
		if p.Reachable && missing > 0 && (p.Effort != effort || got != points) {
			t.Fatalf("effort %d for %d, brute force %d for %d", p.Effort, got, effort, points)
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
