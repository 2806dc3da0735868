package words

import (
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words/catalogue"
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
		return w.say("mail.averages", "all", w.Percent(all), "size", size, "similar", w.Percent(similar))
	case report.Known(all):
		return w.say("mail.averageOfAll", "all", w.Percent(all))
	case report.Known(similar):
		return w.say("mail.averageOfSimilar", "size", size, "similar", w.Percent(similar))
	}
	return ""
}

// What an email says where there is nothing to compare.
const (
	WatchingBegan    Text = "mail.watchingBegan"
	NothingAnnounced Text = "mail.nothingAnnounced"

	UnannouncedTitle Text = "mail.unannouncedTitle"

	NoteLabel       Text = "mail.noteLabel"
	DocumentsLabel  Text = "mail.documentsLabel"
	OpenSecureScore Text = "mail.openSecureScore"
)

// MessageFoot says when and from what the message was created.
func (w Words) MessageFoot(m report.Model) string {
	return w.say("mail.foot", "time", w.Moment(m.Made), "program", ProductID)
}

// MessageTitles are the tenant's line and what the message is of, in plain
// text.
func (w Words) MessageTitles(o report.Occasion, tenant, date string) (title, of string) {
	return tenant + " · " + w.Text(productTitle), w.MessageSubtitle(o, date)
}

// MessageSubtitle is what the message is of: Score of 23 November 2026.
func (w Words) MessageSubtitle(o report.Occasion, date string) string {
	switch o {
	case report.Periodic:
		return w.say("mail.reportOf", "day", date)
	case report.Notified:
		return date
	}
	return w.say("mail.scoreOf", "day", date)
}

// ChangedSince is how far the score moved.
func (w Words) ChangedSince(a score.Account, isOldest bool) string {
	change, day := w.signedHundredths(a.Percent), w.LongDate(a.Before.Date)
	if isOldest {
		return w.say("mail.changedSinceOldest", "change", change, "day", day)
	}
	return w.say("mail.changedSince", "change", change, "day", day)
}

// Moved is how far the score moved, in percentage points and points, since
// when; or that no action has changed.
func (w Words) Moved(a score.Account, isOldest bool) string {
	if len(a.Changes) == 0 && a.Percent == 0 && a.Unattributed == 0 {
		return w.Unchanged(a.Before.Date)
	}
	return w.say("mail.moved", "change", w.ChangedSince(a, isOldest), "points", w.PointsMovedBy(a.Points))
}

// AnnouncedBefore introduces the news that is not in the report's own
// comparison: how far the score moved since the last announcement, and whether
// its changes are among those that the report lists. The rest is the news that
// is not, which is listed next. Why the score moved is said only where the
// report has no changes of its own.
func (w Words) AnnouncedBefore(m report.Message, rest score.Account) string {
	news := *m.News
	text := w.say("mail.announcedBefore", "percent", w.TenthsPercent(news.Before.Percent()),
		"day", w.LongDate(news.Before.Date),
		"change", catalogue.Number{Value: news.Percent, Text: w.SignedBrief(news.Percent)})
	if other := w.crossing("score", news, m.Model.Zones); other != "" {
		text += " " + other
	}
	compared, changed := m.Diff(), len(news.Real())
	if compared == nil || len(compared.Changes) == 0 || changed == 0 {
		if reasons := w.Reasons(news); reasons != "" {
			text += " " + capitalised(reasons) + "."
		}
		return text
	}
	if len(rest.Changes) == 0 {
		return text + " " + w.Text(allAbove)
	}
	return text + " " + w.Text(notAbove)
}

// Where the changes are that a message does not list.
const (
	InTheReport Text = "mail.inTheReport"
	InThePortal Text = "mail.inThePortal"

	allAbove Text = "mail.allAbove"
	notAbove Text = "mail.notAbove"
)

// MoreInPortal says how many changes only the Defender portal lists.
func (w Words) MoreInPortal(n int) string {
	return w.say("mail.moreInPortal", "n", n)
}

// MoreOfThese says how many changes of a group are not listed.
func (w Words) MoreOfThese(n int) string { return w.say("mail.moreOfThese", "n", n) }

// More says how many changes are not listed.
func (w Words) More(n int) string { return w.say("mail.more", "n", n) }

// PortalLine is a link to Secure Score in plain text.
func (w Words) PortalLine(address string) string {
	return w.say("mail.portalLine", "address", address)
}

// DocumentLine is a link to a document in plain text.
func (w Words) DocumentLine(name, address string) string {
	return w.say("mail.documentLine", "document", w.DocumentName(name), "address", address)
}

// DocumentName is PDF report.
func (w Words) DocumentName(format string) string {
	return w.say("mail.documentName", "format", format)
}

// Attached names the files of a message.
func (w Words) Attached(names []string) string {
	return w.say("mail.attached", "files", strings.Join(names, ", "))
}
