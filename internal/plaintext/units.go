package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// NoBreak is a blank at which no line ends. Words makes a blank of it where it
// breaks the lines itself.
const NoBreak = "\u00a0"

// units are the short units that stay with their number, where a blank
// separates the two: 53.3 %, −0.26 pp, in German −0,26 PP.
var units = []string{"%", "pp", "PP"}

// Unbroken has a no-break space between a number and a short unit, and where
// French has a blank beside a mark, so that no line ends there, in text that a
// reader's program wraps. Clean and Drawable undo it.
func Unbroken(s string) string {
	var b strings.Builder
	from := 0
	for at := range len(s) {
		if s[at] == ' ' && clings(s[:at], s[at+1:]) {
			b.WriteString(s[from:at])
			b.WriteString(NoBreak)
			from = at + 1
		}
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// clings reports whether no line ends at the blank between two parts of a text.
func clings(before, after string) bool {
	return before != "" && isDigit(before[len(before)-1]) && beginsWithUnit(after) ||
		strings.HasSuffix(before, "«") || beginsWithMark(after)
}

// UnbrokenHTML is Unbroken of the running text in HTML. Tags stay as they are,
// and so does an element that holds nothing but a number with its unit, such as
// a cell of a table: it needs no such space, and a spreadsheet reads it as it
// is copied.
func UnbrokenHTML(html string) string {
	var b strings.Builder
	b.Grow(len(html) + len(html)/64)
	for html != "" {
		end := strings.IndexByte(html, '<')
		if end < 0 {
			end = len(html)
		}
		text := html[:end]
		if len(Words(text)) > 1 || strings.ContainsAny(text, "«»") {
			text = Unbroken(text)
		}
		b.WriteString(text)
		html = html[end:]
		if end = strings.IndexByte(html, '>'); end < 0 {
			break
		}
		b.WriteString(html[:end+1])
		html = html[end+1:]
	}
	return b.String() + html
}

// Words are the words of a text between blanks. A number and a short unit are
// one word, and so is what NoBreak joins. French has a blank before some marks,
// at which no line ends either.
func Words(s string) []string {
	fields := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' })
	list := fields[:0]
	for _, word := range fields {
		if last := len(list) - 1; last >= 0 && clings(list[last], word) {
			list[last] += " " + word
			continue
		}
		if word = strings.TrimSpace(strings.ReplaceAll(word, NoBreak, " ")); word != "" {
			list = append(list, word)
		}
	}
	return list
}

// frenchMarks are those before which French writes a blank.
var frenchMarks = []string{":", ";", "?", "!", "»"}

// beginsWithMark reports whether text begins with a mark before which French
// writes a blank.
func beginsWithMark(s string) bool {
	for _, mark := range frenchMarks {
		if rest, found := strings.CutPrefix(s, mark); found {
			return rest == "" || strings.ContainsRune(" .,)", rune(rest[0]))
		}
	}
	return false
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// beginsWithUnit reports whether text begins with a unit that no word
// continues.
func beginsWithUnit(s string) bool {
	for _, unit := range units {
		if rest, found := strings.CutPrefix(s, unit); found {
			next, _ := utf8.DecodeRuneInString(rest)
			return rest == "" || !unicode.IsLetter(next) && !unicode.IsDigit(next)
		}
	}
	return false
}
