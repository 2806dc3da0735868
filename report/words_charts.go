package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// says is the chart in words.
func (c planChart) says() string {
	text := "From " + c.Percent(c.plan.From) + " to " + c.Percent(c.plan.Reaches) + " by " + Count(len(c.plan.Steps), "action") +
		" with an effort of " + strconv.Itoa(c.plan.Effort) + "."
	if half := c.halfSays(); half != "" {
		text += " " + half
	}
	return text
}

// halfSays is what half of the way takes; empty where it is the whole of it.
func (c planChart) halfSays() string {
	steps, spent, _, ok := c.half()
	if !ok {
		return ""
	}
	return "Half of the way takes " + Count(steps, "action") + " and an effort of " + strconv.Itoa(int(spent)) + "."
}

// says is the chart in words.
func (r ringChart) says() string {
	text := "Score " + r.Percent(r.percent) + ", " + r.points
	if r.zone != "" {
		text += ", zone " + ZoneName(r.zone)
	}
	if r.goal != nil {
		text += ", goal " + r.RoundPercent(r.goal.Percent)
	}
	return text + "."
}

// says is the chart in words.
func (c weeksChart) says() string {
	var gained, lost float64
	for _, week := range c.weeks {
		if week.Known {
			gained, lost = gained+week.Gained, lost+week.Lost
		}
	}
	known := c.known()
	if known == 0 {
		return "What was gained and lost in these weeks is not known."
	}
	text := "In " + Count(known, "week") + " " + c.Points(gained) + " points were gained and " + c.Points(lost) + " lost."
	if unknown := len(c.weeks) - known; unknown > 0 {
		text += " Of " + Count(unknown, "more week") + " nothing is known."
	}
	return text
}

// says is the chart in words.
func (t trendChart) says() string {
	own, average, _ := t.points()
	if len(own) == 0 {
		return "The trend: no history yet."
	}
	first, last := t.days[0], t.days[len(t.days)-1]
	text := fmt.Sprintf("The trend: from %s on %s to %s on %s.", t.Percent(first.Percent()), t.LongDate(first.Date), t.Percent(last.Percent()), t.LongDate(last.Date))
	low, high := own[0].value, own[0].value
	for _, p := range own {
		low, high = min(low, p.value), max(high, p.value)
	}
	text += fmt.Sprintf(" The lowest was %s, the highest %s.", t.Percent(low), t.Percent(high))
	if len(average) > 0 {
		text += " All tenants reached " + t.Percent(average[len(average)-1].value) + " on average."
	}
	if t.goal != nil {
		text += " The goal is " + t.RoundPercent(t.goal.Percent) + "."
	}
	return text
}

// trendNote says in words what the chart cannot show.
func trendNote(m Model) string {
	l := m.Locale
	if len(m.Trend.Days) == 0 {
		return ""
	}
	first, last := m.Trend.Days[0].Date.Time(), m.Trend.Days[len(m.Trend.Days)-1].Date.Time()
	span := int(math.Round(last.Sub(first).Hours()/24)) + 1
	note := fmt.Sprintf("Percent achieved, %s to %s.", l.ShortDate(m.Trend.Days[0].Date), l.LongDate(m.Trend.Days[len(m.Trend.Days)-1].Date))
	if span == 1 {
		note = "Percent achieved; one day of history so far."
	}
	if missing := span - len(m.Trend.Days); missing > 0 {
		note += fmt.Sprintf(" %s without data.", Count(missing, "day"))
	}
	chart := trendChart{days: m.Trend.Days, goal: m.Goal}
	own, average, _ := chart.points()
	if len(own) > 0 && m.Goal != nil && !chart.goalInRange(chart.scale(own, average)) {
		note += " The goal of " + l.RoundPercent(m.Goal.Percent) + " lies outside this range."
	}
	if len(average) == 0 {
		note += " Microsoft sends no average."
	}
	return note
}

// waterfallSteps are the account's lines: where it began, the kinds, what no
// control explains, where it ended.
func (l Locale) waterfallSteps(a score.Account) []waterfallStep {
	at := score.Hundredths(a.Before.Percent())
	steps := []waterfallStep{{l.ShortDate(a.Before.Date), at, at, true, l.Percent(at)}}
	for _, g := range a.ByCause() {
		if score.Hundredths(g.Effect) == 0 {
			continue // moves nothing
		}
		label := strconv.Itoa(len(g.Changes)) + " " + strings.ToLower(CauseName(g.Cause))
		steps = append(steps, waterfallStep{label, at, at + g.Effect, false, l.SignedHundredths(g.Effect)})
		at += g.Effect
	}
	if a.Unattributed != 0 {
		steps = append(steps, waterfallStep{"not attributable", at, at + a.Unattributed, false, l.SignedHundredths(a.Unattributed)})
	}
	end := a.After.Percent()
	return append(steps, waterfallStep{l.ShortDate(a.After.Date), end, end, true, l.Percent(end)})
}

const goalMark = "Goal"

// goalLabel names the line of a goal.
func (l Locale) goalLabel(percent float64) string { return goalMark + " " + l.RoundPercent(percent) }

// markLabel names a place on the ring.
func (l Locale) markLabel(name string, percent float64) string { return name + " " + l.Points(percent) }

// markPercent names the end of a line.
func (l Locale) markPercent(name string, percent float64) string {
	return name + " " + l.Percent(percent)
}

func halfLabel(steps, effort int) string {
	return "half of the way: " + Count(steps, "action") + ", effort " + strconv.Itoa(effort)
}

func (l Locale) afterLabel(reached float64, steps int) string {
	return l.Percent(reached) + " after " + Count(steps, "action")
}

// barSays is the bar of a category in words.
func (l Locale) barSays(percent, average float64) string {
	says := "Achieved " + l.Percent(percent)
	if number(average) {
		says += ", all tenants " + l.Percent(average)
	}
	return says
}

// daySays is one day of the trend in words.
func (l Locale) daySays(d score.Day) string {
	says := fmt.Sprintf("%s: %s, %s", l.LongDate(d.Date), l.Percent(d.Percent()), l.ScorePoints(d.Current, d.Max))
	if number(d.AllTenants) {
		says += ", all tenants " + l.Percent(d.AllTenants)
	}
	return says
}
