package score

import (
	"cmp"
	"math"
	"slices"
)

// Plan is the cheapest set of recommended actions that reaches a goal.
type Plan struct {
	Goal      float64 // percent
	From      float64 // percent, today
	Need      float64 // points that are missing; 0 where the goal is reached
	Reachable bool    // false: Steps are all open actions, and they do not reach the goal
	Steps     []Step  // in the order in which to take them; those of a task follow each other
	Tasks     int     // how many tasks the steps are of
	Effort    int     // of all tasks
	Reaches   float64 // percent after all steps
}

// Step is one action of a plan.
type Step struct {
	Control Control
	Task    int     // the number of its task in the plan, from 1
	Gain    float64 // points left in it
	Effort  int     // of its task at the first step of the task, then 0
	Percent float64 // of the whole score, after this step and those before; never above that of the maximum
}

// PlanFor finds the cheapest plan to a goal in percent that contains all
// planned actions: they are done anyway. It is what every form shows. No other
// set of open actions that contains the planned ones and reaches the goal has
// less effort, and none with the same effort gives more points.
//
// The effort of a task counts once: that of the hardest action chosen from it.
// Where a task is taken, all its actions up to that effort are, because they
// cost nothing more.
//
// An action counts with all points that are left in it. The plan leaves out
// what is closed by a declaration or an accepted risk, deprecated actions, and
// those without a known maximum. It assumes that the maximum of the score
// stays.
func PlanFor(s Snapshot, goal float64) Plan {
	return s.plan(goal, func(c Control) bool { return c.Status() == Planned })
}

// CheapestPlan is PlanFor where planned actions are chosen like all others.
func CheapestPlan(s Snapshot, goal float64) Plan {
	return s.plan(goal, func(Control) bool { return false })
}

func (s Snapshot) plan(goal float64, settled func(Control) bool) Plan {
	missing := s.missing(goal)
	p := Plan{Goal: goal, From: s.Percent(), Need: points(missing), Reachable: true, Reaches: s.Percent()}
	if missing == 0 {
		return p
	}
	options := make([]option, 0, len(s.Controls))
	for _, t := range Tasks(s) {
		if t.Left() > 0 {
			o := optionOf(t, settled)
			missing -= o.taken()
			options = append(options, o)
		}
	}
	p.Reachable = cheapest(options, missing)
	var settledTasks, chosen []Task
	for _, o := range options {
		switch t := o.task(); {
		case t.Actions == nil:
		case o.base > 0:
			settledTasks = append(settledTasks, t)
		default:
			chosen = append(chosen, t)
		}
	}
	p.order(s, settledTasks)
	p.order(s, chosen)
	if n := len(p.Steps); n > 0 {
		p.Reaches = p.Steps[n-1].Percent
	}
	return p
}

// order appends the actions of tasks as steps, the task with the most points
// for its effort first.
func (p *Plan) order(s Snapshot, tasks []Task) {
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Compare(cents(b.Left())*int64(a.Effort()), cents(a.Left())*int64(b.Effort()))
	})
	points := s.Current
	for _, step := range p.Steps {
		points += step.Gain
	}
	ceiling := max(s.Max, s.Current) // the headline can have more than the sum of the controls
	for _, t := range tasks {
		p.Tasks++
		effort := t.Effort()
		p.Effort += effort
		for _, c := range t.Actions {
			points = Hundredths(points + c.Left())
			p.Steps = append(p.Steps,
				Step{Control: c, Task: p.Tasks, Gain: c.Left(), Effort: effort, Percent: percent(min(points, ceiling), s.Max)})
			effort = 0
		}
	}
}

// missing is how many hundredths of points the score lacks to a goal in
// percent.
func (s Snapshot) missing(goal float64) int64 {
	if reaches(s.Percent(), goal) {
		return 0
	}
	return max(0, int64(math.Ceil(goal*s.Max-1e-6))-cents(s.Current))
}
