package score

// Progress is how far a tenant is on its way to a goal.
type Progress struct {
	Goal     float64 // percent
	By       Date    // may be empty
	Reached  bool
	Missing  float64  // percentage points; 0 where it is reached
	Points   float64  // the same in points of today's maximum
	DaysLeft int      // until By; negative where it has passed, 0 without By
	PerWeek  float64  // percentage points a week that reach it by then; 0 where it is reached, has passed or is without By
	Forecast Forecast // at the pace of the last weeks
	Verdict  Verdict
}

// Verdict is what a forecast says of a goal's date.
type Verdict string

// The verdicts.
const (
	NoVerdict Verdict = ""        // no date, or no forecast
	OnTrack   Verdict = "onTrack" // even the latest of the band is in time
	AtRisk    Verdict = "atRisk"  // the date lies within the band
	Behind    Verdict = "behind"  // even the earliest is late, or the date has passed
)

// ProgressTo is how far the snapshot is on its way to a goal in percent, by a date
// that may be empty. The days are its history, the snapshot's own among them.
func ProgressTo(s Snapshot, days []Day, goal float64, by Date) Progress {
	p := Progress{Goal: goal, By: by, Forecast: ForecastOf(days, goal)}
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
