// Package plaintext makes hostile text harmless before it is escaped for a
// form: no control characters, no runes that cannot be seen or that change
// others, bounded in length. It does not escape, and it never fails.
package plaintext

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes hostile text harmless before any escaping: it drops control
// characters and those that cannot be seen, shows U+FFFD in place of those for
// private use and of invalid UTF-8, and writes every run of blanks as one. The
// result is one line. A joiner stays where a script or an emoji needs it.
//
// Escaping alone does not do this: a title with U+202E in it is valid HTML, and
// shows the rest of the page backwards.
func Clean(s string) string {
	var b strings.Builder
	b.Grow(min(len(s), 512))
	blank, before := false, ' '
	for i, r := range s {
		switch {
		case r > ' ' && r < 0x7F: // most of any text
			if blank && b.Len() > 0 {
				b.WriteByte(' ')
			}
			blank, before = false, r
			b.WriteByte(byte(r))
			continue
		case unicode.IsSpace(r): // newlines, tabs, U+00A0, U+202F, U+2028
			blank, before = true, ' '
			continue
		case unicode.Is(unicode.Co, r):
			r = utf8.RuneError
		case Hidden(r) && !joins(before, r, s[i+utf8.RuneLen(r):]):
			continue
		}
		if blank && b.Len() > 0 {
			b.WriteByte(' ')
		}
		blank, before = false, r
		b.WriteRune(r) // U+FFFD where s is not UTF-8
	}
	return b.String()
}

// Clip is Clean, cut to so many runes.
func Clip(s string, runes int) string {
	// Cutting first spares reading a megabyte. A rune has at most four bytes;
	// the factor leaves room for what Clean drops.
	if limit := 16 * runes; len(s) > limit {
		for limit > 0 && !utf8.RuneStart(s[limit]) {
			limit--
		}
		s = s[:limit] + "…"
	}
	s = Clean(s)
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	kept := []rune(s)[:runes-1]
	return strings.TrimRight(string(kept), " ") + "…"
}

// Link is the address if it has a host, no user, one of the schemes and nothing
// that cannot be seen; else nothing. Quotes and angle brackets, which end a
// link in many forms, are percent-encoded, as browsers do.
func Link(address string, schemes ...string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || strings.ContainsFunc(address, Hidden) {
		return ""
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme {
			return linkMarks.Replace(u.String())
		}
	}
	return ""
}

var linkMarks = strings.NewReplacer(`"`, "%22", "<", "%3C", ">", "%3E")
