package plaintext

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Invisible reports whether a rune shows nothing, or only changes how others
// are shown, so that text with it is not what it looks like: what Unicode calls
// format characters (Cf), default ignorable or variation selectors. Among them
// are directions, soft hyphens, tags, joiners, fillers and annotations. The
// signs of Arabic and its neighbours that stand over numbers are seen.
// Noncharacters and the empty pattern of Braille are treated alike.
// https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
func Invisible(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	case r == 0x2800, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return true
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Hidden reports whether a rune must not reach a screen as it is: control
// characters too, and those for private use, which look like anything.
func Hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Co, r) || Invisible(r)
}

const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
)

// joins reports whether a joiner is needed between a rune and the text after
// the joiner: within an emoji of several, and in scripts whose letters change
// with it. Elsewhere it would only make two texts that look the same differ.
func joins(before, r rune, after string) bool {
	if r != joiner && r != nonJoiner {
		return false
	}
	if unicode.In(before, joining...) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(after)
	return r == joiner && symbol(before) && symbol(next)
}

func symbol(r rune) bool { return r > 0x2000 && unicode.In(r, unicode.So, unicode.Sk, unicode.Sm) }

// joining are the scripts in which Unicode gives joiners a meaning.
// https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Bengali, unicode.Devanagari, unicode.Gujarati, unicode.Gurmukhi, unicode.Kannada,
	unicode.Khmer, unicode.Malayalam, unicode.Mongolian, unicode.Myanmar, unicode.Nko, unicode.Oriya,
	unicode.Sinhala, unicode.Syriac, unicode.Tamil, unicode.Telugu,
}

// Escape writes what must not reach a screen as \uXXXX, and leaves the rest,
// lines and tabs included, as it is. Of JSON it changes no value: there such a
// character is within a text, where the escape means the same.
func Escape(text []byte) []byte {
	plain := true
	for _, c := range text {
		if c >= 0x7F || c < ' ' && c != '\n' && c != '\t' {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	out := make([]byte, 0, len(text)+64)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n', r == '\t', !Hidden(r) && r != '\u2028' && r != '\u2029':
			out = utf8.AppendRune(out, r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		text = text[size:]
	}
	return out
}
