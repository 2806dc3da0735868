package words

import (
	"fmt"
	"math"
	"strings"

	"secure-score-reporter/internal/score"
)

// ViewLabel is the word for a view.
func (w Words) ViewLabel(v score.ViewName) string {
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
func (w Words) ViewHow(v score.ViewName) string {
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

// Progress says how far away a goal is, how the tenant does on the way there,
// and when the goal is likely to be reached at the current pace.
func (w Words) Progress(p score.Progress) string {
	goal := "The goal of " + w.RoundPercent(p.Goal)
	if p.By != "" {
		goal += " by " + w.LongDate(p.By)
	}
	if p.Reached {
		return goal + " has been reached."
	}
	text := fmt.Sprintf("%s is %s percentage points away (%s). ", goal, w.Hundredths(p.Missing), w.InPoints(p.Points))
	if score.Hundredths(p.PerWeek) > 0 && p.Verdict != score.OutOfReach {
		text += fmt.Sprintf("Reaching it in time takes %s percentage points a week. ", w.SignedHundredths(p.PerWeek))
	}
	return text + w.VerdictName(p.Verdict) + ": " + w.Forecast(p)
}

// Forecast says why the verdict on a goal is as it is: when it is likely to be
// reached, or why that cannot be said.
func (w Words) Forecast(p score.Progress) string {
	var sentences []string
	if late := w.lateness(p); late != "" {
		sentences = append(sentences, late+".")
	}
	sentences = append(sentences, w.outlook(p)+".")
	if m := p.Forecast.Measured; m.Differs() {
		sentences = append(sentences, w.measuredPace(p.Forecast))
	}
	for i := range sentences[1:] {
		sentences[i+1] = capitalised(sentences[i+1])
	}
	return strings.Join(sentences, " ")
}

// lateness is how far behind its date a goal is; empty where it is not, or not
// known.
func (w Words) lateness(p score.Progress) string {
	switch {
	case p.Verdict != score.Behind:
		return ""
	case p.Late > 0 && p.DaysLeft < 0:
		return "its date has passed, and it is likely to be " + w.About(p.Late) + " late at this pace"
	case p.Late > 0:
		return w.About(p.Late) + " late at this pace"
	case p.DaysLeft < 0:
		return "its date has passed"
	}
	return ""
}

// likely is how sure the two dates of a forecast are: 80 percent, which beside
// a goal in percent would be taken for that.
const likely Text = "goal.likely"

// outlook is what the pace of the last weeks leads to.
func (w Words) outlook(p score.Progress) string {
	f := p.Forecast
	pace := w.SignedHundredths(f.Pace) + " percentage points a week"
	switch f.Refusal {
	case "":
		return fmt.Sprintf(w.Text(likely)+" between %s and %s, at the pace of the last %s (%s)", w.LongDate(f.Earliest),
			w.LongDate(f.Latest), Count(f.Steps, "week"), pace)
	case score.Reached:
		return "it has been reached"
	case score.BeyondReach:
		return "the open actions raise the score to " + w.Percent(p.Most) + " at most"
	case score.TooShort:
		return "there are too few weeks of history"
	case score.NotRising:
		return "the score is not rising (" + pace + ")"
	case score.TooNoisy:
		return "the score varies too much (" + pace + " on average)"
	case score.TooFar:
		return "at the pace of the last " + Count(f.Steps, "week") + " (" + pace + "), it may take more than three years"
	}
	return "there is no score to base a forecast on"
}

// measuredPace is the pace without reported points.
func (w Words) measuredPace(f score.Forecast) string {
	m := f.Measured
	text := "Without the points that your organisation reported, the pace "
	if m.Steps < f.Steps {
		text += "of the last " + Count(m.Steps, "week") + " "
	}
	text += "is " + w.SignedHundredths(m.Pace) + " percentage points a week"
	if m.Steps < f.Steps {
		text += " instead of " + w.SignedHundredths(m.Whole)
	}
	return text + "."
}

// VerdictName is the word for a verdict.
func (w Words) VerdictName(v score.Verdict) string {
	switch v {
	case score.Achieved:
		return "Reached"
	case score.OutOfReach:
		return "Out of reach"
	case score.OnTrack:
		return "On track"
	case score.AtRisk:
		return "At risk"
	case score.Behind:
		return "Behind"
	case score.Rising:
		return "Rising"
	case score.Flat:
		return "Not rising"
	}
	return "No forecast"
}

// Goal is a goal, how far away it is, and the verdict on it, in one line.
func (w Words) Goal(p score.Progress) string {
	if p.Reached {
		return w.GoalVerdict(p)
	}
	return w.goalBy(p) + ", " + w.Hundredths(p.Missing) + " percentage points to go: " + w.verdict(p)
}

// GoalVerdict is a goal and the verdict on it in one line: Goal 80 % by 30 June
// 2027: behind, about five months late at this pace.
func (w Words) GoalVerdict(p score.Progress) string { return w.goalBy(p) + ": " + w.verdict(p) }

func (w Words) goalBy(p score.Progress) string {
	goal := w.Text(GoalMark) + " " + w.RoundPercent(p.Goal)
	if p.By != "" {
		goal += " by " + w.LongDate(p.By)
	}
	return goal
}

// verdict is a verdict with its reason, the shortest there is.
func (w Words) verdict(p score.Progress) string {
	verdict := strings.ToLower(w.VerdictName(p.Verdict))
	switch late := w.lateness(p); {
	case p.Reached:
		return verdict
	case late != "":
		return verdict + ", " + late
	case p.Verdict == score.Behind || p.Verdict == score.OutOfReach || p.Verdict == score.Unclear:
		return verdict + ", " + w.outlook(p)
	case p.Forecast.Refusal == "":
		return fmt.Sprintf("%s, "+w.Text(likely)+" between %s and %s", verdict, w.LongDate(p.Forecast.Earliest),
			w.LongDate(p.Forecast.Latest))
	}
	return verdict
}

// About is a number of days in the unit that people use for it: about five
// months.
func (w Words) About(days int) string {
	const week, month, year = 7, 30.4, 365.25
	n, unit := float64(days), "day"
	switch {
	case n >= 2*year:
		n, unit = n/year, "year"
	case n >= 1.5*month:
		n, unit = n/month, "month"
	case n >= 2*week:
		n, unit = n/week, "week"
	}
	whole := int(math.Round(n))
	if names := smallNumbers; whole < len(names) && whole != 1 {
		return "about " + names[whole] + " " + unit + "s"
	}
	return "about " + Count(whole, unit)
}

var smallNumbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve")
