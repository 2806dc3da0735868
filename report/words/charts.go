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
	text := "From " + w.Percent(p.From) + " to " + w.Percent(p.Reaches) + " by " + Count(len(p.Steps), "action") +
		" with an effort of " + strconv.Itoa(p.Effort) + "."
	if half := halfText(p); half != "" {
		text += " " + half
	}
	return text
}

// halfText is what half of the way takes; empty where it is the whole of it.
func halfText(p score.Plan) string {
	steps, effort, _, ok := report.PlanHalf(p)
	if !ok {
		return ""
	}
	return "Half of the way takes " + Count(steps, "action") + " and an effort of " + strconv.Itoa(effort) + "."
}

// RingText is the score as the ring shows it, in words.
func (w Words) RingText(percent float64, points string, zone score.Zone, goal *report.Goal) string {
	text := "Score " + w.Percent(percent) + ", " + points
	if zone != "" {
		text += ", zone " + ZoneName(zone)
	}
	if goal != nil {
		text += ", goal " + w.RoundPercent(goal.Percent)
	}
	return text + "."
}

// WeeksText is the points of the weeks in words.
func (w Words) WeeksText(weeks []score.Week) string {
	var gained, lost float64
	known := 0
	for _, week := range weeks {
		if week.Known {
			gained, lost = gained+week.Gained, lost+week.Lost
			known++
		}
	}
	if known == 0 {
		return "What was gained and lost in these weeks is not known."
	}
	text := "In " + Count(known, "week") + " " + w.Points(gained) + " points were gained and " + w.Points(lost) + " lost."
	if unknown := len(weeks) - known; unknown > 0 {
		text += " Of " + Count(unknown, "more week") + " nothing is known."
	}
	return text
}

// TrendText is the trend in words.
func (w Words) TrendText(days []score.Day, goal *report.Goal) string {
	low, high, average := math.Inf(1), math.Inf(-1), math.NaN()
	for _, d := range days {
		if percent := d.Percent(); report.Known(percent) {
			low, high = min(low, percent), max(high, percent)
		}
		if report.Known(d.AllTenants) {
			average = d.AllTenants
		}
	}
	if low > high {
		return "The trend: no history yet."
	}
	first, last := days[0], days[len(days)-1]
	text := fmt.Sprintf("The trend: from %s on %s to %s on %s.", w.Percent(first.Percent()), w.LongDate(first.Date), w.Percent(last.Percent()), w.LongDate(last.Date))
	text += fmt.Sprintf(" The lowest was %s, the highest %s.", w.Percent(low), w.Percent(high))
	if report.Known(average) {
		text += " All tenants reached " + w.Percent(average) + " on average."
	}
	if goal != nil {
		text += " The goal is " + w.RoundPercent(goal.Percent) + "."
	}
	return text
}

// TrendNote says in words what the chart cannot show. GoalOutside says that the
// goal lies outside the chart's axis.
func (w Words) TrendNote(t score.Trend, goal *report.Goal, goalOutside bool) string {
	if len(t.Days) == 0 {
		return ""
	}
	from, to := t.Days[0].Date, t.Days[len(t.Days)-1].Date
	span := int(math.Round(to.Time().Sub(from.Time()).Hours()/24)) + 1
	note := fmt.Sprintf("Percent achieved, %s to %s.", w.ShortDate(from), w.LongDate(to))
	if span == 1 {
		note = "Percent achieved; one day of history so far."
	}
	if missing := span - len(t.Days); missing > 0 {
		note += fmt.Sprintf(" %s without data.", Count(missing, "day"))
	}
	if goalOutside {
		note += " The goal of " + w.RoundPercent(goal.Percent) + " lies outside this range."
	}
	if !slices.ContainsFunc(t.Days, func(d score.Day) bool { return report.Known(d.AllTenants) }) {
		note += " Microsoft sends no average."
	}
	return note
}

// EffectLabel is a cause of the change beside its bar: 2 regressed.
func EffectLabel(n int, c score.Cause) string {
	return strconv.Itoa(n) + " " + strings.ToLower(CauseName(c))
}

const LabelUnattributedShort = "not attributable"

const GoalMark = "Goal"

// GoalLabel names the line of a goal.
func (w Words) GoalLabel(percent float64) string { return GoalMark + " " + w.RoundPercent(percent) }

// MarkLabel names a place on the ring.
func (w Words) MarkLabel(name string, percent float64) string { return name + " " + w.Points(percent) }

// MarkPercent names the end of a line.
func (w Words) MarkPercent(name string, percent float64) string {
	return name + " " + w.Percent(percent)
}

func HalfLabel(steps, effort int) string {
	return "half of the way: " + Count(steps, "action") + ", effort " + strconv.Itoa(effort)
}

func (w Words) AfterLabel(reached float64, steps int) string {
	return w.Percent(reached) + " after " + Count(steps, "action")
}

// BarText is the bar of a category in words.
func (w Words) BarText(percent, average float64) string {
	says := "Achieved " + w.Percent(percent)
	if report.Known(average) {
		says += ", all tenants " + w.Percent(average)
	}
	return says
}

// DayText is one day of the trend in words.
func (w Words) DayText(d score.Day) string {
	says := fmt.Sprintf("%s: %s, %s", w.LongDate(d.Date), w.Percent(d.Percent()), w.ScorePoints(d.Current, d.Max))
	if report.Known(d.AllTenants) {
		says += ", all tenants " + w.Percent(d.AllTenants)
	}
	return says
}
