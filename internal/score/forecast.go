package score

import (
	"math"
	"slices"
)

// Forecast is when the score reaches a goal if it goes on as it did. Where Refusal
// is not empty there is none, and it says why.
type Forecast struct {
	Goal     float64 // percent
	Refusal  Refusal
	Pace     float64 // percentage points a week
	Steps    int     // from week to week, that the pace is the mean of
	Date     Date    // at the pace
	Earliest Date    // four of five such courses reach the goal
	Latest   Date    // between Earliest and Latest
}

// Refusal is why there is no forecast.
type Refusal string

// The refusals.
const (
	Reached     Refusal = "reached"    // the goal is reached already
	TooShort    Refusal = "too short"  // fewer than six steps from week to week
	NotRising   Refusal = "not rising" // the pace is zero or downwards
	TooNoisy    Refusal = "too noisy"  // the pace is not told from chance
	TooFar      Refusal = "too far"    // the band ends more than three years from now
	NoSuchScore Refusal = "no maximum" // there is nothing to be a percentage of
)

const (
	forecastWeeks = 13 // Microsoft keeps 90 days, and what was before says little of the pace now
	leastSteps    = 6
	farthestDays  = 3 * 365
)

// ForecastOf tells when the score reaches a goal in percent. It looks at the score
// once a week, back from the newest day, over thirteen weeks. With x the change
// over a step of k weeks, the pace is m = sum(x)/sum(k), its variance a week is
// v = sum((x - m k)^2/k)/(n-1) over n steps: the score is taken for a random walk
// with a drift. The date is need/m weeks from now; the band is where
//
//	(m h - need)^2 = t^2 (v h + v h^2/sum(k))
//
// with t Student's value for 80 % and n-1 degrees of freedom: its smaller root h
// is the earliest, its larger the latest. There is no larger root where m is not
// above t*sqrt(v/sum(k)), and then the pace is not told from chance.
func ForecastOf(days []Day, goal float64) Forecast {
	f := Forecast{Goal: goal}
	samples := weekly(days)
	switch {
	case len(samples) == 0:
		f.Refusal = NoSuchScore
		return f
	case Hundredths(samples[0].Percent()) >= goal:
		f.Refusal = Reached
		return f
	}
	f.Steps = len(samples) - 1
	if f.Steps < leastSteps {
		f.Refusal = TooShort
		return f
	}
	pace, variance, weeks := drift(samples)
	f.Pace = pace
	if pace <= 1e-9 {
		f.Refusal = NotRising
		return f
	}
	need := goal - samples[0].Percent()
	t := student80(f.Steps - 1)
	spread := t * t * variance
	a := pace*pace - spread/weeks
	if a <= 1e-12 {
		f.Refusal = TooNoisy
		return f
	}
	b := 2*pace*need + spread
	root := math.Sqrt(max(0, b*b-4*a*need*need))
	earliest, latest := 2*need*need/(b+root), (b+root)/(2*a)
	if latest*7 > farthestDays {
		f.Refusal = TooFar
		return f
	}
	now := samples[0].Date
	f.Earliest = now.AddDays(int(earliest*7 + dayDust))
	f.Date = now.AddDays(wholeDays(need / pace))
	f.Latest = now.AddDays(wholeDays(latest))
	return f
}

const dayDust = 1e-6 // days that are floating point's, not the formula's

// wholeDays is the first whole day at or after so many weeks.
func wholeDays(weeks float64) int { return int(math.Ceil(weeks*7 - dayDust)) }

// weekly are the newest day and those a week, two weeks … before it, the newest
// first. A week without any day is left out.
func weekly(days []Day) []Day {
	days = slices.DeleteFunc(Since(days, "", lastDate), func(d Day) bool { return d.Max <= 0 })
	if len(days) == 0 {
		return nil
	}
	newest := days[len(days)-1]
	var samples []Day
	i := len(days) - 1
	for week := range forecastWeeks + 1 {
		boundary := newest.Date.AddDays(-7 * week)
		for i >= 0 && days[i].Date > boundary {
			i--
		}
		if i >= 0 && days[i].Date > boundary.AddDays(-7) {
			samples = append(samples, days[i])
		}
	}
	return samples
}

// drift is the mean change a week of samples, its variance a week, and the weeks
// that they span.
func drift(newestFirst []Day) (mean, variance, weeks float64) {
	type step struct{ change, weeks float64 }
	var steps []step
	var sum float64
	for i := range len(newestFirst) - 1 {
		later, earlier := newestFirst[i], newestFirst[i+1]
		s := step{later.Percent() - earlier.Percent(), later.Date.Time().Sub(earlier.Date.Time()).Hours() / 24 / 7}
		sum += s.change
		weeks += s.weeks
		steps = append(steps, s)
	}
	mean = sum / weeks
	for _, s := range steps {
		off := s.change - mean*s.weeks
		variance += off * off / s.weeks
	}
	return mean, variance / float64(len(steps)-1), weeks
}

// student80 is the value that Student's t exceeds on either side in one case of
// ten: the two-sided 80 % quantile, from the usual tables.
func student80(degrees int) float64 {
	table := []float64{3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350}
	return table[min(degrees, len(table))-1]
}
