package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

// Texts of the messages in Slack, beside those that an email has too.
const (
	// Where to read the changes that a message does not list.
	ListedInThread = "Listed in the thread."
	ListedInPortal = "Listed in the Defender portal."

	EveryChange       = "Every change"
	UnannouncedDetail = UnannouncedTitle + ", and not listed above"
	Recovered         = "Recovered"

	ChannelTestTitle = "Test of the secure score reporter"
	// MailTest is the text of a mail with that title.
	MailTest = "This is a test: email to this address works. There is nothing to do.\n\n" +
		"Sent by securescore doctor --send-test.\n"
	ChannelTest = "This channel can be reached. Nothing changed, and nobody has to do anything."

	axisPercent = "percent"
)

// AlertTitle heads an alert.
func (w Words) AlertTitle(tenant string, percent float64) string {
	return tenant + " · " + secureScore + " " + w.Percent(percent)
}

// ReportTitle heads a report.
func (w Words) ReportTitle(tenant string, percent float64) string {
	return tenant + " · " + secureScore + " report, " + w.Percent(percent)
}

// MoreInThread says how many changes are not listed, and where they are.
func MoreInThread(n int) string { return More(n) + " in the thread" }

// NoRoomFor says how many actions have no room in the thread either.
func NoRoomFor(n int) string { return More(n) + " that do not fit here" }

// MoreWarnings says how many warnings are not shown.
func MoreWarnings(n int) string { return "and " + Count(n, "more warning") + " in the run's result" }

// MoreLines says how many lines of a message its notification leaves out.
func MoreLines(n int) string { return "and " + Count(n, "more line") + " in the message" }

// Actions counts actions.
func Actions(n int) string { return Count(n, "action") }

// Changes counts changes.
func Changes(n int) string { return Count(n, "change") }

// FromTo is a part of a list: 24 to 30.
func FromTo(first, last int) string { return strconv.Itoa(first) + " to " + strconv.Itoa(last) }

// LinksTooLong says how many links Slack does not take.
func LinksTooLong(n int) string { return Count(n, "link") + " too long for Slack" }

// SinceDay is what a list of changes counts from.
func (w Words) SinceDay(d score.Date) string { return "since " + w.LongDate(d) }

// StatusLine is an action's status behind other facts: status planned.
func StatusLine(s score.Status) string { return "status " + strings.ToLower(clippedStatus(s)) }

// TrendByWeek is the title of a chart, with the first and the last week.
func TrendByWeek(first, last string) string {
	return secureScore + " by week, " + first + " to " + last
}

// TrendAxes are the names of the chart's axes.
func TrendAxes() (x, y string) { return strings.ToLower(LabelWeek), axisPercent }
