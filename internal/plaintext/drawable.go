package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Placeholder is drawn for every rune that no font has, so that readers see
// that something is missing.
const Placeholder = '□'

const (
	// Longest is how many runes of one text are drawn.
	Longest   = 20_000
	mostMarks = 4 // combining marks on one letter; more are dropped
)

// Drawable makes any text safe to draw on one line: no control characters, no
// bidi overrides or other invisible runes that change how the rest is read, all
// blanks plain and single. Runes above U+FFFF, which gofpdf cannot draw, become
// placeholders. The result is valid UTF-8.
func Drawable(s string) string {
	if Simple(s) {
		return s
	}
	var b strings.Builder
	b.Grow(min(len(s), Longest))
	blank, marks, runes := false, 0, 0
	for i, r := range s {
		if runes == Longest {
			b.WriteRune('…')
			break
		}
		if r > ' ' && r < 0x7F { // most of any text
			if blank {
				b.WriteByte(' ')
				blank = false
			}
			b.WriteByte(byte(r))
			marks = 0
			runes++
			continue
		}
		if unicode.IsSpace(r) || unicode.Is(unicode.Z, r) {
			blank = b.Len() > 0
			continue
		}
		r = DrawnAs(r, s[i:])
		if r < 0 {
			continue
		}
		if unicode.Is(unicode.M, r) {
			if marks++; marks > mostMarks {
				continue
			}
		} else {
			marks = 0
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
		runes++
	}
	return b.String()
}

// DrawnAs is the rune to draw for r, or -1 for none.
func DrawnAs(r rune, rest string) rune {
	if r == utf8.RuneError {
		if _, size := utf8.DecodeRuneInString(rest); size == 1 {
			return Placeholder // not UTF-8
		}
	}
	switch {
	case unicode.IsControl(r), Invisible(r), r >= 0x1F3FB && r <= 0x1F3FF: // skin tones, on their own
		return -1
	case unicode.Is(unicode.Co, r), r > 0xFFFF:
		return Placeholder
	}
	return r
}

// Simple reports whether text is printable ASCII with single blanks inside, as
// most is: it needs no cleaning.
func Simple(s string) bool {
	if len(s) > Longest {
		return false
	}
	last := byte(' ')
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && last == ' ' {
			return false
		}
		last = s[i]
	}
	return last != ' ' || s == ""
}
