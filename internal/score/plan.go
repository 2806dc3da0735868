package score

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Plan is the cheapest set of recommended actions that reaches a goal.
type Plan struct {
	Goal      float64 // percent
	From      float64 // percent, today
	Need      float64 // points that are missing; 0 where the goal is reached
	Reachable bool    // false: Steps are all open actions, and they do not reach the goal
	Steps     []Step  // in the order in which to take them
	Effort    int     // of all steps; see Control.Effort
	Reaches   float64 // percent after all steps
}

// Step is one action of a plan.
type Step struct {
	Control Control
	Gain    float64 // points left in it
	Effort  int
	Percent float64 // of the whole score, after this step and those before
}

// PlanFor finds the cheapest plan to a goal in percent: no other set of open
// actions that reaches the goal has less effort, and none with the same effort
// gives more points. With plannedFirst, the planned actions are in the plan in
// any case, and the rest is the cheapest set for the points that are then
// missing.
//
// An action counts with all points that are left in it. The plan leaves out
// what is closed by a declaration or an accepted risk, deprecated actions, and
// those without a known maximum. It assumes that the maximum of the score
// stays.
//
// This is the knapsack problem, solved exactly: for each effort, the most
// points that it buys (see class.buy). It takes milliseconds for 400 actions.
func PlanFor(s Snapshot, goal float64, plannedFirst bool) Plan {
	p := Plan{Goal: goal, From: s.Percent()}
	missing := s.missing(goal)
	p.Need = points(missing)
	var taken, open []Control
	for _, c := range Actions(s) {
		switch {
		case !c.Recommended() || c.Left() <= 0:
		case plannedFirst && c.Status() == Planned:
			taken = append(taken, c)
			missing -= cents(c.Left())
		default:
			open = append(open, c)
		}
	}
	chosen, reachable := cheapest(open, missing)
	p.Reachable = reachable
	p.order(s, taken)
	p.order(s, chosen)
	p.Reaches = p.From
	if n := len(p.Steps); n > 0 {
		p.Reaches = p.Steps[n-1].Percent
	}
	return p
}

// order appends the actions as steps, the most points for the effort first.
func (p *Plan) order(s Snapshot, actions []Control) {
	slices.SortStableFunc(actions, func(a, b Control) int {
		return cmp.Compare(b.Left()*float64(a.Effort()), a.Left()*float64(b.Effort()))
	})
	points := s.Current
	for _, step := range p.Steps {
		points += step.Gain
	}
	for _, c := range actions {
		points = Hundredths(points + c.Left())
		p.Effort += c.Effort()
		p.Steps = append(p.Steps, Step{Control: c, Gain: c.Left(), Effort: c.Effort(), Percent: percent(points, s.Max)})
	}
}

// missing is how many hundredths of points the score lacks to a goal in
// percent. A goal is reached where the percentage with two decimals reaches it,
// because that is what people see.
func (s Snapshot) missing(goal float64) int64 {
	if Hundredths(s.Percent()) >= goal {
		return 0
	}
	return max(0, int64(math.Ceil(goal*s.Max-1e-6))-cents(s.Current))
}

// cheapest picks, from ranked actions, those with the least effort that give at
// least the missing hundredths of points. Where all of them do not give that,
// it returns all and false.
func cheapest(actions []Control, missing int64) ([]Control, bool) {
	if missing <= 0 {
		return nil, true
	}
	classes := byEffort(actions)
	most := 0 // the effort of all actions
	var all int64
	for _, class := range classes {
		most += class.effort * len(class.actions)
		all += class.gains[len(class.actions)]
	}
	if all < missing {
		return actions, false
	}
	best := make([]int64, most+1) // the most points for at most this effort
	counts := make([][]int, len(classes))
	for i, class := range classes {
		best, counts[i] = class.buy(best)
	}
	effort, _ := slices.BinarySearch(best, missing) // best is sorted
	var chosen []Control
	for i, class := range slices.Backward(classes) {
		n := counts[i][effort]
		chosen = append(chosen, class.actions[:n]...)
		effort -= n * class.effort
	}
	return chosen, true
}

// class is all actions of one effort, the most points first. A plan that takes
// n of them takes the first n.
type class struct {
	effort  int
	actions []Control
	gains   []int64 // gains[n]: hundredths of points that the first n give
}

// byEffort divides ranked actions into classes, the least effort first.
func byEffort(actions []Control) []class {
	groups := map[int][]Control{}
	for _, c := range actions {
		groups[c.Effort()] = append(groups[c.Effort()], c)
	}
	var classes []class
	for _, effort := range slices.Sorted(maps.Keys(groups)) {
		k := class{effort: effort, actions: groups[effort], gains: []int64{0}} // ranked, so the most points first
		for i, c := range k.actions {
			k.gains = append(k.gains, k.gains[i]+cents(c.Left()))
		}
		classes = append(classes, k)
	}
	return classes
}

// buy adds the class to the choice. best[e] is the most points that effort e
// buys without the class, with[e] the most with it, and counts[e] how many
// actions of the class are then taken.
//
// Among efforts that differ by a multiple of the class's effort, with is the
// (max, +) convolution of best and gains. Each further action of the class
// gains at most as much as the one before, so the effort spent on the other
// classes never falls as e grows. Divide and conquer over e therefore needs n
// log n steps.
func (k class) buy(best []int64) (with []int64, counts []int) {
	with, counts = make([]int64, len(best)), make([]int, len(best))
	for first := range min(k.effort, len(best)) {
		var solve func(low, high, from, to int)
		// For j in [low, high], effort first+j*k.effort spends first+i*k.effort
		// on the other classes, with i in [from, to].
		solve = func(low, high, from, to int) {
			if low > high {
				return
			}
			j := (low + high) / 2
			var split int
			value := int64(-1)
			for i := max(from, j-len(k.actions)); i <= min(to, j); i++ {
				if v := best[first+i*k.effort] + k.gains[j-i]; v > value {
					split, value = i, v
				}
			}
			with[first+j*k.effort], counts[first+j*k.effort] = value, j-split
			solve(low, j-1, from, split)
			solve(j+1, high, split, to)
		}
		last := (len(best) - 1 - first) / k.effort
		solve(0, last, 0, last)
	}
	return with, counts
}
