// Package mrkdwn makes text from elsewhere safe for Slack. Titles of actions
// and names of tenants are not ours: in a message they must not mention
// anybody, link anywhere or format anything.
//
// Clean and Clip are enough for rich_text and plain_text elements, which Slack
// does not parse. Escape and Plain are for mrkdwn and for a message's text,
// which it does. The package knows nothing of messages and imports nothing of
// Slack's.
package mrkdwn

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
)

// Plain is text that Slack shows as it is, on one line of at most n runes.
func Plain(text string, n int) string { return Escape(Clip(text, n)) }

// Escape replaces what Slack would parse. The three are escaped as Slack asks.
// There is no escape for the marks of its formatting: signs that look like them
// stand in their place. An underscore within a word formats nothing, and stays,
// so that an id or an address can be copied. The name of an emoji becomes none.
// https://docs.slack.dev/messaging/formatting-message-text
func Escape(s string) string {
	var marked strings.Builder
	for i, r := range s {
		if r == '_' && !isWithinWord(s, i) {
			r = 'ˍ'
		}
		marked.WriteRune(r)
		if r == ':' && isEmoji(s, i) {
			marked.WriteString(wordJoiner)
		}
	}
	return escapes.Replace(marked.String())
}

// isEmoji says whether a colon begins the name of an emoji, such as :x:. Behind
// a word only one with an underscore counts, so that an ARN can be copied.
func isEmoji(s string, at int) bool {
	name := emojiName.FindString(s[at:])
	return strings.Contains(name, "_") || name != "" && (at == 0 || !isWord(s[at-1]))
}

var emojiName = regexp.MustCompile(`^:[0-9+'-]*[A-Za-z_+][A-Za-z0-9_+'-]*:`)

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "*", "∗", "~", "∼", "`", "ˋ")

func isWithinWord(s string, at int) bool {
	return at > 0 && at+1 < len(s) && isWord(s[at-1]) && isWord(s[at+1])
}

func isWord(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9'
}

// Clip cleans s and cuts it to at most n runes; an ellipsis shows the cut.
func Clip(s string, n int) string {
	s = Clean(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// Clean is plaintext.Clean, and nothing in it looks like an address that a
// client would make a link of.
func Clean(s string) string {
	return addressLike.ReplaceAllString(plaintext.Clean(s), "${1}${3}"+wordJoiner+"${2}${4}")
}

const wordJoiner = "\u2060" // has no width and allows no break

// addressLike finds where a word joiner keeps text from being an address.
var addressLike = regexp.MustCompile(`(?i)(:)(//)|(\bwww)(\.)`)
