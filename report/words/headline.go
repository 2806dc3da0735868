package words

import (
	"cmp"
	"strings"
	"unicode"
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
	if m.Notice != nil {
		about := ": " + lowered(w.NoticeTitle(*m.Notice))
		return w.tenantWithin(m.Model.Tenant, about) + about
	}
	where := " " + w.Text(secureScore) + " " + w.TenthsPercent(m.Model.Percent)
	return w.tenantWithin(m.Model.Tenant, where) + where + w.headlineChange(m)
}

// headlineChange is how far the score moved and what happened, or what the
// message is where there is nothing to compare with.
func (w Words) headlineChange(m report.Message) string {
	diff := m.Diff()
	switch {
	case m.Occasion == report.Watching:
		return ": monitoring started"
	case diff == nil && m.Occasion == report.Periodic:
		return ": " + lowered(w.Text(LabelFirstReport))
	case diff == nil:
		return ""
	}
	moved := ", " + w.SignedBrief(diff.Percent)
	counts := w.causeCounts(*diff)
	if counts == "" && diff.Percent == 0 {
		counts = "no change"
	}
	if counts == "" {
		return moved
	}
	return moved + ": " + counts
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

// lowered is text as it continues a sentence.
func lowered(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
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
