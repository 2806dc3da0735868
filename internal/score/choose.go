package score

import (
	"cmp"
	"maps"
	"slices"
)

// The choice of a plan is the knapsack problem, solved exactly: for each
// effort, the most points that it buys. It takes milliseconds for 400 actions.

// option is what a plan can take of a task: its actions up to one of several
// efforts.
type option struct {
	actions []Control // by effort, the least first
	base    int       // effort that is spent in any case, for the settled actions; 0 where there is none
	settled int       // how many actions are taken in any case
	levels  []extent  // what can be taken beyond, the least effort first
	chosen  int       // how many of levels are taken; set by cheapest
}

// extent is a choice of an option.
type extent struct {
	effort int   // beyond base
	gain   int64 // hundredths of points, beyond the settled actions
	count  int   // of the option's actions, with the settled ones
}

// optionOf is what can be chosen of a task. Settled actions are in any plan.
func optionOf(t Task, settled func(Control) bool) option {
	var o option
	var open []Control
	for _, c := range t.Actions {
		if settled(c) {
			o.actions = append(o.actions, c)
			o.base = max(o.base, c.Effort())
		} else {
			open = append(open, c)
		}
	}
	o.settled = len(o.actions)
	slices.SortStableFunc(open, func(a, b Control) int { return cmp.Compare(a.Effort(), b.Effort()) })
	o.actions = append(o.actions, open...)
	var gain int64
	for i, c := range open {
		gain += cents(c.Left())
		next := extent{effort: max(0, c.Effort()-o.base), gain: gain, count: o.settled + i + 1}
		if n := len(o.levels); n > 0 && o.levels[n-1].effort == next.effort {
			o.levels[n-1] = next
		} else {
			o.levels = append(o.levels, next)
		}
	}
	return o
}

// taken are the hundredths of points of the settled actions.
func (o option) taken() (sum int64) {
	for _, c := range o.actions[:o.settled] {
		sum += cents(c.Left())
	}
	return sum
}

// all is what the option costs and gives at most.
func (o option) all() extent {
	if n := len(o.levels); n > 0 {
		return o.levels[n-1]
	}
	return extent{count: o.settled}
}

// task is what is chosen, the most points first; without actions where nothing
// is.
func (o option) task() Task {
	count := o.settled
	if o.chosen > 0 {
		count = o.levels[o.chosen-1].count
	}
	if count == 0 {
		return Task{}
	}
	t := Task{Actions: rankedAlone(o.actions[:count])}
	t.mostFirst()
	return t
}

// cheapest chooses of the options what gives at least the missing hundredths of
// points with the least effort; what costs nothing is chosen in any case. Where
// all of them do not give that, it chooses all and returns false.
func cheapest(options []option, missing int64) bool {
	most := 0 // the effort of everything
	var all int64
	for _, o := range options {
		most += o.all().effort
		all += o.all().gain
	}
	if all < missing {
		for i := range options {
			options[i].chosen = len(options[i].levels)
		}
		return false
	}
	best := make([]int64, most+1) // the most points for at most this effort
	choices := choicesOf(options)
	spent := make([][]int, len(choices))
	for i, k := range choices {
		best, spent[i] = k.buy(best)
	}
	effort, _ := slices.BinarySearch(best, missing) // best is sorted
	for i, k := range slices.Backward(choices) {
		n := spent[i][effort]
		effort -= k.take(n)
	}
	return true
}

// choice is a part of the knapsack problem. Buy adds it to what the parts
// before buy: best[e] is the most points for effort e without it, with[e] the
// most with it, and taken[e] how much of it is then taken. Take takes so much,
// and returns its effort.
type choice interface {
	buy(best []int64) (with []int64, taken []int)
	take(n int) (effort int)
}

// choicesOf divides options into those that are taken whole or not at all, by
// effort, and the others.
func choicesOf(options []option) []choice {
	whole := map[int][]*option{}
	var choices []choice
	for i := range options {
		switch o := &options[i]; len(o.levels) {
		case 0:
		case 1:
			whole[o.levels[0].effort] = append(whole[o.levels[0].effort], o)
		default:
			choices = append(choices, steps{o})
		}
	}
	for _, effort := range slices.Sorted(maps.Keys(whole)) {
		k := class{effort: effort, options: whole[effort], gains: []int64{0}}
		slices.SortStableFunc(k.options, func(a, b *option) int { return cmp.Compare(b.all().gain, a.all().gain) })
		for i, o := range k.options {
			k.gains = append(k.gains, k.gains[i]+o.all().gain)
		}
		choices = append(choices, k)
	}
	return choices
}

// steps is an option of several levels.
type steps struct{ option *option }

func (k steps) buy(best []int64) (with []int64, taken []int) {
	with, taken = slices.Clone(best), make([]int, len(best))
	for n, l := range k.option.levels {
		for e := l.effort; e < len(best); e++ {
			if v := best[e-l.effort] + l.gain; v > with[e] {
				with[e], taken[e] = v, n+1
			}
		}
	}
	return with, taken
}

func (k steps) take(n int) (effort int) {
	if k.option.chosen = n; n == 0 {
		return 0
	}
	return k.option.levels[n-1].effort
}

// class is the options of one effort that are taken whole, the most points
// first. A plan that takes n of them takes the first n.
type class struct {
	effort  int
	options []*option
	gains   []int64 // gains[n]: hundredths of points that the first n give
}

func (k class) take(n int) (effort int) {
	for _, o := range k.options[:n] {
		o.chosen = 1
	}
	return n * k.effort
}

// buy is the (max, +) convolution of best and gains among efforts that differ
// by a multiple of the class's effort. Each further option of the class gains
// at most as much as the one before, so the effort spent on the other choices
// never falls as e grows. Divide and conquer over e therefore needs n log n
// steps.
func (k class) buy(best []int64) (with []int64, counts []int) {
	with, counts = make([]int64, len(best)), make([]int, len(best))
	if k.effort == 0 {
		return k.free(best)
	}
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
			for i := max(from, j-len(k.options)); i <= min(to, j); i++ {
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

// free takes all: they cost nothing.
func (k class) free(best []int64) (with []int64, counts []int) {
	with, counts = make([]int64, len(best)), make([]int, len(best))
	for e, b := range best {
		with[e], counts[e] = b+k.gains[len(k.options)], len(k.options)
	}
	return with, counts
}
