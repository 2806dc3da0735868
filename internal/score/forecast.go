package score

import (
	"math"
	"slices"
)

// Forecast is when the score reaches a goal if it goes on as in the last weeks.
// Where there is no forecast, Refusal says why, and there are no dates.
type Forecast struct {
	Goal     float64 // percent
	Refusal  Refusal
	Pace     float64 // percentage points a week
	Steps    int     // from week to week, from which the pace is computed
	Measured Measured
	Date     Date // when the goal is reached at this pace; the middle of the forecast
	Earliest Date // 80 % likely between Earliest and Latest
	Latest   Date
}

// Measured is the pace without the points that the organisation reported. Only
// the newest weeks may be known, because Microsoft's history has no statuses:
// Whole is the pace with these points over the same weeks.
type Measured struct {
	Steps int     // 0 where it is not known
	Pace  float64 // percentage points a week
	Whole float64 // percentage points a week
}

// Differs says whether the reported points change the pace as people read it.
func (m Measured) Differs() bool { return m.Steps > 0 && Hundredths(m.Pace) != Hundredths(m.Whole) }

// deny leaves out the dates.
func (f *Forecast) deny(why Refusal) { f.Refusal, f.Date, f.Earliest, f.Latest = why, "", "", "" }

// Refusal is why there is no forecast.
type Refusal string

// The refusals.
const (
	Reached     Refusal = "reached"      // the goal is reached already
	BeyondReach Refusal = "out of reach" // all open actions together do not reach it
	TooShort    Refusal = "too short"    // fewer than six steps from week to week
	NotRising   Refusal = "not rising"   // the pace is zero or downwards
	TooNoisy    Refusal = "too noisy"    // the pace may be chance
	TooFar      Refusal = "too far"      // Latest is more than three years away
	NoSuchScore Refusal = "no maximum"   // the score has no maximum, or no day has one
)

const (
	forecastWeeks = 13 // Microsoft keeps 90 days, and older ones say little about the pace now
	leastSteps    = 6
	farthestDays  = 3 * 365
	endOfDays     = 300 * 365 // no date of a span is farther away, so that dates stay dates
)

// span is the days between which a goal is reached with 80 % likelihood.
type span struct{ earliest, latest Date }

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
//
// The span is returned also where it ends too far ahead for a forecast.
func forecastOf(days []Day, goal float64) (f Forecast, band span) {
	f.Goal = goal
	samples := weekly(days)
	switch {
	case len(samples) == 0:
		f.Refusal = NoSuchScore
		return f, band
	case reaches(samples[0].Percent(), goal):
		f.Refusal = Reached
		return f, band
	}
	f.Steps = len(samples) - 1
	if f.Steps < leastSteps {
		f.Refusal = TooShort
		return f, band
	}
	pace, variance, weeks := paceOf(samples)
	f.Pace, f.Measured = pace, measured(samples)
	if pace <= 1e-9 {
		f.Refusal = NotRising
		return f, band
	}
	need := goal - samples[0].Percent()
	t := student80(f.Steps - 1)
	spread := t * t * variance
	a := pace*pace - spread/weeks
	if a <= 1e-12 {
		f.Refusal = TooNoisy
		return f, band
	}
	b := 2*pace*need + spread
	root := math.Sqrt(max(0, b*b-4*a*need*need))
	earliest, latest := 2*need*need/(b+root), (b+root)/(2*a)
	now := samples[0].Date
	after := func(days int) Date { return now.AddDays(min(days, endOfDays)) }
	band = span{after(int(earliest*7 + dayDust)), after(wholeDays(latest))}
	if latest*7 > farthestDays {
		f.Refusal = TooFar
		return f, band
	}
	f.Earliest, f.Date, f.Latest = band.earliest, after(wholeDays(need/pace)), band.latest
	return f, band
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

// paceOf is the mean change a week, its variance a week, and how many weeks the
// samples span.
func paceOf(newestFirst []Day) (mean, variance, weeks float64) {
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

// measured is the pace without reported points, over the newest samples of
// which these are known.
func measured(newestFirst []Day) Measured {
	known := slices.IndexFunc(newestFirst, func(d Day) bool { return !d.Split.Known })
	if known < 0 {
		known = len(newestFirst)
	}
	steps := known - 1
	if steps < leastSteps {
		return Measured{}
	}
	without := slices.Clone(newestFirst[:known])
	for i := range without {
		without[i].Current -= without[i].Split.Declared
	}
	pace, _, _ := paceOf(without)
	whole, _, _ := paceOf(newestFirst[:known])
	return Measured{steps, pace, whole}
}

// student80 is the two-sided 80 % quantile of Student's t distribution, from
// the usual tables. From 13 degrees of freedom on it hardly changes.
func student80(degrees int) float64 {
	table := []float64{3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350}
	return table[min(degrees, len(table))-1]
}
