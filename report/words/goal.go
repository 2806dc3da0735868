package words

import (
	"fmt"

	"secure-score-reporter/internal/score"
)

// ViewLabel is the word for a view.
func ViewLabel(v score.ViewName) string {
	switch v {
	case score.CurrentView:
		return "Current"
	case score.PlannedView:
		return "Planned"
	case score.AchievableView:
		return "Achievable"
	case score.LicenceView:
		return "Current licence"
	}
	return string(v)
}

// ViewHow says how a view was derived, and from what: Microsoft Graph sends only
// the first.
func ViewHow(v score.ViewName) string {
	switch v {
	case score.CurrentView:
		return "as Microsoft sends it"
	case score.PlannedView:
		return "derived: with every planned action done"
	case score.AchievableView:
		return "derived: with every scored action done but accepted risks"
	case score.LicenceView:
		return "derived: with every scored action done; what is scored stands for what is licensed"
	}
	return ""
}

// Progress is how far it is to a goal, and when it is reached at this pace, in
// plain English.
func (w Words) Progress(p score.Progress) string {
	goal := "The goal of " + w.RoundPercent(p.Goal)
	if p.By != "" {
		goal += " by " + w.LongDate(p.By)
	}
	if p.Reached {
		return goal + " is reached."
	}
	says := fmt.Sprintf("%s is %s percentage points away (%s points). ", goal, w.Hundredths(p.Missing), w.Points(p.Points))
	switch {
	case p.By != "" && p.DaysLeft < 0:
		says += "Its date has passed. "
	case p.PerWeek > 0:
		says += fmt.Sprintf("To be in time takes %s a week. ", w.SignedHundredths(p.PerWeek))
	}
	return says + w.Forecast(p.Forecast)
}

// Forecast is a forecast, or why there is none, as a sentence.
func (w Words) Forecast(f score.Forecast) string {
	pace := w.SignedHundredths(f.Pace) + " percentage points a week"
	switch f.Refusal {
	case "":
		return fmt.Sprintf("At the pace of the last %s (%s) it is reached on %s, in four of five such courses between %s and %s.",
			Count(f.Steps, "week"), pace, w.LongDate(f.Date), w.LongDate(f.Earliest), w.LongDate(f.Latest))
	case score.Reached:
		return "It is reached."
	case score.TooShort:
		return "There are too few weeks of history for a forecast."
	case score.NotRising:
		return "At the pace of the last weeks (" + pace + ") it is never reached."
	case score.TooNoisy:
		return "The score goes up and down too much for a forecast (" + pace + " on average)."
	case score.TooFar:
		return "At the pace of the last weeks (" + pace + ") it may take more than three years: too far for a forecast."
	}
	return "There is no score to make a forecast from."
}
