package score

import (
	"cmp"
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

// Effort is what an action costs, in units that only compare: an action of low
// cost that no user notices is 1. It is the sum of what it costs to implement
// (low 1, moderate 3, high 8, unknown 5) and of what it costs users (low 0,
// moderate 2, high 5, unknown 3).
//
// The steps between the levels grow because doing five cheap things is commonly
// less work than one that is called expensive. What Microsoft does not know is
// dearer than moderate and cheaper than high, so that it is neither picked first
// nor ruled out.
func (c Control) Effort() int { return implementationEffort[c.Cost] + userEffort[c.UserImpact] }

var (
	implementationEffort = map[Level]int{Low: 1, Moderate: 3, Unknown: 5, "": 5, High: 8}
	userEffort           = map[Level]int{Low: 0, Moderate: 2, Unknown: 3, "": 3, High: 5}
)

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
// It is the knapsack problem turned round, solved exactly by dynamic programming
// over the effort: for each effort the most points that it can buy. That takes
// actions times effort steps, some milliseconds for 400 actions.
func PlanFor(s Snapshot, goal float64, plannedFirst bool) Plan {
	p := Plan{Goal: goal, From: s.Percent()}
	missing := cents(goal/100*s.Max) - cents(s.Current)
	p.Need = float64(max(0, missing)) / 100
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

// cheapest picks actions that give at least the missing hundredths of points, at
// the least effort; all of them and false where they do not suffice.
func cheapest(actions []Control, missing int64) ([]Control, bool) {
	if missing <= 0 {
		return nil, true
	}
	var all int64
	most := 0
	for _, c := range actions {
		all += cents(c.Left())
		most += c.Effort()
	}
	if all < missing {
		return actions, false
	}
	// buys[e] is the most points for an effort of exactly e or less; picked says
	// whether action i is among them, as one bit of row i.
	buys := make([]int64, most+1)
	picked := make([][]bool, len(actions))
	for i, c := range actions {
		effort, gain := c.Effort(), cents(c.Left())
		picked[i] = make([]bool, most+1)
		for e := most; e >= effort; e-- {
			if with := buys[e-effort] + gain; with > buys[e] {
				buys[e], picked[i][e] = with, true
			}
		}
	}
	effort, _ := slices.BinarySearch(buys, missing) // never falls as the effort grows
	var chosen []Control
	for i := len(actions) - 1; i >= 0; i-- {
		if picked[i][effort] {
			chosen = append(chosen, actions[i])
			effort -= actions[i].Effort()
		}
	}
	slices.Reverse(chosen)
	return chosen, true
}
