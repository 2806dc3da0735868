package blockkit

import (
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report/words"
)

// text is the content for notifications and screen readers: whole lines as long
// as there is room, and the number of those for which there is none.
func (c content) text(w words.Words) string {
	const room = 60 // for the line that counts the others
	var kept []string
	length, dropped := 0, 0
	for _, s := range c.sections {
		for _, l := range textOf(s) {
			l = mrkdwn.Escape(l)
			if dropped > 0 || length+utf8.RuneCountInString(l) > maxText-room {
				dropped++
				continue
			}
			if len(kept) > 0 {
				length++ // the end of the line before
			}
			kept = append(kept, l)
			length += utf8.RuneCountInString(l)
		}
	}
	if c.mention != "" {
		kept = append(kept, c.mention)
	}
	if dropped > 0 {
		kept = append(kept, "… "+w.MoreLines(dropped))
	}
	return strings.Join(kept, "\n")
}

// textOf is a section line by line. A chart has none: the lines around it say
// what it shows.
func textOf(s section) []string {
	var lines []string
	switch s := s.(type) {
	case header:
		lines = append(lines, mrkdwn.Clip(string(s), maxHeader))
	case paragraph:
		for _, l := range s {
			lines = append(lines, l.String())
		}
	case list:
		if len(s.heading) > 0 {
			lines = append(lines, s.heading.String())
		}
		for _, item := range s.items {
			lines = append(lines, "• "+strings.ReplaceAll(item.String(), "\n", " · "))
		}
		if s.rest != "" {
			lines = append(lines, s.rest)
		}
	case notes:
		lines = s
	}
	return lines
}
