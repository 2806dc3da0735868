package score

// Progress is how far a tenant is from its goal.
type Progress struct {
	Goal     float64 // percent
	By       Date    // empty: the goal has no date
	Reached  bool
	Missing  float64 // percentage points; 0 where the goal is reached
	Points   float64 // the same in points of today's maximum
	DaysLeft int     // until By; negative after it, 0 without By
	PerWeek  float64 // percentage points a week that reach it in time; 0 where it is reached, or no day is left
	Forecast Forecast
	Verdict  Verdict
}

// Verdict is whether the goal is reached by its date.
type Verdict string

// The verdicts.
const (
	NoVerdict Verdict = ""        // no date, or no forecast
	OnTrack   Verdict = "onTrack" // Forecast.Latest is not after the date
	AtRisk    Verdict = "atRisk"  // the date is between Forecast.Earliest and Latest
	Behind    Verdict = "behind"  // Forecast.Earliest is after the date, it has passed, or the score does not rise
)

// ProgressTo is how far the snapshot is from a goal in percent, by a date that
// may be empty. The days are the history for the forecast, with the snapshot's
// own.
func ProgressTo(s Snapshot, days []Day, goal float64, by Date) Progress {
	p := Progress{Goal: goal, By: by, Forecast: forecastOf(days, goal)}
	p.Reached = s.Max > 0 && Hundredths(s.Percent()) >= goal
	if by != "" {
		p.DaysLeft = int(by.Time().Sub(s.Date.Time()).Hours() / 24)
	}
	if p.Reached {
		return p
	}
	p.Missing = goal - s.Percent()
	p.Points = points(s.missing(goal))
	if p.DaysLeft > 0 {
		p.PerWeek = p.Missing / float64(p.DaysLeft) * 7
	}
	p.Verdict = p.verdict()
	return p
}

func (p Progress) verdict() Verdict {
	switch {
	case p.By == "":
		return NoVerdict
	case p.DaysLeft < 0, p.Forecast.Refusal == NotRising:
		return Behind
	case p.Forecast.Refusal != "":
		return NoVerdict
	case p.Forecast.Latest <= p.By:
		return OnTrack
	case p.Forecast.Earliest > p.By:
		return Behind
	}
	return AtRisk
}
