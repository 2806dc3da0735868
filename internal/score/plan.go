package score

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Plan is the cheapest set of improvement actions that reaches a goal.
type Plan struct {
	Goal      float64 // percent
	From      float64 // percent, where the score stands
	Need      float64 // points that are missing; 0 where the goal is reached already
	Reachable bool    // false: all open actions together do not reach it, and Steps are all of them
	Steps     []Step  // in the order to take them
	Effort    int     // of all steps
	Reaches   float64 // percent, after all steps
}

// Step is one action of a plan.
type Step struct {
	Control Control
	Gain    float64 // points left in it
	Effort  int
	Percent float64 // where the score stands after this step and those before
}

// PlanFor finds the cheapest plan to a goal in percent: no other set of open
// actions that reaches it has less effort, and of those with the same effort none
// gives more points. With plannedFirst the actions that are planned already are
// taken in any case, and the rest is the cheapest for what they leave.
//
// Actions count with the points that are left in them, and with all or nothing of
// these. What is closed by a declaration or an accepted risk is not touched, nor
// what Microsoft retired, nor what has no known maximum. The maximum of the whole
// score is taken to stay where it is.
//
// It is the knapsack problem turned round, solved exactly: for each effort the most
// points that it can buy (see buy). That takes about as many steps as there are
// actions, some milliseconds for 400.
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

// order appends the actions as steps, the most points for their effort first.
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

// missing are the hundredths of points that the score lacks to a goal in percent.
// As everywhere, a goal is reached where the percentage that people see is.
func (s Snapshot) missing(goal float64) int64 {
	if Hundredths(s.Percent()) >= goal {
		return 0
	}
	return max(0, int64(math.Ceil(goal*s.Max-1e-6))-cents(s.Current))
}

// cheapest picks actions that give at least the missing hundredths of points, at
// the least effort; all of them and false where they do not suffice.
func cheapest(actions []Control, missing int64) ([]Control, bool) {
	if missing <= 0 {
		return nil, true
	}
	classes := byEffort(actions)
	most := 0 // effort that may be needed
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
	effort, _ := slices.BinarySearch(best, missing) // never falls as the effort grows
	var chosen []Control
	for i, class := range slices.Backward(classes) {
		n := counts[i][effort]
		chosen = append(chosen, class.actions[:n]...)
		effort -= n * class.effort
	}
	return chosen, true
}

// class is the actions of one effort, the most points first: whoever takes some of
// them takes the first ones.
type class struct {
	effort  int
	actions []Control
	gains   []int64 // hundredths of points that the first n give, for n from 0
}

func byEffort(actions []Control) []class {
	groups := map[int][]Control{}
	for _, c := range actions {
		groups[c.Effort()] = append(groups[c.Effort()], c)
	}
	var classes []class
	for _, effort := range slices.Sorted(maps.Keys(groups)) {
		k := class{effort: effort, actions: groups[effort], gains: []int64{0}}
		slices.SortStableFunc(k.actions, func(a, b Control) int { return cmp.Compare(b.Left(), a.Left()) })
		for i, c := range k.actions {
			k.gains = append(k.gains, k.gains[i]+cents(c.Left()))
		}
		classes = append(classes, k)
	}
	return classes
}

// buy lets actions of the class be bought too: the most points for each effort,
// and how many of the class are among them.
//
// For efforts that are a whole number of actions apart this is the (max, +)
// convolution of what could be bought so far with gains, which rise ever less. So
// the best split moves up with the effort, and halving the range of efforts finds
// all of them in n log n steps.
func (k class) buy(best []int64) (with []int64, counts []int) {
	with, counts = make([]int64, len(best)), make([]int, len(best))
	for first := range min(k.effort, len(best)) {
		var solve func(low, high, from, to int)
		// The efforts first + j*effort with j in [low, high] spend first +
		// i*effort with i in [from, to] on the other classes.
		solve = func(low, high, from, to int) {
			if low > high {
				return
			}
			j := (low + high) / 2
			split, value := -1, int64(-1)
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
