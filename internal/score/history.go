package score

import (
	"cmp"
	"math"
	"slices"
)

// Day is what the history keeps of one day.
type Day struct {
	Headline
	AllTenants float64  // average of all organisations, percent; NaN where there is none
	Similar    float64  // average of organisations of similar size, percent; NaN where there is none
	Controls   int      // in the score; 0 where it was not kept
	Split      Split    // Known is false where it was not kept
	Moves      Moves    // Since is empty where they were not kept
	Flipped    []string // folded ids of the controls that flipped since Moves.Since, one for each flip; see Day.Again
}

// Moves are what the tenant and Microsoft did between an earlier day and this
// one.
type Moves struct {
	Since   Date    // the earlier day
	Gained  float64 // points that the tenant gained; drift and a new maximum do not count
	Lost    float64 // points that the tenant lost, as a positive number
	Drift   float64 // points of all drift; what was stored before this was kept has it in Gained and Lost
	Added   int     // controls added to the score
	Retired int     // controls removed from it
}

// add counts a change. It is the one definition of points gained and lost: the
// own points of changes that are no drift.
func (m *Moves) add(c Change) {
	switch {
	case c.Has(Added):
		m.Added++
	case c.Has(Retired):
		m.Retired++
	case c.IsDrift():
		m.Drift = Hundredths(m.Drift + c.OwnPoints)
	default:
		m.Gained = Hundredths(m.Gained + max(0, c.OwnPoints))
		m.Lost = Hundredths(m.Lost + max(0, -c.OwnPoints))
	}
}

// MovesOf counts what the tenant and Microsoft did, and what drifted.
func MovesOf(changes []Change) Moves {
	var m Moves
	for _, c := range changes {
		m.add(c)
	}
	return m
}

// What an average is based on, in the words that Microsoft sends today.
const (
	BasisAllTenants = "AllTenants"
	BasisSimilar    = "TotalSeats"
)

// Day is what the history keeps of the snapshot, without Moves and Flipped.
func (s Snapshot) Day() Day {
	return Day{
		Headline: s.Headline(), Controls: len(s.Controls), Split: s.Split(),
		AllTenants: s.averagePercent(BasisAllTenants), Similar: s.averagePercent(BasisSimilar),
	}
}

// DayAfter is what the history keeps of the snapshot, with what moved since an
// earlier one. Where only the headline of one of them is known, nobody knows.
func (s Snapshot) DayAfter(earlier Snapshot) Day {
	day := s.Day()
	if s.HeadlineOnly() || earlier.HeadlineOnly() {
		return day
	}
	before := earlier.indexed()
	after := s.indexedLike(before)
	day.Moves, day.Flipped = MovesOf(diff(before, after).Changes), flipped(before, after)
	day.Moves.Since = earlier.Date
	return day
}

// Again is the day as it is read once more on the same day. It keeps the flips
// of the earlier reading, and adds those between the two: of a control that
// went there and back within the day, the snapshots of two days show nothing.
// Before and now are the snapshots of the two readings.
//
// Where before is not the snapshot of earlier, the program stopped after it
// counted and before it stored what it had counted. Then nothing is added, so
// that no flip counts twice.
func (d Day) Again(earlier Day, before, now Snapshot) Day {
	d.Flipped = slices.Clone(earlier.Flipped)
	if earlier.Headline == before.Headline() {
		d.Flipped = append(d.Flipped, now.Flipped(before)...)
		slices.Sort(d.Flipped)
	}
	return d
}

func (s Snapshot) averagePercent(basis string) float64 {
	if a, ok := s.AverageBy(basis); ok {
		return a.Percent
	}
	return math.NaN()
}

// lastDate is after every day.
const lastDate Date = "9999-12-31"

// Since keeps the days from first to last, both included, in order of their
// dates. Where the list has a day twice, the later entry counts.
func Since(days []Day, first, last Date) []Day {
	if !eachOnce(days) {
		days = laterOfTwo(days)
	}
	on := func(d Day, date Date) int { return cmp.Compare(d.Date, date) }
	from, _ := slices.BinarySearchFunc(days, first, on)
	to, found := slices.BinarySearchFunc(days, last, on)
	if found {
		to++
	}
	return append(make([]Day, 0, max(0, to-from)), days[from:max(from, to)]...)
}

// laterOfTwo are the days in order, and of two with one date the later entry.
func laterOfTwo(days []Day) []Day {
	days = slices.Clone(days)
	slices.SortStableFunc(days, func(a, b Day) int { return cmp.Compare(a.Date, b.Date) })
	kept := days[:0]
	for i, d := range days {
		if i+1 == len(days) || d.Date != days[i+1].Date {
			kept = append(kept, d)
		}
	}
	return kept
}

// eachOnce says whether the days are in order, and none is there twice.
func eachOnce(days []Day) bool {
	for i := range max(0, len(days)-1) {
		if days[i].Date >= days[i+1].Date {
			return false
		}
	}
	return true
}
