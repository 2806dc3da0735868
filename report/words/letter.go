package words

import (
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// The words of an email beside those that other messages have too.

// Fact is one line about the score, with a label in front; one without
// continues the line before.
type Fact struct{ Label, Text string }

const (
	labelPlan     Text = "letter.labelPlan"
	labelForecast Text = "letter.labelForecast"
	labelAverages Text = "letter.labelAverages"
	likeAverage   Text = "letter.likeAverage"

	// CategoryChangeNote says what the changes of the categories count.
	CategoryChangeNote Text = "letter.categoryChangeNote"
	// LabelBeside is of the column with PointsBeside.
	LabelBeside Text = "label.beside"
)

// MessageAnswer is the answer of a message: an alert's counts from what was
// last announced on its channel.
func (w Words) MessageAnswer(m report.Message) string {
	model := m.Model
	if m.Occasion != report.Periodic {
		model.Since, model.Account = nil, score.Account{}
	}
	if m.Occasion == report.Alert && m.News != nil {
		model.Since, model.Account = &m.News.Before, *m.News
	}
	return w.Answer(model)
}

// Standing is the zone and the points: Okay zone · 696.61 of 1101 points.
func (w Words) Standing(m report.Model) string {
	return w.say("letter.standing", "zone", string(m.Zone), "points", w.ScorePoints(m.Current, m.Max))
}

// BarNote says what the bar of the score shows.
func (w Words) BarNote(m report.Model) string {
	if m.Goal == nil || !report.Known(m.Goal.Percent) {
		return w.Standing(m)
	}
	return w.say("letter.barNote", "standing", w.Standing(m), "goal", w.RoundPercent(m.Goal.Percent))
}

// MessageFacts are the lines under the score: who moved it, the goal, the plan,
// the forecast, and the averages. An alert has the first two.
func (w Words) MessageFacts(m report.Message) []Fact {
	var list []Fact
	add := func(label, text string) {
		if text != "" {
			list = append(list, Fact{label, text})
		}
	}
	if diff := m.Diff(); diff != nil && m.Occasion != report.Watching {
		add(w.Text(LabelWhy), w.whoMoved(*diff, m.Model.Zones))
	}
	if p := m.Model.Analysis.Progress; p != nil {
		add(w.Text(LabelGoal), w.goalLine(*p))
		if m.Occasion == report.Periodic {
			add(w.Text(labelPlan), w.planLine(m.Model, *p))
			add(w.Text(labelForecast), w.forecastLine(*p))
		}
	}
	if m.Occasion != report.Alert {
		for i, beside := range w.BesideAverages(m.Model) {
			add([]string{w.Text(labelAverages), ""}[i], beside)
		}
	}
	return list
}

// whoMoved is the change by who made it, in parts that add up to it.
func (w Words) whoMoved(a score.Account, zones score.Zones) string {
	var parts []string
	for _, s := range w.Shares(a.Overview()) {
		parts = append(parts, s.Name+plaintext.NoBreak+s.InPP)
	}
	text := strings.Join(parts, " · ")
	if zone := w.crossing("score", a, zones); zone != "" {
		return strings.TrimSpace(zone + " " + text)
	}
	return text
}

// goalLine is the goal and the verdict on it, with its reason.
func (w Words) goalLine(p score.Progress) string {
	goal := w.RoundPercent(p.Goal)
	if p.By != "" {
		goal = w.say("letter.goalBy", "goal", goal, "day", w.LongDate(p.By))
	}
	verdict := w.verdictWithin(p.Verdict)
	switch {
	case p.Verdict == score.OutOfReach:
		return w.say("letter.goalOutOfReach", "goal", goal, "verdict", verdict, "most", w.TenthsPercent(p.Most))
	case p.Verdict == score.Behind && p.Late > 0:
		return w.say("letter.goalLate", "goal", goal, "verdict", verdict, "time", w.About(p.Late))
	case p.Verdict == score.Behind && p.DaysLeft < 0:
		return w.say("letter.goalPast", "goal", goal, "verdict", verdict)
	}
	return w.say("goal.goalAndVerdict", "goal", goal, "verdict", verdict)
}

// verdictWithin is the word for a verdict within a sentence.
func (w Words) verdictWithin(v score.Verdict) string {
	return w.say("letter.verdict", "verdict", string(v))
}

// planLine is how far away the goal is, and the plan; empty where it is
// reached.
func (w Words) planLine(m report.Model, p score.Progress) string {
	if p.Reached {
		return ""
	}
	text := w.toGo(m, p)
	switch plan := m.Analysis.Plan; {
	case plan == nil:
		return text
	case !plan.Reachable:
		return w.say("letter.planTooFar", "distance", text)
	case len(plan.Steps) > 0:
		return w.say("letter.planReaches", "distance", text, "n", len(plan.Steps))
	}
	return text
}

// toGo is what is missing to the goal. It closes with the percent as printed.
func (w Words) toGo(m report.Model, p score.Progress) string {
	if missing := score.Hundredths(p.Goal - score.Tenths(m.Percent)); missing > 0 {
		return w.say("letter.toGo", "missing", w.number(missing))
	}
	return w.say("letter.almostThere", "missing", w.Tenths(0.1))
}

// forecastLine is when the goal is likely to be reached, or why that cannot be
// said; empty where the verdict says it.
func (w Words) forecastLine(p score.Progress) string {
	f := p.Forecast
	switch f.Refusal {
	case score.Reached, score.BeyondReach:
		return ""
	case "":
		pace, from, to := w.PP(f.Pace), w.Month(f.Earliest), w.Month(f.Latest)
		if from == to {
			return w.say("letter.forecastMonth", "month", from, "likely", w.Text(likely), "pace", pace)
		}
		return w.say("letter.forecast", "from", from, "to", to, "likely", w.Text(likely), "pace", pace)
	}
	return capitalised(w.outlook(p))
}

// inPP is a move in brief, with its unit.
func (w Words) inPP(x float64) string { return w.say("units.pp", "change", w.SignedBrief(x)) }

// CategoryChange is the change of a category, in brief.
func (w Words) CategoryChange(c report.Category) string {
	if !report.Known(c.Change) {
		return w.NotAvailable()
	}
	return w.inPP(c.Change)
}

// PointsBeside is how many points a category has more or less than it would
// have with the average percent.
func (w Words) PointsBeside(c report.Category) string {
	if c.Max == 0 || !report.Known(c.Beside.AheadPoints) {
		return w.NotAvailable()
	}
	switch ahead := score.Hundredths(c.Beside.AheadPoints); {
	case ahead > 0:
		return w.say("letter.above", "points", w.number(ahead))
	case ahead < 0:
		return w.say("letter.below", "points", w.number(-ahead))
	}
	return w.Text(likeAverage)
}

// ExceptionsSoon counts the exceptions, the overdue ones, and those that end
// soon.
func (w Words) ExceptionsSoon(list []score.Decision, ending int) string {
	text := w.ExceptionsCount(list)
	if ending > 0 {
		return w.say("letter.exceptionsSoon", "exceptions", text, "n", ending, "days", report.SoonDays)
	}
	return text
}
