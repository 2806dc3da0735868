package score

import "math"

// Progress is how far a tenant is from its goal.
type Progress struct {
	Goal     float64 // percent
	By       Date    // empty: the goal has no date
	Reached  bool
	Missing  float64 // percentage points, a PrintedDifference; 0 where the goal is reached
	Points   float64 // the same in points of today's maximum
	DaysLeft int     // until By; negative after it, 0 without By
	PerWeek  float64 // percentage points a week that reach it in time; 0 where it is reached, or no day is left
	Most     float64 // percent after all open actions; NaN for a day without actions
	Forecast Forecast
	Verdict  Verdict
	Late     int // with Behind: days from By to Forecast.Date; 0 where there is no such date
}

// Verdict is how a tenant does on the way to its goal.
type Verdict string

// The verdicts, in the order in which they are decided. The first three and
// Unclear are for every goal, OnTrack, AtRisk and Behind for one with a date,
// and Rising and Flat for one without.
const (
	Achieved   Verdict = "reached"
	OutOfReach Verdict = "outOfReach" // all open actions together do not reach it
	Behind     Verdict = "behind"     // its date has passed, the score does not rise, or Earliest is after the date
	Flat       Verdict = "notRising"  // the score does not rise
	Unclear    Verdict = "noForecast" // the history is too short or too noisy, or there is no maximum
	OnTrack    Verdict = "onTrack"    // Latest is not after the date
	AtRisk     Verdict = "atRisk"     // the date is between Earliest and Latest
	Rising     Verdict = "rising"     // the score rises
)

// ProgressTo is how far the snapshot is from a goal in percent, by a date that
// may be empty. The days are the history for the forecast, with the snapshot's
// own. There is no forecast of a goal that the plan does not reach.
func ProgressTo(s Snapshot, days []Day, goal float64, by Date) Progress {
	p := Progress{Goal: goal, By: by, Most: s.most()}
	forecast, band := forecastOf(days, goal)
	p.Forecast = forecast
	p.Reached = s.Max > 0 && reaches(s.Percent(), goal)
	if by != "" {
		p.DaysLeft = int(by.Time().Sub(s.Date.Time()).Hours() / 24)
	}
	if p.Reached {
		p.Verdict = Achieved
		return p
	}
	p.Missing = PrintedDifference(goal, s.Percent())
	p.Points = points(s.missing(goal))
	if p.DaysLeft > 0 {
		p.PerWeek = p.Missing / float64(p.DaysLeft) * 7
	}
	switch {
	case s.Max <= 0: // whatever earlier days had
		p.Forecast = Forecast{Goal: goal, Refusal: NoSuchScore}
	case s.outOfReach(goal):
		p.Forecast.deny(BeyondReach)
	}
	p.Verdict = p.verdict(band)
	if p.Verdict == Behind && p.Forecast.Date > by {
		p.Late = int(p.Forecast.Date.Time().Sub(by.Time()).Hours() / 24)
	}
	return p
}

// reaches says whether a percent is a goal or more, as people read both.
func reaches(percent, goal float64) bool { return Hundredths(percent) >= Hundredths(goal) }

// verdict decides on the band of the forecast, which is known also where it
// ends too far ahead to be shown.
func (p Progress) verdict(band span) Verdict {
	late := p.By != "" && p.DaysLeft < 0
	switch p.Forecast.Refusal {
	case BeyondReach:
		return OutOfReach
	case NotRising:
		if p.By == "" {
			return Flat
		}
		return Behind
	case "", TooFar:
	default:
		if late {
			return Behind
		}
		return Unclear
	}
	switch {
	case p.By == "":
		return Rising
	case late, band.earliest > p.By:
		return Behind
	case band.latest <= p.By:
		return OnTrack
	}
	return AtRisk
}

// open are the points that the open actions have left, in hundredths.
func (s Snapshot) open() (sum int64) {
	for _, c := range s.Controls {
		if c.Recommended() {
			sum += cents(c.Left())
		}
	}
	return sum
}

// most is the percent after all open actions. The headline can differ from the
// sum of the controls; even then it is at most the maximum.
func (s Snapshot) most() float64 {
	if len(s.Controls) == 0 {
		return math.NaN()
	}
	return percent(points(min(cents(s.Current)+s.open(), max(cents(s.Max), cents(s.Current)))), s.Max)
}

// outOfReach says whether all open actions together do not reach a goal. Where
// no action is known, nobody knows.
func (s Snapshot) outOfReach(goal float64) bool {
	return len(s.Controls) > 0 && s.missing(goal) > s.open()
}
