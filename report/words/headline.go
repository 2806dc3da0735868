package words

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// headlineRoom is how many characters of a subject a phone shows.
const headlineRoom = 40

// Headline is the message's first line, and an email's subject, as plain text:
// Contoso Secure Score 63.3 %, +0.9: 1 regressed, 2 added. A long name of the
// tenant is cut, so that the score is in the first 40 characters.
func (w Words) Headline(m report.Message) string {
	written := func(tenant string) string {
		if m.Notice != nil {
			return w.noticeHeadline(tenant, *m.Notice)
		}
		return w.say("headline.score", "tenant", tenant, "percent", w.TenthsPercent(m.Model.Percent))
	}
	text := written(w.tenantWithin(m.Model.Tenant, written("")))
	if m.Notice != nil {
		return text
	}
	return w.headlineChange(text, m)
}

// noticeHeadline is NoticeTitle behind the tenant's name.
func (w Words) noticeHeadline(tenant string, n report.Notice) string {
	return w.say("headline.notice", "tenant", tenant, "trouble", string(n.Trouble), "over", yesNo(n.Over),
		"n", len(n.Ended))
}

// headlineChange adds how far the score moved and what happened, or what the
// message is where there is nothing to compare with.
func (w Words) headlineChange(text string, m report.Message) string {
	diff := m.Diff()
	switch {
	case m.Occasion == report.Watching:
		return w.say("headline.watching", "score", text)
	case diff == nil && m.Occasion == report.Periodic:
		return w.say("headline.firstReport", "score", text)
	case diff == nil:
		return text
	}
	text = w.say("headline.moved", "score", text, "change", w.SignedBrief(diff.Percent))
	switch counts := w.causeCounts(*diff); {
	case counts != "":
		return w.say("headline.counts", "score", text, "counts", counts)
	case diff.Percent == 0:
		return w.say("headline.noChange", "score", text)
	}
	return text
}

// leastName is how many characters of a tenant's name are shown, however much
// else there is.
const leastName = 19

// tenantWithin is the tenant's name, cut after a word if possible, so that the
// name and what follows it have room in the headline.
func (w Words) tenantWithin(name, rest string) string {
	name = w.TenantTitle(name)
	room := max(leastName, headlineRoom-utf8.RuneCountInString(rest))
	runes := []rune(name)
	if len(runes) <= room {
		return name
	}
	cut := string(runes[:room-1])
	if end := strings.LastIndexByte(cut, ' '); end >= len(cut)/2 && runes[room-1] != ' ' {
		cut = cut[:end]
	}
	return strings.TrimRight(cut, " ,.;:-–·&(") + "…"
}

// causeCounts counts the changes by cause for a headline. Names are no news
// there. Drift is only where it explains the change: without it the score would
// not have gone that way.
func (w Words) causeCounts(a score.Account) string {
	var parts []string
	for _, g := range a.ByCause() {
		switch g.Cause {
		case score.Renaming, score.Moving:
			continue
		case score.Drift:
			rest := score.Hundredths(a.Percent - g.Effect)
			if len(parts) > 0 && cmp.Compare(rest, 0) == cmp.Compare(score.Hundredths(a.Percent), 0) {
				continue
			}
		}
		parts = append(parts, w.CauseCount(len(g.Changes), g.Cause))
	}
	return strings.Join(parts, ", ")
}
