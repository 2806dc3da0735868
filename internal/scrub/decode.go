package scrub

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
)

// decoded is what a text stands for, and where each byte of it comes from.
type decoded struct {
	text string
	from []span // for each byte of text
}

// origin is the part of the original that a part of the text stands for.
func (d decoded) origin(at span) span { return span{d.from[at.from].from, d.from[at.to-1].to} }

// passes is how often a text is decoded: an error in JSON may quote an answer
// that repeats a form.
const passes = 3

// decode undoes percent-encoding and the escapes of JSON and HTML. With tight
// set, it also drops blanks, characters that nobody sees and the plus sign,
// which stands for a blank in a form.
func decode(text string, tight bool) decoded {
	d := decoded{text, make([]span, len(text))}
	for i := range d.from {
		d.from[i] = span{i, i + 1}
	}
	for range passes {
		next := d.once(tight)
		if next.text == d.text {
			break
		}
		d = next
	}
	return d
}

// withoutBlanks is what decode makes of most texts, which have no escapes. It
// takes a fraction of the time, because it does not remember where a byte is
// from.
func withoutBlanks(text string) (tight string, ok bool) {
	b := make([]byte, 0, len(text))
	for i := range len(text) {
		switch c := text[i]; {
		case c == '%' || c == '\\' || c == '&' || c >= utf8.RuneSelf:
			return "", false
		case c > ' ' && c != 0x7f && c != '+':
			b = append(b, c)
		}
	}
	return string(b), true
}

func (d decoded) once(tight bool) decoded {
	var b strings.Builder
	b.Grow(len(d.text))
	from := make([]span, 0, len(d.text))
	for i := 0; i < len(d.text); {
		value, n := unit(d.text[i:], tight)
		b.WriteString(value)
		for range len(value) {
			from = append(from, span{d.from[i].from, d.from[i+n-1].to})
		}
		i += n
	}
	return decoded{b.String(), from}
}

// unit is what the beginning of the text stands for, and its length.
func unit(text string, tight bool) (value string, n int) {
	switch c := text[0]; {
	case c == '%':
		return percentEscape(text)
	case c == '\\' && len(text) > 1:
		return escape(text, tight)
	case c == '&':
		return entity(text)
	case tight && (c <= ' ' || c == 0x7f || c == '+'):
		return "", 1
	case tight && c >= utf8.RuneSelf:
		if r, size := utf8.DecodeRuneInString(text); unicode.IsSpace(r) || plaintext.Hidden(r) {
			return "", size
		}
	}
	return text[:1], 1
}

// percentEscape is the unit that begins with a percent sign: %XX, or %uXXXX of
// JavaScript's escape.
func percentEscape(text string) (value string, n int) {
	if v, ok := hexValue(text, 1, 2); ok {
		return string([]byte{byte(v)}), 3
	}
	if v, ok := hexValue(text, 2, 4); ok && text[1] == 'u' {
		return string(rune(v)), 6
	}
	return text[:1], 1
}

// entity is the unit that begins with an ampersand.
func entity(text string) (value string, n int) {
	if end := strings.IndexByte(text[:min(len(text), 10)], ';'); end > 0 {
		if v := html.UnescapeString(text[:end+1]); v != text[:end+1] {
			return v, end + 1
		}
	}
	return text[:1], 1
}

// escape is the unit that begins with a backslash.
func escape(text string, tight bool) (value string, n int) {
	switch text[1] {
	case 'u':
		if v, ok := hexValue(text, 2, 4); ok {
			return string(rune(v)), 6
		}
	case 'x':
		if v, ok := hexValue(text, 2, 2); ok {
			return string([]byte{byte(v)}), 4
		}
	case 'n', 'r', 't', 'b', 'f':
		if tight {
			return "", 2
		}
		return " ", 2
	}
	if strings.IndexByte(`"\/'`, text[1]) >= 0 {
		return text[1:2], 2
	}
	return text[:1], 1
}

func hexValue(text string, at, digits int) (uint64, bool) {
	if len(text) < at+digits {
		return 0, false
	}
	v, err := strconv.ParseUint(text[at:at+digits], 16, 32)
	return v, err == nil
}
