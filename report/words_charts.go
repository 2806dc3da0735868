package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// planText is a plan in words.
func (w Words) planText(p score.Plan) string {
	text := "From " + w.Percent(p.From) + " to " + w.Percent(p.Reaches) + " by " + Count(len(p.Steps), "action") +
		" with an effort of " + strconv.Itoa(p.Effort) + "."
	if half := halfSays(p); half != "" {
		text += " " + half
	}
	return text
}

// halfSays is what half of the way takes; empty where it is the whole of it.
func halfSays(p score.Plan) string {
	steps, effort, _, ok := PlanHalf(p)
	if !ok {
		return ""
	}
	return "Half of the way takes " + Count(steps, "action") + " and an effort of " + strconv.Itoa(effort) + "."
}

// ringText is the score as the ring shows it, in words.
func (w Words) ringText(percent float64, points string, zone score.Zone, goal *Goal) string {
	text := "Score " + w.Percent(percent) + ", " + points
	if zone != "" {
		text += ", zone " + ZoneName(zone)
	}
	if goal != nil {
		text += ", goal " + w.RoundPercent(goal.Percent)
	}
	return text + "."
}

// weeksText is the points of the weeks in words.
func (w Words) weeksText(weeks []score.Week) string {
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

// trendText is the trend in words.
func (w Words) trendText(days []score.Day, goal *Goal) string {
	low, high, average := math.Inf(1), math.Inf(-1), math.NaN()
	for _, d := range days {
		if percent := d.Percent(); finite(percent) {
			low, high = min(low, percent), max(high, percent)
		}
		if finite(d.AllTenants) {
			average = d.AllTenants
		}
	}
	if low > high {
		return "The trend: no history yet."
	}
	first, last := days[0], days[len(days)-1]
	text := fmt.Sprintf("The trend: from %s on %s to %s on %s.", w.Percent(first.Percent()), w.LongDate(first.Date), w.Percent(last.Percent()), w.LongDate(last.Date))
	text += fmt.Sprintf(" The lowest was %s, the highest %s.", w.Percent(low), w.Percent(high))
	if finite(average) {
		text += " All tenants reached " + w.Percent(average) + " on average."
	}
	if goal != nil {
		text += " The goal is " + w.RoundPercent(goal.Percent) + "."
	}
	return text
}

// trendNote says in words what the chart cannot show. GoalOutside says that the
// goal lies outside the chart's axis.
func (w Words) trendNote(t score.Trend, goal *Goal, goalOutside bool) string {
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
	if !slices.ContainsFunc(t.Days, func(d score.Day) bool { return finite(d.AllTenants) }) {
		note += " Microsoft sends no average."
	}
	return note
}

// finite tells whether a number can be shown.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// effectLabel is a cause of the change beside its bar: 2 regressed.
func effectLabel(n int, c score.Cause) string {
	return strconv.Itoa(n) + " " + strings.ToLower(CauseName(c))
}

const unattributedLabel = "not attributable"

const goalMark = "Goal"

// goalLabel names the line of a goal.
func (w Words) goalLabel(percent float64) string { return goalMark + " " + w.RoundPercent(percent) }

// markLabel names a place on the ring.
func (w Words) markLabel(name string, percent float64) string { return name + " " + w.Points(percent) }

// markPercent names the end of a line.
func (w Words) markPercent(name string, percent float64) string {
	return name + " " + w.Percent(percent)
}

func halfLabel(steps, effort int) string {
	return "half of the way: " + Count(steps, "action") + ", effort " + strconv.Itoa(effort)
}

func (w Words) afterLabel(reached float64, steps int) string {
	return w.Percent(reached) + " after " + Count(steps, "action")
}

// barSays is the bar of a category in words.
func (w Words) barSays(percent, average float64) string {
	says := "Achieved " + w.Percent(percent)
	if finite(average) {
		says += ", all tenants " + w.Percent(average)
	}
	return says
}

// daySays is one day of the trend in words.
func (w Words) daySays(d score.Day) string {
	says := fmt.Sprintf("%s: %s, %s", w.LongDate(d.Date), w.Percent(d.Percent()), w.ScorePoints(d.Current, d.Max))
	if finite(d.AllTenants) {
		says += ", all tenants " + w.Percent(d.AllTenants)
	}
	return says
}
