package score

import (
	"math"
	"slices"
)

// Forecast is when the score reaches a goal if it goes on as in the last weeks.
// Where there is no forecast, Refusal says why.
type Forecast struct {
	Goal     float64 // percent
	Refusal  Refusal
	Pace     float64 // percentage points a week
	Steps    int     // from week to week, from which the pace is computed
	Date     Date    // when the goal is reached at this pace
	Earliest Date    // 80 % likely between Earliest and Latest
	Latest   Date
}

// Refusal is why there is no forecast.
type Refusal string

// The refusals.
const (
	Reached     Refusal = "reached"    // the goal is reached already
	TooShort    Refusal = "too short"  // fewer than six steps from week to week
	NotRising   Refusal = "not rising" // the pace is zero or downwards
	TooNoisy    Refusal = "too noisy"  // the pace may be chance
	TooFar      Refusal = "too far"    // Latest is more than three years away
	NoSuchScore Refusal = "no maximum" // no day has a maximum
)

const (
	forecastWeeks = 13 // Microsoft keeps 90 days, and older ones say little about the pace now
	leastSteps    = 6
	farthestDays  = 3 * 365
)

// forecastOf is when the score reaches a goal in percent. It takes the score
// once a week, back from the newest day, over thirteen weeks, and treats it as
// a random walk with drift. A step over k weeks changes the score by x. Over n
// steps,
//
//	pace      m = sum(x) / sum(k)                a week
//	variance  v = sum((x - m*k)^2 / k) / (n-1)   a week
//
// The goal is need/m weeks away. With 80 % likelihood it is reached between the
// two roots h of
//
//	(m*h - need)^2 = t^2 * (v*h + v*h^2/sum(k))
//
// where t is Student's value for 80 % and n-1 degrees of freedom. There is no
// second root where m <= t*sqrt(v/sum(k)): then the pace may be chance.
func forecastOf(days []Day, goal float64) Forecast {
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

const dayDust = 1e-6 // days: the error of floating point

// wholeDays is a number of weeks in days, rounded up.
func wholeDays(weeks float64) int { return int(math.Ceil(weeks*7 - dayDust)) }

// weekly are the newest day and the days one week, two weeks … before it, the
// newest first. Where a day is missing, the last one of that week counts. A
// week without any day is left out.
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

// drift is the mean change a week, its variance a week, and how many weeks the
// samples span.
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

// student80 is the two-sided 80 % quantile of Student's t distribution, from
// the usual tables. From 13 degrees of freedom on it hardly changes.
func student80(degrees int) float64 {
	table := []float64{3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350}
	return table[min(degrees, len(table))-1]
}
