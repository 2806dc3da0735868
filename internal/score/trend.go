package score

import (
	"math"
	"slices"
)

// Trend is the score over a range of days.
type Trend struct {
	First, Last Date
	Days        []Day // oldest first; days can be missing
	// Average is in percent. For each of Days it is the mean of the seven days
	// that end there, and NaN where fewer than four of them are known.
	Average []float64
	Missing []Date // days without a score between the first and the last of Days
	Weeks   []Week // oldest first, every week from the first of Days to the last
}

// Week is what happened from a Monday to the Sunday after it.
type Week struct {
	Monday  Date
	Days    int     // days with a score
	Percent float64 // on the newest of them; NaN where there is none
	Max     float64 // points, on the newest of them
	Gained  float64 // points
	Lost    float64 // points, as a positive number
	Drift   float64 // points
	Added   int     // controls
	Retired int     // controls
	Known   bool    // false: no moves of this week are known, and the five numbers above are zero
	Split   Split   // on the newest of them
}

const (
	averageDays  = 7
	averageLeast = 4
)

// TrendOf is the trend of the days from first to last, both included. The days
// can be in any order; where the list has a day twice, the later entry counts.
// What moved between two days counts in the week of the later one. The average
// is over all days of the list, also those before first, so that it is the same
// for any period.
func TrendOf(days []Day, first, last Date) Trend {
	t := Trend{First: first, Last: last}
	all := Since(days, "", last)
	for i, d := range all {
		if d.Date < first {
			continue
		}
		if n := len(t.Days); n > 0 {
			for gap := t.Days[n-1].Date.AddDays(1); gap < d.Date; gap = gap.AddDays(1) {
				t.Missing = append(t.Missing, gap)
			}
		}
		t.Days = append(t.Days, d)
		t.Average = append(t.Average, averageAt(all[:i+1]))
		t.count(d)
	}
	return t
}

// averageAt is the mean of the days that end with the last one.
func averageAt(days []Day) float64 {
	start := days[len(days)-1].Date.AddDays(1 - averageDays)
	var sum float64
	n := 0
	for _, d := range slices.Backward(days) {
		if d.Date < start {
			break
		}
		sum += d.Percent()
		n++
	}
	if n < averageLeast {
		return math.NaN()
	}
	return sum / float64(n)
}

// count adds a day to its week, and adds the weeks up to it where they are
// missing.
func (t *Trend) count(d Day) {
	monday := d.Date.Monday()
	for len(t.Weeks) == 0 || t.Weeks[len(t.Weeks)-1].Monday < monday {
		next := monday
		if n := len(t.Weeks); n > 0 {
			next = t.Weeks[n-1].Monday.AddDays(7)
		}
		t.Weeks = append(t.Weeks, Week{Monday: next, Percent: math.NaN()})
	}
	w := &t.Weeks[len(t.Weeks)-1]
	w.Days++
	w.Percent, w.Max, w.Split = d.Percent(), d.Max, d.Split
	if d.Moves.Since != "" {
		w.Known = true
		w.Gained = Hundredths(w.Gained + d.Moves.Gained)
		w.Lost = Hundredths(w.Lost + d.Moves.Lost)
		w.Drift = Hundredths(w.Drift + d.Moves.Drift)
		w.Added += d.Moves.Added
		w.Retired += d.Moves.Retired
	}
}

// Monday is the first day of the day's week.
func (d Date) Monday() Date { return d.AddDays(-(int(d.Time().Weekday()) + 6) % 7) }
