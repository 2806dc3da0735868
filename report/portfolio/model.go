// Package portfolio is one report over all tenants, before it is drawn: how
// their scores are distributed, which fell and rose and why, what most of them
// have left to do, what Microsoft changed for many, and which have no current
// score.
//
// Reduce keeps what is needed of each tenant as it is read, so that no snapshot
// stays in memory. Build adds the tenants up. Both are pure: the same input
// gives the same Model, and the time comes in as a value. Text from Microsoft
// Graph stays as Microsoft sent it; each form escapes it for where it goes.
//
// The package draws nothing and holds no sentence: report/words has those.
// Nothing here fails.
package portfolio

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Input is all that a portfolio is made of.
type Input struct {
	Name       string // of the portfolio; may be empty
	Now        time.Time
	Period     string   // what changes count from: P7D or 2026-11-16
	Tenants    []Tenant // in any order
	Locale     report.Locale
	Appearance report.Appearance
}

// Model is a portfolio before it is drawn. Percents are 0 to 100, differences
// of percents are percentage points, NaN is "not available". Sums and averages
// are over tenants with a current score.
type Model struct {
	Name       string
	Made       time.Time  // UTC
	Day        score.Date // of the newest score; empty where there is none
	Period     string
	Locale     report.Locale
	Appearance report.Appearance

	Tenants []Tenant // worst news first, see order

	Current  int     // tenants with a current score
	Zones    []Zone  // good, okay, bad: they add up to Current
	Bins     []Bin   // the scores by fives: they add up to Current
	Mean     float64 // percent: each tenant counts once
	Together float64 // percent: the points of all tenants of their maxima
	Points   float64 // of all tenants
	Max      float64 // points

	Compared int     // current tenants whose change is known
	Change   float64 // percentage points: the mean of the changes of Compared, each tenant once
	Rose     int     // by half a percentage point or more; with Fell and Steady they add up to Compared
	Fell     int
	Steady   int
	Lost     int // tenants in which actions regressed

	Verdicts []Verdict // on the goals of current tenants, in the order of Verdicts
	NoGoal   int       // current tenants without a goal

	Falls     []Tenant // the largest first
	Regressed []Tenant // not in Falls, though actions regressed: the largest loss first
	Rises     []Tenant // the largest first
	Without   []Tenant // no current score: the kind to look at first, then the longest

	Actions    []Action // open in the most tenants first
	Left       float64  // points left in all of them
	Changes    []CommonChange
	Exceptions []CommonException // overdue, or about to end
}

// Zone is how many tenants are in a zone.
type Zone struct {
	Zone    score.Zone
	Tenants int
}

// Verdict is how many tenants have a verdict on their goals.
type Verdict struct {
	Verdict score.Verdict
	Tenants int
}

// Bin is the tenants with scores from From to less than From+BinWide percent;
// the last one has those with 100 too.
type Bin struct {
	From  float64
	Zones []Zone // good, okay, bad
}

// KindCount is how many tenants have a kind of trouble; the kind is empty where
// Microsoft scores no action.
type KindCount struct {
	Kind    TroubleKind
	Tenants int
}

// Kinds counts the tenants of Without by kind, in their order.
func (m Model) Kinds() []KindCount {
	var list []KindCount
	for _, t := range m.Without {
		if n := len(list); n > 0 && list[n-1].Kind == t.Trouble.Kind {
			list[n-1].Tenants++
			continue
		}
		list = append(list, KindCount{t.Trouble.Kind, 1})
	}
	return list
}

// BinWide is how many percent a bin has.
const BinWide = 5.0

// Tenants is how many tenants are in the bin.
func (b Bin) Tenants() (sum int) {
	for _, z := range b.Zones {
		sum += z.Tenants
	}
	return sum
}

// First are the tenants to look at first: some of Without, then those of Falls,
// then those of Regressed. More is how many of all these are left out.
func (m Model) First(without, all int) (list []Tenant, more int) {
	list = slices.Concat(m.Without[:min(len(m.Without), without)], m.Falls, m.Regressed)
	list = list[:min(len(list), all)]
	return list, len(m.Without) + len(m.Falls) + len(m.Regressed) - len(list)
}

var notKnown = math.NaN()

// Build adds the tenants up.
func Build(in Input) Model {
	m := Model{
		Name: in.Name, Made: in.Now.UTC(), Period: in.Period, Locale: in.Locale, Appearance: in.Appearance,
		Tenants: slices.Clone(in.Tenants), Zones: noZones(), Mean: notKnown, Together: notKnown, Change: notKnown,
	}
	slices.SortStableFunc(m.Tenants, order)
	m.distribute()
	m.compare()
	m.judge()
	for _, t := range m.Tenants {
		m.Day = max(m.Day, t.Now.Date)
		if !t.Current() {
			m.Without = append(m.Without, t)
		}
	}
	m.Actions, m.Left = commonActions(m.Tenants)
	m.Changes = commonChanges(m.Tenants)
	m.Exceptions = commonExceptions(m.Tenants, score.DateOf(in.Now))
	return m
}

// order is the worst news first: tenants without a current score, then the
// largest fall, and those with nothing to compare last.
func order(a, b Tenant) int {
	return cmp.Or(
		cmp.Compare(group(a), group(b)),
		troubled(a, b),
		compareKnown(a.Change, b.Change),
		cmp.Compare(a.Percent(), b.Percent()),
		byName(a, b),
	)
}

func group(t Tenant) int {
	switch {
	case !t.Current():
		return 0
	case t.Compared():
		return 1
	}
	return 2
}

// troubled orders tenants without a current score: the kind to look at first,
// then the oldest score.
func troubled(a, b Tenant) int {
	if a.Current() || b.Current() {
		return 0
	}
	return cmp.Or(cmp.Compare(place(a.Trouble.Kind), place(b.Trouble.Kind)), cmp.Compare(b.Age, a.Age), byName(a, b))
}

// place is that of a kind in the order of the kinds. Last is no trouble: the
// tenant of which Microsoft scores no action.
func place(k TroubleKind) int {
	return slices.Index([]TroubleKind{Unreadable, Misconfigured, Failing, HeldBack, NoScore, Old, ""}, k)
}

func byName(a, b Tenant) int {
	return cmp.Or(strings.Compare(score.Fold(a.Name), score.Fold(b.Name)), strings.Compare(a.ID, b.ID))
}

func compareKnown(a, b float64) int {
	if !report.Known(a) || !report.Known(b) {
		return 0
	}
	return cmp.Compare(a, b)
}

func noZones() []Zone { return []Zone{{Zone: score.Good}, {Zone: score.Okay}, {Zone: score.Bad}} }

func count(zones []Zone, zone score.Zone) {
	for i := range zones {
		if zones[i].Zone == zone {
			zones[i].Tenants++
		}
	}
}

// distribute counts the scores, and averages them.
func (m *Model) distribute() {
	for from := 0.0; from < 100; from += BinWide {
		m.Bins = append(m.Bins, Bin{From: from, Zones: noZones()})
	}
	var percents, points, most float64
	for _, t := range m.Tenants {
		if !t.Current() {
			continue
		}
		m.Current++
		count(m.Zones, t.Zone)
		bin := int(min(max(t.Percent(), 0)/BinWide, float64(len(m.Bins)-1)))
		count(m.Bins[bin].Zones, t.Zone)
		percents += t.Percent()
		points += score.Hundredths(t.Now.Current)
		most += score.Hundredths(t.Now.Max)
	}
	m.Points, m.Max = score.Hundredths(points), score.Hundredths(most)
	if m.Current > 0 {
		m.Mean = score.Hundredths(percents / float64(m.Current))
		m.Together = score.Hundredths(points / most * 100)
	}
}

// compare counts the changes, and averages them. Tenants are sorted by their
// change.
func (m *Model) compare() {
	var sum float64
	for _, t := range m.Tenants {
		if !t.Compared() {
			continue
		}
		m.Compared++
		sum += t.Change
		switch {
		case t.Fell():
			m.Fell++
			m.Falls = append(m.Falls, t)
		case score.IsNoise(t.Change):
			m.Steady++
		default:
			m.Rose++
			m.Rises = append(m.Rises, t)
		}
		if t.Moves.Lost > 0 {
			m.Lost++
			if !t.Fell() {
				m.Regressed = append(m.Regressed, t)
			}
		}
	}
	slices.Reverse(m.Rises)
	slices.SortStableFunc(m.Regressed, func(a, b Tenant) int { return cmp.Compare(a.Loss().Effect, b.Loss().Effect) })
	if m.Compared > 0 {
		m.Change = score.Hundredths(sum / float64(m.Compared))
	}
}

// Verdicts are the verdicts on goals, the worst first.
func Verdicts() []score.Verdict {
	return []score.Verdict{
		score.OutOfReach, score.Behind, score.Flat, score.AtRisk, score.Unclear, score.Rising, score.OnTrack,
		score.Achieved,
	}
}

// judge counts the verdicts on the goals.
func (m *Model) judge() {
	found := map[score.Verdict]int{}
	for _, t := range m.Tenants {
		switch {
		case !t.Current():
		case t.Goal == nil:
			m.NoGoal++
		default:
			found[t.Goal.Verdict]++
		}
	}
	for _, v := range Verdicts() {
		if found[v] > 0 {
			m.Verdicts = append(m.Verdicts, Verdict{v, found[v]})
		}
	}
}
