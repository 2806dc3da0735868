package report

import (
	"fmt"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
)

func (w Words) mailCompared(m Model) []string {
	list := []string{"Average of all tenants " + w.Percent(m.AllTenants) + " · of similar size " + w.Percent(m.Similar)}
	if m.Goal != nil {
		list = append(list, w.mailGoal(m))
	}
	return list
}

func (w Words) mailGoal(m Model) string {
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
func (w Words) Headline(m Message) string {
	line := m.Model.Tenant + " " + w.Percent(m.Model.Percent)
	if m.Occasion == Watching {
		return line + " · now watching"
	}
	account := m.told()
	if account == nil {
		return line
	}
	line += " (" + w.SignedHundredths(account.Percent) + ")"
	var parts []string
	for _, g := range account.ByCause() {
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

// mailDeclared goes with every change whose points rest on somebody's word.
const mailDeclared = "declared, not verified by Microsoft"

const (
	mailWatching      = "Watching has begun. From now on a message comes here when the score or an action behind it changes; a quiet day sends none."
	mailFirstReport   = "This is the first report: there is no earlier score to compare with yet."
	mailNothingBefore = "There is no earlier score that was announced here, so nothing to compare with yet."
	mailPortal        = "the Defender portal"
	mailReport        = "the report"
	mailPortalLabel   = "Secure Score"

	mailTopTitle     = "Do first"
	mailUntoldTitle  = "Not yet told here"
	mailChangesTitle = "What changed (effect in percentage points)"
	mailUntoldMore   = " Beside the changes above, this is new:"
)

// mailFoot is when and from what the mail was made.
func (w Words) mailFoot(m Model) string {
	return "Made " + w.Moment(m.Made) + " from Microsoft Graph by the secure score reporter. An action done today shows after 24 to 48 hours."
}

// mailTitles are the tenant's line and what the mail is of, in plain text.
func mailTitles(o Occasion, tenant, date string) (title, of string) {
	of = "Score of " + date
	if o == Periodic {
		of = "Report of " + date
	}
	return tenant + " · " + productTitle, of
}

// mailChanged is how far the score moved.
func (w Words) mailChanged(a score.Account, isOldest bool) string {
	text := w.SignedHundredths(a.Percent) + " " + w.since(a.Before.Date)
	if isOldest {
		text += ", the oldest score stored"
	}
	return text
}

// mailMoved is a number of points with its sign.
func (w Words) mailMoved(points float64) string { return w.SignedPoints(points) + " points" }

// mailUntoldLead introduces what the report's own comparison does not tell.
func (w Words) mailUntoldLead(news score.Account, more bool) string {
	lead := "Announced here last: " + w.Percent(news.Before.Percent()) + " on " + w.LongDate(news.Before.Date) +
		" (" + w.SignedHundredths(news.Percent) + " since then)."
	if more {
		lead += mailUntoldMore
	}
	return lead
}

func mailNarrowed(unlisted int) string {
	return "Narrowed by the report's filter, which leaves out " + Count(unlisted, "action") + "."
}

func mailMore(n int, where string) string { return "and " + strconv.Itoa(n) + " more in " + where }

func mailMoreOfThese(n int) string { return "and " + strconv.Itoa(n) + " more of these" }

func mailDocumentLine(name, address string) string { return name + " report: " + address }

func mailAttached(names []string) string { return "Attached: " + strings.Join(names, ", ") }
