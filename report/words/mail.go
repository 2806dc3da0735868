package words

import (
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// Comparisons are the lines under the score: the averages, and the goal if
// there is one.
func (w Words) Comparisons(m report.Model) []string {
	var list []string
	if averages := w.averages(m); averages != "" {
		list = append(list, averages)
	}
	if m.Analysis.Progress != nil {
		list = append(list, w.Goal(*m.Analysis.Progress))
	}
	return list
}

// averages leaves out what is not known.
func (w Words) averages(m report.Model) string {
	all, similar, size := m.AllTenants, m.Similar, w.ofSimilarSize(m)
	switch {
	case report.Known(all) && report.Known(similar):
		return "Average of all organisations " + w.Percent(all) + " · of those " + size + " " +
			w.Percent(similar)
	case report.Known(all):
		return "Average of all organisations " + w.Percent(all)
	case report.Known(similar):
		return "Average of organisations " + size + " " + w.Percent(similar)
	}
	return ""
}

// What an email says where there is nothing to compare.
const (
	WatchingBegan = "Monitoring has started. A message is sent here when the score or one of its actions changes, " +
		"and none on a day without changes."
	NothingAnnounced = "No earlier score was announced here, so there is nothing to compare with yet."

	UnannouncedTitle = "Not announced here before"

	NoteLabel       = "Note:"
	DocumentsLabel  = "The report:"
	AttachedLabel   = "Attached:"
	OpenSecureScore = "Open Secure Score"
	secureScore     = "Secure Score"
)

// MessageFoot says when and from what the message was created.
func (w Words) MessageFoot(m report.Model) string {
	return "Created " + w.Moment(m.Made) + " from Microsoft Graph by " + ProductID +
		". A completed action usually shows in the score after 24 to 48 hours."
}

// MessageTitles are the tenant's line and what the message is of, in plain
// text.
func MessageTitles(o report.Occasion, tenant, date string) (title, of string) {
	return tenant + " · " + productTitle, MessageSubtitle(o, date)
}

// MessageSubtitle is what the message is of: Score of 23 November 2026.
func MessageSubtitle(o report.Occasion, date string) string {
	switch o {
	case report.Periodic:
		return "Report of " + date
	case report.Notified:
		return date
	}
	return "Score of " + date
}

// ChangedSince is how far the score moved.
func (w Words) ChangedSince(a score.Account, isOldest bool) string {
	text := w.SignedHundredths(a.Percent) + " " + w.Since(a.Before.Date)
	if isOldest {
		text += ", the oldest score stored"
	}
	return text
}

// Moved is how far the score moved, in percentage points and points, since
// when; or that no action has changed.
func (w Words) Moved(a score.Account, isOldest bool) string {
	if len(a.Changes) == 0 && a.Percent == 0 && a.Unattributed == 0 {
		return w.Unchanged(a.Before.Date)
	}
	return w.ChangedSince(a, isOldest) + " (" + w.PointsMovedBy(a.Points) + ")"
}

// AnnouncedBefore introduces the news that is not in the report's own
// comparison: how far the score moved since the last announcement, and whether
// its changes are among those that the report lists. The rest is the news that
// is not, which is listed next. Why the score moved is said only where the
// report has no changes of its own.
func (w Words) AnnouncedBefore(m report.Message, rest score.Account) string {
	news := *m.News
	text := "Last announced here: " + w.TenthsPercent(news.Before.Percent()) + " on " + w.LongDate(news.Before.Date) +
		" (" + w.SignedBrief(news.Percent) + " " + PercentagePoints + " since then)."
	if crossing := crossing("The score", news, m.Model.Zones); crossing != "" {
		text += " " + crossing
	}
	compared, changed := m.Diff(), len(news.Real())
	if compared == nil || len(compared.Changes) == 0 || changed == 0 {
		if reasons := w.Reasons(news); reasons != "" {
			text += " " + capitalised(reasons) + "."
		}
		return text
	}
	if len(rest.Changes) == 0 {
		return text + " All changes since then are among those above."
	}
	return text + " Not among the changes above:"
}

// Where the changes are that a message does not list.
const (
	InTheReport = "in the report"
	InThePortal = "in the Defender portal"
)

// MoreInPortal says how many changes only the Defender portal lists.
func MoreInPortal(n int) string { return "and " + strconv.Itoa(n) + " more " + InThePortal }

// MoreOfThese says how many changes of a group are not listed.
func MoreOfThese(n int) string { return "and " + strconv.Itoa(n) + " more of these" }

// More says how many changes are not listed.
func More(n int) string { return "and " + strconv.Itoa(n) + " more" }

// PortalLine is a link to Secure Score in plain text.
func PortalLine(address string) string { return secureScore + ": " + address }

// DocumentLine is a link to a document in plain text.
func DocumentLine(name, address string) string { return DocumentName(name) + ": " + address }

// DocumentName is PDF report.
func DocumentName(format string) string { return format + " report" }

// Attached names the files of a message.
func Attached(names []string) string { return AttachedLabel + " " + strings.Join(names, ", ") }
