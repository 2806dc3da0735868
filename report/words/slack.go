package words

import (
	"slices"
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

	allChangesAbove Text = "slack.allChangesAbove"
)

// AlertTitle heads an alert: Contoso · Secure Score 62.5 %, +0.2. The news is
// nil where there is nothing to compare with.
func (w Words) AlertTitle(tenant string, percent float64, news *score.Account) string {
	if news == nil {
		return w.say("slack.title", "tenant", tenant, "percent", w.TenthsPercent(percent))
	}
	return w.say("slack.alertTitle", "tenant", tenant, "percent", w.TenthsPercent(percent),
		"change", w.SignedBrief(news.Percent))
}

// ReportTitle heads a report, with the percent as Answer has it.
func (w Words) ReportTitle(tenant string, percent float64) string {
	return w.say("slack.reportTitle", "tenant", tenant, "percent", w.TenthsPercent(percent))
}

// GoalStands is the verdict on the goal beside the zone: goal: behind; empty
// without a goal.
func (w Words) GoalStands(m report.Model) string {
	if m.Analysis.Progress == nil {
		return ""
	}
	return w.say("slack.goalStands", "verdict", w.verdictWithin(m.Analysis.Progress.Verdict))
}

// MovedSinceDay is how far the score moved, in short: +0.34 pp since 16
// November 2026.
func (w Words) MovedSinceDay(a score.Account) string {
	return w.since(w.PP(a.Percent), a.Before.Date)
}

// Movement says what a sum of effects does not: that the score practically
// stayed, although it moved both ways, and that it moved into another zone.
// Mostly it is empty.
func (w Words) Movement(a score.Account, zones score.Zones) string {
	var sentences []string
	if up, down := a.Ways(); a.Steady() && up != 0 && down != 0 {
		sentences = append(sentences, w.say("slack.noRealChange", "ways", w.ways(up, down)))
	}
	if zone := w.crossing("score", a, zones); zone != "" {
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
	return w.say("slack.withPP", "text", text, "effect", w.PP(effect))
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
	return w.WithPP(w.say("slack.microsoftChanged", "changes", strings.Join(parts, ", ")), sum)
}

// NotAttributable is the part of a change that no action explains.
func (w Words) NotAttributable(effect float64) string {
	return w.say("slack.withPP", "text", w.Text(LabelUnattributed), "effect", w.PP(effect))
}

// ListedAlso is which of the listed changes are new to a channel: 2 of the
// changes above; empty for none.
func (w Words) ListedAlso(n, listed int) string {
	switch n {
	case 0:
		return ""
	case listed:
		return w.Text(allChangesAbove)
	}
	return w.say("slack.changesAbove", "n", n)
}

// NotAnnounced continues the heading of what a channel was not notified of:
// which of the listed changes, since when, and which others, as counts. The
// counts are empty where the others are listed below, if there are any.
func (w Words) NotAnnounced(listed, counts string, since score.Date, more bool) string {
	switch {
	case listed == "" && more:
		return w.SinceDay(since)
	case listed == "" && counts != "":
		return w.since(counts, since)
	case more:
		return w.say("slack.listedAndMore", "listed", listed, "day", w.ShortDate(since))
	case counts != "":
		return w.say("slack.listedAndCounts", "listed", listed, "day", w.ShortDate(since), "counts", counts)
	}
	return listed
}

// ExceptionsDue says how many exceptions are overdue or end soon, and which is
// the first, in one line: Exceptions: 1 overdue (“Its action”, 19 Nov).
func (w Words) ExceptionsDue(overdue, soon []score.Decision) string {
	var parts []string
	if n := len(overdue); n > 0 {
		parts = append(parts, w.say("slack.overdue", "n", n))
	}
	if n := len(soon); n > 0 {
		parts = append(parts, w.say("slack.endSoon", "n", n))
	}
	all := slices.Concat(overdue, soon)
	return w.say("slack.exceptionsDue", "counts", strings.Join(parts, ", "), "n", len(all),
		"title", plaintext.Clip(w.ExceptionTitle(all[0]), longestDue), "day", w.ShortDate(all[0].Until))
}

// longestDue is how long the title of an exception may be in a line, in
// characters.
const longestDue = 50

// NoRoomFor says how many actions have no room in the thread either.
func (w Words) NoRoomFor(n int) string { return w.say("slack.noRoomFor", "n", n) }

// MoreWarnings says how many warnings are not shown.
func (w Words) MoreWarnings(n int) string {
	return w.say("slack.moreWarnings", "n", n)
}

// MoreLines says how many lines of a message its notification leaves out.
func (w Words) MoreLines(n int) string { return w.say("slack.moreLines", "n", n) }

// Actions counts actions.
func (w Words) Actions(n int) string { return w.say("slack.actions", "n", n) }

// Changes counts changes.
func (w Words) Changes(n int) string { return w.say("slack.changes", "n", n) }

// Range is a part of a list: 24 to 30.
func (w Words) Range(first, last int) string {
	return w.say("slack.range", "first", first, "last", last)
}

// LinksTooLong says how many links Slack does not take.
func (w Words) LinksTooLong(n int) string { return w.say("slack.linksTooLong", "n", n) }

// SinceDay is what a list of changes counts from.
func (w Words) SinceDay(d score.Date) string { return w.say("slack.sinceDay", "day", w.LongDate(d)) }

// StatusLine is an action's status behind other facts: status planned.
func (w Words) StatusLine(s score.Status) string {
	return w.say("slack.status", "status", w.StatusWithin(s))
}

// TrendByWeek is the title of a chart, with the first and the last week.
func (w Words) TrendByWeek(first, last string) string {
	return w.say("slack.trendByWeek", "first", first, "last", last)
}

// TrendAxes are the names of the chart's axes.
func (w Words) TrendAxes() (x, y string) {
	return w.Text(HeadWeek), w.Text(axisPercent)
}
