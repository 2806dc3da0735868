package words

import (
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Texts of the messages in Slack, beside those that an email has too.
const (
	// ListedInPortal says where to read the changes that a message does not list.
	ListedInPortal Text = "slack.listedInPortal"

	EveryChange  Text = "slack.everyChange"
	WhatChanged  Text = "slack.whatChanged"
	InFigures    Text = "slack.inFigures"
	OldestStored Text = "slack.oldestStored"
	InTheThread  Text = "slack.inTheThread"
	Recovered    Text = "slack.recovered"
	// LabelAverageOfAll names a line of a chart in few characters.
	LabelAverageOfAll Text = "label.averageOfAll"
	// WhatIsPP explains the unit where there is room for little.
	WhatIsPP Text = "slack.whatIsPP"
	// NewHere marks a change that its channel was not notified of.
	NewHere Text = "slack.newHere"

	ChannelTestTitle Text = "slack.channelTestTitle"
	// MailTest is the text of a mail with that title.
	MailTest    Text = "slack.mailTest"
	ChannelTest Text = "slack.channelTest"

	axisPercent Text = "slack.axisPercent"
)

// AlertTitle heads an alert: Contoso · Secure Score 62.5 %, +0.2. The news is
// nil where there is nothing to compare with.
func (w Words) AlertTitle(tenant string, percent float64, news *score.Account) string {
	title := tenant + " · " + w.Text(secureScore) + " " + w.TenthsPercent(percent)
	if news == nil {
		return title
	}
	return title + ", " + w.SignedBrief(news.Percent)
}

// ReportTitle heads a report, with the percent as Answer has it.
func (w Words) ReportTitle(tenant string, percent float64) string {
	return tenant + " · " + w.Text(secureScore) + " report, " + w.TenthsPercent(percent)
}

// GoalStands is the verdict on the goal beside the zone: goal: behind; empty
// without a goal.
func (w Words) GoalStands(m report.Model) string {
	if mark := w.AnswerMark(m); mark != "" {
		return strings.ToLower(w.Text(GoalMark) + ": " + mark)
	}
	return ""
}

// MovedSinceDay is how far the score moved, in short: +0.34 pp since 16
// November 2026.
func (w Words) MovedSinceDay(a score.Account) string {
	return w.PP(a.Percent) + " " + w.SinceDay(a.Before.Date)
}

// Movement says what a sum of effects does not: that the score practically
// stayed, although it moved both ways, and that it moved into another zone.
// Mostly it is empty.
func (w Words) Movement(a score.Account, zones score.Zones) string {
	var sentences []string
	if up, down := a.Ways(); a.Steady() && up != 0 && down != 0 {
		sentences = append(sentences, w.Text(noRealChange)+": "+w.ways(up, down)+".")
	}
	if zone := w.crossing("The score", a, zones); zone != "" {
		sentences = append(sentences, zone)
	}
	return strings.Join(sentences, " ")
}

// WithPP is a text with the effect of what it names, if there is one: 4
// improved (+0.90 pp).
func (w Words) WithPP(text string, effect float64) string {
	if score.Hundredths(effect) == 0 {
		return text
	}
	return text + " (" + w.PP(effect) + ")"
}

// MicrosoftChanged is what Microsoft changed, with its sum: Microsoft: 1 new
// maximum, 1 removed (−0.08 pp).
func (w Words) MicrosoftChanged(groups []score.Group) string {
	var parts []string
	sum := 0.0
	for _, g := range groups {
		parts = append(parts, w.CauseCount(len(g.Changes), g.Cause))
		sum += g.Effect
	}
	return w.WithPP("Microsoft: "+strings.Join(parts, ", "), sum)
}

// NotAttributable is the part of a change that no action explains.
func (w Words) NotAttributable(effect float64) string {
	return w.Text(LabelUnattributed) + " (" + w.PP(effect) + ")"
}

// ListedAlso is which of the listed changes are new to a channel: 2 of the
// changes above; empty for none.
func (w Words) ListedAlso(n, listed int) string {
	switch n {
	case 0:
		return ""
	case listed:
		return "all changes above"
	}
	return strconv.Itoa(n) + " of the changes above"
}

// NotAnnounced continues the heading of what a channel was not notified of:
// which of the listed changes, since when, and which others, as counts. The
// counts are empty where the others are listed below, if there are any.
func (w Words) NotAnnounced(listed, counts string, since score.Date, more bool) string {
	day := w.SinceDay(since)
	switch {
	case listed == "" && more:
		return day
	case listed == "" && counts != "":
		return counts + " " + day
	case more:
		return listed + ". Since " + w.ShortDate(since) + " also:"
	case counts != "":
		return listed + ". Since " + w.ShortDate(since) + " also " + counts + "."
	}
	return listed
}

// ExceptionsDue says how many exceptions are overdue or end soon, and which is
// the first, in one line: Exceptions: 1 overdue (“Its action”, 19 Nov).
func (w Words) ExceptionsDue(overdue, soon []score.Decision) string {
	var parts []string
	if len(overdue) > 0 {
		parts = append(parts, strconv.Itoa(len(overdue))+" overdue")
	}
	if n := len(soon); n > 0 {
		parts = append(parts, strconv.Itoa(n)+oneOr(float64(n), " ends soon", " end soon"))
	}
	all, which := slices.Concat(overdue, soon), " ("
	if len(all) > 1 {
		which += "first "
	}
	return w.Text(ExceptionsTitle) + ": " + strings.Join(parts, ", ") + which + "“" +
		plaintext.Clip(w.ExceptionTitle(all[0]), longestDue) + "”, " + w.ShortDate(all[0].Until) + ")"
}

// longestDue is how long the title of an exception may be in a line, in
// characters.
const longestDue = 50

// NoRoomFor says how many actions have no room in the thread either.
func (w Words) NoRoomFor(n int) string { return w.More(n) + " that do not fit here" }

// MoreWarnings says how many warnings are not shown.
func (w Words) MoreWarnings(n int) string {
	return "and " + Count(n, "more warning") + " in the run's result"
}

// MoreLines says how many lines of a message its notification leaves out.
func (w Words) MoreLines(n int) string { return "and " + Count(n, "more line") + " in the message" }

// Actions counts actions.
func (w Words) Actions(n int) string { return Count(n, "action") }

// Changes counts changes.
func (w Words) Changes(n int) string { return Count(n, "change") }

// Range is a part of a list: 24 to 30.
func (w Words) Range(first, last int) string {
	return strconv.Itoa(first) + " to " + strconv.Itoa(last)
}

// LinksTooLong says how many links Slack does not take.
func (w Words) LinksTooLong(n int) string { return Count(n, "link") + " too long for Slack" }

// SinceDay is what a list of changes counts from.
func (w Words) SinceDay(d score.Date) string { return "since " + w.LongDate(d) }

// StatusLine is an action's status behind other facts: status planned.
func (w Words) StatusLine(s score.Status) string {
	return "status " + strings.ToLower(w.clippedStatus(s))
}

// TrendByWeek is the title of a chart, with the first and the last week.
func (w Words) TrendByWeek(first, last string) string {
	return w.Text(secureScore) + " by week, " + first + " to " + last
}

// TrendAxes are the names of the chart's axes.
func (w Words) TrendAxes() (x, y string) {
	return strings.ToLower(w.Text(LabelWeek)), w.Text(axisPercent)
}
