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

// ViewHow says how a view is calculated. Microsoft Graph sends only the first.
func ViewHow(v score.ViewName) string {
	switch v {
	case score.CurrentView:
		return "as Microsoft reports it"
	case score.PlannedView:
		return "calculated: every planned action completed"
	case score.AchievableView:
		return "calculated: every scored action completed, except accepted risks and exceptions"
	case score.LicenceView:
		return "calculated: every scored action completed, assuming that all are licensed"
	}
	return ""
}

// Progress says how far away a goal is, and when it will be reached at the
// current pace.
func (w Words) Progress(p score.Progress) string {
	goal := "The goal of " + w.RoundPercent(p.Goal)
	if p.By != "" {
		goal += " by " + w.LongDate(p.By)
	}
	if p.Reached {
		return goal + " has been reached."
	}
	text := fmt.Sprintf("%s is %s percentage points away (%s). ", goal, w.Hundredths(p.Missing),
		w.InPoints(p.Points))
	switch {
	case p.By != "" && p.DaysLeft < 0:
		text += "Its date has passed. "
	case p.PerWeek > 0:
		text += fmt.Sprintf("Reaching it in time takes %s percentage points a week. ", w.SignedHundredths(p.PerWeek))
	}
	return text + w.Forecast(p.Forecast)
}

// Forecast says when a goal will be reached, or why that cannot be said.
func (w Words) Forecast(f score.Forecast) string {
	pace := w.SignedHundredths(f.Pace) + " percentage points a week"
	switch f.Refusal {
	case "":
		return fmt.Sprintf("At the pace of the last %s (%s), it will be reached on %s (80 %% likely between %s and "+
			"%s).",
			Count(f.Steps, "week"), pace, w.LongDate(f.Date), w.LongDate(f.Earliest), w.LongDate(f.Latest))
	case score.Reached:
		return "It has been reached."
	case score.TooShort:
		return "There are too few weeks of history for a forecast."
	case score.NotRising:
		return "At the pace of the last weeks (" + pace + "), it will not be reached."
	case score.TooNoisy:
		return "The score varies too much for a forecast (" + pace + " on average)."
	case score.TooFar:
		return "At the pace of the last weeks (" + pace + "), it may take more than three years, which is too far " +
			"ahead for a forecast."
	}
	return "There is no score to base a forecast on."
}
