package words

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// PlanText is a plan in words.
func (w Words) PlanText(p score.Plan) string {
	text := "From " + w.Percent(p.From) + " to " + w.Percent(p.Reaches) + " with " + Count(len(p.Steps), "action") +
		w.inTasks(p) + " and an effort of " + strconv.Itoa(p.Effort) + "."
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
	return "The first " + Count(steps, "action") + ", with an effort of " + strconv.Itoa(effort) +
		", give half of the missing points."
}

// RingText is the score as the ring shows it, in words.
func (w Words) RingText(percent float64, points string, zone score.Zone, goal *report.Goal) string {
	text := "Score " + w.Percent(percent) + ", " + points
	if zone != "" {
		text += ", zone " + w.ZoneName(zone)
	}
	if goal != nil {
		text += ", goal " + w.RoundPercent(goal.Percent)
	}
	return text + "."
}

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
		return "How many points were achieved and regressed in these weeks is not known."
	}
	text := "In " + Count(known, "week") + ", " + w.InPoints(achieved) + " " + oneOr(achieved, "was", "were") +
		" achieved and " + w.InPoints(regressed) + " regressed."
	if score.Hundredths(drift) != 0 {
		text += " Drift comes to " + w.PointsMovedBy(drift) + "."
	}
	if unknown := len(weeks) - known; unknown > 0 {
		text += " There is no data for " + Count(unknown, "more week") + "."
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
	text := fmt.Sprintf("The score went from %s on %s to %s on %s.", w.Percent(first.Percent()),
		w.LongDate(first.Date), w.Percent(last.Percent()), w.LongDate(last.Date))
	text += fmt.Sprintf(" The lowest was %s, the highest %s.", w.Percent(low), w.Percent(high))
	if report.Known(average) {
		text += " The average of all organisations is " + w.Percent(average) + "."
	}
	if report.Known(similar) {
		text += " The average of organisations of similar size is " + w.Percent(similar) + "."
	}
	if goal != nil {
		text += " The goal is " + w.RoundPercent(goal.Percent) + "."
	}
	return text
}

// TrendNote says what the chart cannot show. GoalOutside is true where the goal
// is outside the chart's axis.
func (w Words) TrendNote(t score.Trend, goal *report.Goal, goalOutside bool) string {
	if len(t.Days) == 0 {
		return ""
	}
	from, to := t.Days[0].Date, t.Days[len(t.Days)-1].Date
	span := int(math.Round(to.Time().Sub(from.Time()).Hours()/24)) + 1
	note := fmt.Sprintf("Score in percent, %s to %s.", w.ShortDate(from), w.LongDate(to))
	if span == 1 {
		note = "Score in percent; one day of history so far."
	}
	if missing := span - len(t.Days); missing > 0 {
		note += fmt.Sprintf(" %s without data.", Count(missing, "day"))
	}
	if goalOutside {
		note += " The goal of " + w.RoundPercent(goal.Percent) + " is outside this range."
	}
	if !slices.ContainsFunc(t.Days, func(d score.Day) bool {
		return report.Known(d.AllTenants) || report.Known(d.Similar)
	}) {
		note += " Microsoft sends no average."
	}
	return note
}

// CauseCount counts the changes of a cause, for a headline or beside a bar: 2
// regressed.
func (w Words) CauseCount(n int, c score.Cause) string {
	switch c {
	case score.Acceptance:
		return Count(n, "risk") + " accepted"
	case score.Repointing:
		return Count(n, "new maximum")
	case score.StatusOnly:
		return strconv.Itoa(n) + " changed status"
	case score.Moving:
		return strconv.Itoa(n) + " changed category"
	}
	return strconv.Itoa(n) + " " + strings.ToLower(w.CauseName(c))
}

// GoalMark names the goal in a chart.
const GoalMark Text = "charts.goalMark"

// GoalLabel names the line of a goal.
func (w Words) GoalLabel(percent float64) string {
	return w.Text(GoalMark) + " " + w.RoundPercent(percent)
}

// MarkLabel names a place on the ring.
func (w Words) MarkLabel(name string, percent float64) string { return name + " " + w.Points(percent) }

// MarkPercent names the end of a line, with one decimal as its chart can show.
func (w Words) MarkPercent(name string, percent float64) string {
	return w.LineName(name, w.TenthsPercent(percent))
}

// LineName is the name of a line with the value at its end.
func (w Words) LineName(name, value string) string { return name + " " + value }

// MarkOn adds the day to the name of a line that ends before the last one.
func (w Words) MarkOn(name, date string) string { return name + ", " + date }

// AxisBegins says that an axis of percents does not begin at zero.
func (w Words) AxisBegins(percent float64) string {
	return "The axis begins at " + w.RoundPercent(percent) + "."
}

// MaximumChanged says how often the maximum of the score changed in the days of
// a chart, and from what to what.
func (w Words) MaximumChanged(times int, before, after float64) string {
	text := "Maximum changed"
	if times > 1 {
		text += " " + Count(times, "time")
	}
	if before == after {
		return text + ": again " + w.InPoints(after) + "."
	}
	return text + ": " + w.Points(before) + " → " + w.InPoints(after) + "."
}

// HalfLabel names the step of a plan at half the distance to the goal.
func (w Words) HalfLabel(steps, effort int) string {
	return "halfway: " + Count(steps, "action") + ", effort " + strconv.Itoa(effort)
}

// AfterLabel names the last step of a plan.
func (w Words) AfterLabel(reached float64, steps int) string {
	return w.Percent(reached) + " after " + Count(steps, "action")
}

// BarText is the bar of a category in words.
func (w Words) BarText(percent, average float64) string {
	return "Score " + w.Percent(percent) + w.averageText(average)
}

// DayText is one day of the trend in words.
func (w Words) DayText(d score.Day) string {
	return w.LongDate(d.Date) + ": " + w.Percent(d.Percent()) + ", " + w.ScorePoints(d.Current, d.Max) +
		w.averageText(d.AllTenants) + w.similarText(d.Similar)
}

func (w Words) similarText(average float64) string {
	if !report.Known(average) {
		return ""
	}
	return ", of those of similar size " + w.Percent(average)
}

// daysWithStatuses are the days whose accepted risks are known.
func (w Words) daysWithStatuses(days []score.Day) (known []score.Day) {
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
	known := w.daysWithStatuses(days)
	if len(known) == 0 {
		return ""
	}
	first, last := known[0], known[len(known)-1]
	text := "Accepted risks cost " + w.InPoints(last.Split.Accepted)
	switch more := score.Hundredths(last.Split.Accepted - first.Split.Accepted); {
	case first.Date == last.Date:
		return text + "."
	case more > 0:
		return text + ", " + w.Points(more) + " more than on " + w.LongDate(first.Date) + "."
	case more < 0:
		return text + ", " + w.Points(-more) + " fewer than on " + w.LongDate(first.Date) + "."
	}
	return text + ", as on " + w.LongDate(first.Date) + "."
}

// AcceptedText is the points left in accepted risks over time, in words; empty
// where they are not known.
func (w Words) AcceptedText(days []score.Day) string {
	known, most := w.daysWithStatuses(days), 0.0
	for _, d := range known {
		most = max(most, d.Split.Accepted)
	}
	if len(known) == 0 {
		return ""
	}
	first, last := known[0], known[len(known)-1]
	text := "Points left in accepted risks: " + w.Points(first.Split.Accepted) + " on " + w.LongDate(first.Date) + ", " +
		w.Points(last.Split.Accepted) + " on " + w.LongDate(last.Date) + ", " + w.Points(most) + " at most."
	if unknown := len(days) - len(known); unknown > 0 {
		text += " They are not known for " + Count(unknown, "day") + ", on which Microsoft's history has no statuses."
	}
	return text
}

// AcceptedLabel names the end of the line of accepted risks.
func (w Words) AcceptedLabel(points float64) string { return "Risk accepted, " + w.InPoints(points) }

// averageText is the average of all organisations as the end of a sentence;
// empty where there is none.
func (w Words) averageText(average float64) string {
	if !report.Known(average) {
		return ""
	}
	return ", average of all organisations " + w.Percent(average)
}
