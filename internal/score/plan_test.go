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
	p := CheapestPlan(s, 80)
	if p.Reachable || !slices.Equal(planIDs(p), []string{"open"}) || p.Reaches != 70 || p.Need != 40 {
		t.Errorf("%+v, want the one open action and 70 %%", p)
	}
	if p := CheapestPlan(Snapshot{}, 80); p.Reachable != true || len(p.Steps) != 0 {
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
	for name, p := range map[string]Plan{"planned in any case": PlanFor(s, 100), "cheapest": CheapestPlan(s, 100)} {
		if p.Reachable || !slices.Equal(planIDs(p), []string{"open"}) {
			t.Errorf("%s: %+v, want the open action alone", name, p)
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
			if p := CheapestPlan(s, tc.goal); p.Need != tc.need || len(p.Steps) != tc.steps || !p.Reachable {
				t.Errorf("%+v, want %v points in %d steps", p, tc.need, tc.steps)
			}
		})
	}
}

// Even a hundredth of a point needs an action.
func TestPlanForAHundredth(t *testing.T) {
	s := planSnapshot(planControl("a", 0, 0.01, Low, Low, ""), planControl("done", 99.99, 99.99, Low, Low, ""))
	if p := CheapestPlan(s, 100); !slices.Equal(planIDs(p), []string{"a"}) || !p.Reachable || p.Need != 0.01 {
		t.Errorf("%+v, want a", p)
	}
}

// Two actions of effort 2 and one of effort 4 give the same for the same
// effort.
func TestOfEqualPlansTheOneWithFewerSteps(t *testing.T) {
	s := planSnapshot(planControl("one", 0, 4, Low, Low, ""), planControl("other", 0, 4, Low, Low, ""),
		planControl("both", 0, 8, Moderate, Low, ""))
	if p := CheapestPlan(s, 50); p.Effort != 4 || !slices.Equal(planIDs(p), []string{"both"}) {
		t.Errorf("%+v, want the one action that gives as much as both others", p)
	}
}

// bruteForce tries every set of actions that contains the planned ones, where
// these are in any case in the plan. It returns the least effort that gives the
// missing points, and the most points for that effort, in hundredths. The
// effort is -1 where no set gives them. The effort of a task is that of its
// hardest action.
func bruteForce(actions []Control, missing int64, planned bool) (effort int, points int64) {
	effort = -1
	tasks := map[string]int{}
	task := make([]int, len(actions)) // by action, the number of its task
	for i, c := range actions {
		key := c.taskKey()
		if key == "" {
			key = c.ID
		}
		if _, known := tasks[key]; !known {
			tasks[key] = len(tasks)
		}
		task[i] = tasks[key]
	}
	hardest := make([]int, len(tasks))
sets:
	for set := range 1 << len(actions) {
		clear(hardest)
		var p int64
		for i, c := range actions {
			if set>>i&1 == 1 {
				hardest[task[i]] = max(hardest[task[i]], c.Effort())
				p += cents(c.Left())
			} else if planned && c.Status() == Planned {
				continue sets
			}
		}
		e := 0
		for _, h := range hardest {
			e += h
		}
		if p >= missing && (effort < 0 || e < effort || e == effort && p > points) {
			effort, points = e, p
		}
	}
	return effort, points
}

// drawnPlan draws a snapshot with few enough actions for bruteForce, some of
// which are done on one page.
func drawnPlan(t *rapid.T) Snapshot {
	levels := []Level{Low, Moderate, High, Unknown}
	var controls []Control
	for i := range rapid.IntRange(0, 10).Draw(t, "controls") {
		maximum := float64(rapid.IntRange(1, 1000).Draw(t, "max")) / 100
		c := planControl(string(rune('a'+i)), Hundredths(maximum*rapid.Float64Range(0, 1).Draw(t, "done")), maximum,
			rapid.SampledFrom(levels).Draw(t, "cost"), rapid.SampledFrom(levels).Draw(t, "impact"),
			rapid.SampledFrom([]string{"", "", "Planned", "Ignored", "ThirdParty"}).Draw(t, "state"))
		c.ActionURL = rapid.SampledFrom([]string{"", "https://security.microsoft.com/antiphishing",
			"https://security.microsoft.com/antispam?tid=1", "https://learn.microsoft.com/"}).Draw(t, "page")
		controls = append(controls, c)
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
		var open []Control
		for _, c := range s.Controls {
			if c.Recommended() && c.Left() > 0 {
				open = append(open, c)
			}
		}
		missing := countedMissing(s, goal)
		for _, kind := range []struct {
			plan    func(Snapshot, float64) Plan
			planned bool
		}{{CheapestPlan, false}, {PlanFor, true}} {
			p := kind.plan(s, goal)
			planIsWhole(t, p)
			effort, most := bruteForce(open, missing, kind.planned)
			if p.Reachable != (effort >= 0) || p.Reachable == s.outOfReach(goal) && len(s.Controls) > 0 {
				t.Fatalf("reachable is %t, the least effort %d", p.Reachable, effort)
			}
			var got int64
			for _, step := range p.Steps {
				got += cents(step.Gain)
			}
			if p.Reachable && missing > 0 && (p.Effort != effort || got < missing) {
				t.Fatalf("effort %d gives %d, but effort %d gives %d", p.Effort, got, effort, most)
			}
			if p.Reachable && missing > 0 && got != most {
				t.Fatalf("effort %d gives %d, not %d", p.Effort, got, most)
			}
			if !p.Reachable && len(p.Steps) != len(open) {
				t.Fatalf("%d of %d steps, want all of them where the goal is out of reach", len(p.Steps), len(open))
			}
		}
	})
}

// planIsWhole checks that the steps of a task follow each other, and that
// efforts and gains add up to those of the plan.
func planIsWhole(t *rapid.T, p Plan) {
	effort, task := 0, 0
	for _, step := range p.Steps {
		switch {
		case step.Task == task && step.Effort != 0, step.Task == task+1 && step.Effort == 0,
			step.Task < task || step.Task > task+1:
			t.Fatalf("step %+v after task %d", step, task)
		}
		effort += step.Effort
		task = step.Task
	}
	if effort != p.Effort || task != p.Tasks {
		t.Fatalf("the steps have an effort of %d in %d tasks, the plan %d in %d", effort, task, p.Effort, p.Tasks)
	}
}

// Eleven settings of one policy have the effort of one.
func TestThePlanCountsTheEffortOfATaskOnce(t *testing.T) {
	var controls []Control
	for i := range 11 {
		c := planControl(string(rune('a'+i)), 0, 6, Moderate, Unknown, "")
		c.ActionURL = "https://security.microsoft.com/antiphishing?tid=1"
		controls = append(controls, c)
	}
	controls = append(controls, planControl("rest", 34, 34, Low, Low, ""))
	p := PlanFor(planSnapshot(controls...), 60)
	if p.Effort != 7 || p.Tasks != 1 || len(p.Steps) != 11 {
		t.Errorf("effort %d, %d tasks, %d steps, want 7, 1 and all 11, because they cost nothing more", p.Effort,
			p.Tasks, len(p.Steps))
	}
}

// The planned action of a task pays for the others of the same effort, but not
// for a harder one.
func TestThePlannedActionOfATaskPaysForTheOthers(t *testing.T) {
	planned := planControl("planned", 0, 1, Moderate, Low, "Planned")
	easy, hard := planControl("easy", 0, 5, Low, Low, ""), planControl("hard", 0, 5, High, High, "")
	for _, c := range []*Control{&planned, &easy, &hard} {
		c.ActionURL = "https://security.microsoft.com/antispam"
	}
	other := planControl("other", 0, 5, Moderate, Low, "")
	s := planSnapshot(planned, easy, hard, other, planControl("done", 4, 4, Low, Low, ""))
	if p := PlanFor(s, 25); !slices.Equal(planIDs(p), []string{"easy", "planned"}) {
		t.Errorf("%v, want also what costs nothing more", planIDs(p))
	}
	for goal, want := range map[float64]int{25: 4, 50: 4, 75: 8, 100: 13} { // other is 4 more, hard 9 in all
		if p := PlanFor(s, goal); p.Effort != want {
			t.Errorf("goal %v: effort %d in %v, want %d", goal, p.Effort, planIDs(p), want)
		}
	}
}

// A headline can have more points than the controls. Even then no plan reaches
// more than all points, as no view does.
func TestThePlanReachesAtMostTheMaximum(t *testing.T) {
	s := planSnapshot(planControl("a", 0, 10, Low, Low, ""), planControl("done", 90, 90, Low, Low, ""))
	s.Current++
	if p, most := PlanFor(s, 100), s.most(); p.Reaches != 100 || most != 100 {
		t.Errorf("the plan reaches %v %%, all open actions together %v %%, want 100", p.Reaches, most)
	}
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
		CheapestPlan(s, 80)
	}
}
