package slack

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes hostile text fit for one line: no control characters, nothing that
// turns the direction of writing or cannot be seen, single blanks, and nothing
// that a client could take for an address and make a link of.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case r == zeroWidthJoiner || r == zeroWidthNonJoiner:
			return r // some scripts and emoji need them
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Join(strings.Fields(s), " ")
	return addressLike.ReplaceAllString(s, "${1}${3}"+wordJoiner+"${2}${4}")
}

const (
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
	wordJoiner         = "\u2060" // has no width and allows no break
)

// addressLike finds where an address has to be taken apart to be none.
var addressLike = regexp.MustCompile(`(?i)(:)(//)|(\bwww)(\.)`)

// clip cleans s and cuts it to at most n runes; an ellipsis shows the cut.
func clip(s string, n int) string {
	s = clean(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// fallback replaces what Slack would parse in a message's text. The three are
// escaped as Slack asks; the marks of its formatting, for which there is no
// escape, give way to signs that look like them.
// https://docs.slack.dev/messaging/formatting-message-text
var fallback = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	"*", "∗", "_", "ˍ", "~", "∼", "`", "ˋ",
)
