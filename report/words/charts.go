package words

import (
	"math"
	"slices"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// PlanText is a plan in words.
func (w Words) PlanText(p score.Plan) string {
	text := w.say("charts.plan", "from", w.Percent(p.From), "to", w.Percent(p.Reaches), "n", len(p.Steps),
		"grouped", grouped(p), "tasks", p.Tasks, "effort", p.Effort)
	if half := w.halfText(p); half != "" {
		text += " " + half
	}
	return text
}

// halfText is what the first half of the missing points takes; empty for a
// short plan.
func (w Words) halfText(p score.Plan) string {
	steps, effort, _, ok := report.PlanHalf(p)
	if !ok {
		return ""
	}
	return w.say("charts.planHalf", "n", steps, "effort", effort)
}

// RingText is the score as the ring shows it, in words.
func (w Words) RingText(percent float64, points string, zone score.Zone, goal *report.Goal) string {
	aim := ""
	if goal != nil {
		aim = w.RoundPercent(goal.Percent)
	}
	return w.say("charts.ring", "percent", w.Percent(percent), "points", points, "zone", string(zone),
		"aims", yesNo(goal != nil), "goal", aim)
}

const weeksUnknown Text = "charts.weeksUnknown"

// WeeksText is the points achieved and regressed in the weeks, in words.
func (w Words) WeeksText(weeks []score.Week) string {
	var achieved, regressed, drift float64
	known := 0
	for _, week := range weeks {
		if week.Known {
			achieved, regressed, drift = achieved+week.Gained, regressed+week.Lost, drift+week.Drift
			known++
		}
	}
	if known == 0 {
		return w.Text(weeksUnknown)
	}
	text := w.say("charts.weeks", "n", known, "achieved", w.number(achieved), "regressed", w.number(regressed))
	if score.Hundredths(drift) != 0 {
		text += " " + w.say("charts.weeksDrift", "points", w.signed(drift))
	}
	if unknown := len(weeks) - known; unknown > 0 {
		text += " " + w.say("charts.weeksWithoutData", "n", unknown)
	}
	return text
}

// TrendText is the trend in words.
func (w Words) TrendText(days []score.Day, goal *report.Goal) string {
	low, high, average, similar := math.Inf(1), math.Inf(-1), math.NaN(), math.NaN()
	for _, d := range days {
		if percent := d.Percent(); report.Known(percent) {
			low, high = min(low, percent), max(high, percent)
		}
		if report.Known(d.AllTenants) {
			average = d.AllTenants
		}
		if report.Known(d.Similar) {
			similar = d.Similar
		}
	}
	if low > high {
		return w.Text(noHistory)
	}
	first, last := days[0], days[len(days)-1]
	text := w.say("charts.trend", "first", w.Percent(first.Percent()), "from", w.LongDate(first.Date),
		"last", w.Percent(last.Percent()), "to", w.LongDate(last.Date), "low", w.Percent(low), "high", w.Percent(high))
	if report.Known(average) {
		text += " " + w.say("charts.trendAverage", "average", w.Percent(average))
	}
	if report.Known(similar) {
		text += " " + w.say("charts.trendSimilar", "average", w.Percent(similar))
	}
	if goal != nil {
		text += " " + w.goalIs(goal.Percent)
	}
	return text
}

const (
	noteOneDay    Text = "charts.noteOneDay"
	noteNoAverage Text = "charts.noteNoAverage"
)

// TrendNote says what the chart cannot show. GoalOutside is true where the goal
// is outside the chart's axis.
func (w Words) TrendNote(t score.Trend, goal *report.Goal, goalOutside bool) string {
	if len(t.Days) == 0 {
		return ""
	}
	from, to := t.Days[0].Date, t.Days[len(t.Days)-1].Date
	span := int(math.Round(to.Time().Sub(from.Time()).Hours()/24)) + 1
	note := w.Text(noteOneDay)
	if span > 1 {
		note = w.say("charts.note", "from", w.ShortDate(from), "to", w.LongDate(to))
	}
	if missing := span - len(t.Days); missing > 0 {
		note += " " + w.say("charts.noteWithoutData", "n", missing)
	}
	if goalOutside {
		note += " " + w.say("charts.noteGoalOutside", "goal", w.RoundPercent(goal.Percent))
	}
	if !slices.ContainsFunc(t.Days, func(d score.Day) bool {
		return report.Known(d.AllTenants) || report.Known(d.Similar)
	}) {
		note += " " + w.Text(noteNoAverage)
	}
	return note
}

// CauseCount counts the changes of a cause, for a headline or beside a bar: 2
// regressed.
func (w Words) CauseCount(n int, c score.Cause) string {
	return w.say("charts.causeCount", "cause", string(c), "n", n)
}

// GoalLabel names the line of a goal.
func (w Words) GoalLabel(percent float64) string {
	return w.LineName(w.Text(LabelGoal), w.RoundPercent(percent))
}

// MarkLabel names a place on the ring.
func (w Words) MarkLabel(name string, percent float64) string {
	return w.LineName(name, w.Points(percent))
}

// MarkPercent names the end of a line, with one decimal as its chart can show.
func (w Words) MarkPercent(name string, percent float64) string {
	return w.LineName(name, w.TenthsPercent(percent))
}

// LineName is the name of a line with the value at its end.
func (w Words) LineName(name, value string) string {
	return w.say("charts.mark", "name", name, "value", value)
}

// MarkOn adds the day to the name of a line that ends before the last one.
func (w Words) MarkOn(name, date string) string {
	return w.say("charts.markOn", "mark", name, "day", date)
}

// AxisBegins says that an axis of percents does not begin at zero.
func (w Words) AxisBegins(percent float64) string {
	return w.say("charts.axisBegins", "percent", w.RoundPercent(percent))
}

// MaximumChanged says how often the maximum of the score changed in the days of
// a chart, and from what to what.
func (w Words) MaximumChanged(times int, before, after float64) string {
	if before == after {
		return w.say("charts.maximumAgain", "n", times, "after", w.number(after))
	}
	return w.say("charts.maximumChanged", "n", times, "before", w.Points(before), "after", w.number(after))
}

// HalfLabel names the step of a plan at half the distance to the goal.
func (w Words) HalfLabel(steps, effort int) string {
	return w.say("charts.half", "n", steps, "effort", effort)
}

// AfterLabel names the last step of a plan.
func (w Words) AfterLabel(reached float64, steps int) string {
	return w.say("charts.after", "percent", w.Percent(reached), "n", steps)
}

// BarText is the bar of a category in words.
func (w Words) BarText(percent, average float64) string {
	return w.say("charts.bar", "percent", w.Percent(percent), "averaged", yesNo(report.Known(average)),
		"average", w.Percent(average))
}

// DayText is one day of the trend in words.
func (w Words) DayText(d score.Day) string {
	return w.say("charts.day", "day", w.LongDate(d.Date), "percent", w.Percent(d.Percent()),
		"points", w.ScorePoints(d.Current, d.Max), "averaged", yesNo(report.Known(d.AllTenants)),
		"average", w.Percent(d.AllTenants), "compared", yesNo(report.Known(d.Similar)), "similar", w.Percent(d.Similar))
}

// daysWithStatuses are the days whose accepted risks are known.
func daysWithStatuses(days []score.Day) (known []score.Day) {
	for _, d := range days {
		if d.Split.Known {
			known = append(known, d)
		}
	}
	return known
}

// AcceptedInBrief is the points left in accepted risks, and how many more they
// are than on the first day of the trend; empty where they are not known.
func (w Words) AcceptedInBrief(days []score.Day) string {
	known := daysWithStatuses(days)
	if len(known) == 0 {
		return ""
	}
	first, last := known[0], known[len(known)-1]
	more, way := score.Hundredths(last.Split.Accepted-first.Split.Accepted), "same"
	switch {
	case first.Date == last.Date:
		way = "unknown"
	case more > 0:
		way = "more"
	case more < 0:
		way = "fewer"
	}
	return w.say("charts.accepted", "points", w.number(last.Split.Accepted), "way", way,
		"difference", w.number(math.Abs(more)), "day", w.LongDate(first.Date))
}

// AcceptedText is the points left in accepted risks over time, in words; empty
// where they are not known.
func (w Words) AcceptedText(days []score.Day) string {
	known, most := daysWithStatuses(days), 0.0
	for _, d := range known {
		most = max(most, d.Split.Accepted)
	}
	if len(known) == 0 {
		return ""
	}
	first, last := known[0], known[len(known)-1]
	text := w.say("charts.acceptedOverTime", "first", w.Points(first.Split.Accepted), "from", w.LongDate(first.Date),
		"last", w.Points(last.Split.Accepted), "to", w.LongDate(last.Date), "most", w.Points(most))
	if unknown := len(days) - len(known); unknown > 0 {
		text += " " + w.say("charts.acceptedUnknown", "n", unknown)
	}
	return text
}

// AcceptedLabel names the end of the line of accepted risks.
func (w Words) AcceptedLabel(points float64) string {
	return w.say("charts.acceptedMark", "points", w.number(points))
}
