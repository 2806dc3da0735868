package words

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words/catalogue"
)

// ViewLabel is the word for a view.
func (w Words) ViewLabel(v score.ViewName) string { return w.say("goal.view", "view", string(v)) }

// ViewHow says how a view is calculated. Microsoft Graph sends only the first.
func (w Words) ViewHow(v score.ViewName) string { return w.say("goal.viewHow", "view", string(v)) }

// Progress says how far away a goal is, how the tenant does on the way there,
// and when the goal is likely to be reached at the current pace.
func (w Words) Progress(p score.Progress) string {
	goal, dated, day := w.RoundPercent(p.Goal), yesNo(p.By != ""), w.LongDate(p.By)
	if p.Reached {
		return w.say("goal.reached", "goal", goal, "dated", dated, "day", day)
	}
	text := w.say("goal.away", "goal", goal, "dated", dated, "day", day, "missing", w.hundredths(p.Missing),
		"points", w.number(p.Points))
	if score.Hundredths(p.PerWeek) > 0 && p.Verdict != score.OutOfReach {
		text += " " + w.say("goal.paceNeeded", "pace", w.signedHundredths(p.PerWeek))
	}
	return text + " " +
		w.say("goal.verdictAndForecast", "verdict", w.VerdictName(p.Verdict), "forecast", w.forecast(p))
}

// forecast says why the verdict on a goal is as it is: when it is likely to be
// reached, or why that cannot be said. It continues a sentence.
func (w Words) forecast(p score.Progress) string {
	text := w.outlook(p) + "."
	if late := w.lateness(p); late != "" {
		text = late + ". " + capitalised(text)
	}
	if p.Forecast.Measured.Differs() {
		text += " " + w.measuredPace(p.Forecast)
	}
	return text
}

// lateness is how far behind its date a goal is; empty where it is not, or not
// known.
func (w Words) lateness(p score.Progress) string {
	switch {
	case p.Verdict != score.Behind:
		return ""
	case p.Late > 0 && p.DaysLeft < 0:
		return w.say("goal.pastAndLate", "time", w.About(p.Late))
	case p.Late > 0:
		return w.say("goal.late", "time", w.About(p.Late))
	case p.DaysLeft < 0:
		return w.Text(goalPast)
	}
	return ""
}

// likely is how sure the two dates of a forecast are: 80 percent, which beside
// a goal in percent would be taken for that.
const likely Text = "goal.likely"

const (
	goalPast    Text = "goal.past"
	goalReached Text = "goal.alreadyReached"
	tooShort    Text = "goal.tooShort"
	noScore     Text = "goal.noScore"
)

// outlook is what the pace of the last weeks leads to.
func (w Words) outlook(p score.Progress) string {
	f := p.Forecast
	pace := w.signedHundredths(f.Pace)
	switch f.Refusal {
	case "":
		return w.say("goal.between", "likely", w.Text(likely), "earliest", w.LongDate(f.Earliest),
			"latest", w.LongDate(f.Latest), "weeks", f.Steps, "pace", pace)
	case score.Reached:
		return w.Text(goalReached)
	case score.BeyondReach:
		return w.say("goal.beyondReach", "most", w.Percent(p.Most))
	case score.TooShort:
		return w.Text(tooShort)
	case score.NotRising:
		return w.say("goal.notRising", "pace", pace)
	case score.TooNoisy:
		return w.say("goal.tooNoisy", "pace", pace)
	case score.TooFar:
		return w.say("goal.tooFar", "weeks", f.Steps, "pace", pace)
	}
	return w.Text(noScore)
}

// measuredPace is the pace without reported points.
func (w Words) measuredPace(f score.Forecast) string {
	m := f.Measured
	if m.Steps < f.Steps {
		return w.say("goal.measuredPaceOfSome", "weeks", m.Steps, "pace", w.signedHundredths(m.Pace),
			"whole", w.signedHundredths(m.Whole))
	}
	return w.say("goal.measuredPace", "pace", w.signedHundredths(m.Pace))
}

// VerdictName is the word for a verdict.
func (w Words) VerdictName(v score.Verdict) string {
	return w.say("goal.verdict", "verdict", string(v))
}

// Goal is a goal, how far away it is, and the verdict on it, in one line.
func (w Words) Goal(p score.Progress) string {
	if p.Reached {
		return w.GoalVerdict(p)
	}
	return w.say("goal.toGo", "goal", w.goalBy(p), "missing", w.hundredths(p.Missing), "verdict", w.verdict(p))
}

// GoalVerdict is a goal and the verdict on it in one line: Goal 80 % by 30 June
// 2027: behind, about five months late at this pace.
func (w Words) GoalVerdict(p score.Progress) string {
	return w.say("goal.goalAndVerdict", "goal", w.goalBy(p), "verdict", w.verdict(p))
}

// goalIs says what the goal is.
func (w Words) goalIs(percent float64) string {
	return w.say("goal.is", "goal", w.RoundPercent(percent))
}

func (w Words) goalBy(p score.Progress) string {
	return w.say("goal.goal", "goal", w.RoundPercent(p.Goal), "dated", yesNo(p.By != ""), "day", w.LongDate(p.By))
}

// verdict is a verdict with its reason, the shortest there is.
func (w Words) verdict(p score.Progress) string {
	verdict := w.verdictWithin(p.Verdict)
	switch late := w.lateness(p); {
	case p.Reached:
		return verdict
	case late != "":
		return w.say("goal.because", "verdict", verdict, "reason", late)
	case p.Verdict == score.Behind || p.Verdict == score.OutOfReach || p.Verdict == score.Unclear:
		return w.say("goal.because", "verdict", verdict, "reason", w.outlook(p))
	case p.Forecast.Refusal == "":
		return w.say("goal.verdictBetween", "verdict", verdict, "likely", w.Text(likely),
			"earliest", w.LongDate(p.Forecast.Earliest), "latest", w.LongDate(p.Forecast.Latest))
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
	n = math.Round(n)
	number := catalogue.Number{Value: n, Text: w.say("goal.numberInWords", "n", int(n))}
	return w.say("goal.about", "n", number, "unit", unit)
}
