package words

import (
	"fmt"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

func (w Words) Comparisons(m report.Model) []string {
	list := []string{"Average of all tenants " + w.Percent(m.AllTenants) + " · of similar size " + w.Percent(m.Similar)}
	if m.Goal != nil {
		list = append(list, w.goalLine(m))
	}
	return list
}

func (w Words) goalLine(m report.Model) string {
	goal := "Goal " + w.RoundPercent(m.Goal.Percent)
	if m.Goal.By != "" {
		goal += " by " + w.LongDate(m.Goal.By)
	}
	if left := score.Hundredths(m.Goal.Percent - m.Percent); left > 0 {
		return goal + ", " + w.Hundredths(left) + " percentage points to go"
	}
	return goal + ", reached"
}

// Headline is the message's first line, and a mail's subject, as plain text:
// Contoso 61.95 % (+0.34) · 2 regressed, 3 new.
func (w Words) Headline(m report.Message) string {
	line := m.Model.Tenant + " " + w.Percent(m.Model.Percent)
	if m.Occasion == report.Watching {
		return line + " · now watching"
	}
	diff := m.Diff()
	if diff == nil {
		return line
	}
	line += " (" + w.SignedHundredths(diff.Percent) + ")"
	var parts []string
	for _, g := range diff.ByCause() {
		if g.Cause == score.Renaming || g.Cause == score.Moving {
			continue // only names: no news for a headline
		}
		parts = append(parts, fmt.Sprintf("%d %s", len(g.Changes), strings.ToLower(CauseName(g.Cause))))
	}
	if len(parts) > 0 {
		line += " · " + strings.Join(parts, ", ")
	}
	return line
}

// DeclaredNote goes with every change whose points rest on somebody's word.
const DeclaredNote = "declared, not verified by Microsoft"

const (
	WatchingBegan    = "Watching has begun. From now on a message comes here when the score or an action behind it changes; a quiet day sends none."
	MailFirstReport  = "This is the first report: there is no earlier score to compare with yet."
	NothingAnnounced = "There is no earlier score that was announced here, so nothing to compare with yet."
	SecureScore      = "Secure Score"

	MailTopTitle          = "Do first"
	UnannouncedTitle      = "Not yet told here"
	ChangesAndEffectTitle = "What changed (effect in percentage points)"
	unannouncedMore       = " Beside the changes above, this is new:"
)

// MessageFoot is when and from what the mail was made.
func (w Words) MessageFoot(m report.Model) string {
	return "Made " + w.Moment(m.Made) + " from Microsoft Graph by the secure score reporter. An action done today shows after 24 to 48 hours."
}

// MessageTitles are the tenant's line and what the mail is of, in plain text.
func MessageTitles(o report.Occasion, tenant, date string) (title, of string) {
	of = "Score of " + date
	if o == report.Periodic {
		of = "Report of " + date
	}
	return tenant + " · " + productTitle, of
}

// ChangedSince is how far the score moved.
func (w Words) ChangedSince(a score.Account, isOldest bool) string {
	text := w.SignedHundredths(a.Percent) + " " + w.Since(a.Before.Date)
	if isOldest {
		text += ", the oldest score stored"
	}
	return text
}

// PointsMovedBy is a number of points with its sign.
func (w Words) PointsMovedBy(points float64) string { return w.SignedPoints(points) + " points" }

// AnnouncedBefore introduces what the report's own comparison does not tell.
func (w Words) AnnouncedBefore(news score.Account, more bool) string {
	lead := "Announced here last: " + w.Percent(news.Before.Percent()) + " on " + w.LongDate(news.Before.Date) +
		" (" + w.SignedHundredths(news.Percent) + " since then)."
	if more {
		lead += unannouncedMore
	}
	return lead
}

func Narrowed(unlisted int) string {
	return "Narrowed by the report's filter, which leaves out " + Count(unlisted, "action") + "."
}

// MoreInPortal and MoreInReport say where the changes are that are not listed.
func MoreInPortal(n int) string { return "and " + strconv.Itoa(n) + " more in the Defender portal" }
func MoreInReport(n int) string { return "and " + strconv.Itoa(n) + " more in the report" }

func MoreOfThese(n int) string { return "and " + strconv.Itoa(n) + " more of these" }

func DocumentLine(name, address string) string { return name + " report: " + address }

func Attached(names []string) string { return "Attached: " + strings.Join(names, ", ") }
