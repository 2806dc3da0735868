// Package plaintext makes hostile text harmless before it is escaped for a
// form: no control characters, no runes that reverse or hide other text,
// bounded in length. It does not escape, and it never fails.
package plaintext

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes hostile text harmless before any escaping: it drops control
// characters and characters that reverse the text after them, replaces invalid
// UTF-8, and writes every run of blanks as one. The result is one line.
//
// Escaping alone does not do this: a title with U+202E in it is valid HTML, and
// shows the rest of the page backwards.
func Clean(s string) string {
	var b strings.Builder
	b.Grow(min(len(s), 512))
	blank := false
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7F: // most of any text
			if blank && b.Len() > 0 {
				b.WriteByte(' ')
			}
			blank = false
			b.WriteByte(byte(r))
			continue
		case unicode.IsSpace(r): // newlines, tabs, U+00A0, U+202F, U+2028
			blank = true
			continue
		case unicode.IsControl(r), Invisible(r):
			continue
		}
		if blank && b.Len() > 0 {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r) // U+FFFD where s is not UTF-8
	}
	return b.String()
}

// Invisible reports whether a rune shows nothing and changes how others are
// read: embeddings, overrides and isolates, byte order marks, annotations and
// noncharacters. Joiners are not among them: emoji and scripts need them.
func Invisible(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x061C,
		r == 0x200B, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF,
		r >= 0xFFF9 && r <= 0xFFFB, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return true
	}
	return false
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

// Link is the address if it has a host, no user, and one of the schemes; else
// nothing.
func Link(address string, schemes ...string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme {
			return u.String()
		}
	}
	return ""
}
