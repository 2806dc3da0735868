package mail

import (
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/words"
)

const textWidth = 72 // columns of the plain text

// textOf is the email as plain text: the same facts in the same order, wrapped,
// and nothing that needs a picture.
func textOf(v letterView) string {
	t := textWriter{Words: v.words}
	title, of := t.MessageTitles(v.Occasion, v.Tenant, v.Date)
	t.wrap("", title)
	t.wrap("", of)
	if v.Score != nil {
		t.score(*v.Score)
	}
	for _, sentence := range []string{v.Why, v.Lead} {
		if sentence != "" {
			t.line("")
			t.wrap("", sentence)
		}
	}
	t.top(v)
	if v.Changed != nil {
		t.changes(t.Text(words.ChangesTitle), *v.Changed)
	}
	if v.Unannounced != nil {
		t.changes(t.Text(words.UnannouncedTitle), *v.Unannounced)
	}
	t.exceptions(v)
	t.categories(v)
	t.notes(v.Notes)
	t.foot(v)
	return t.String()
}

type textWriter struct {
	strings.Builder
	words.Words
}

func (t *textWriter) line(s string) { t.WriteString(strings.TrimRight(s, " ") + "\n") }

func (t *textWriter) heading(s string) {
	t.line("")
	t.line("")
	t.line(strings.ToUpper(s))
	t.line(strings.Repeat("-", min(textWidth, utf8.RuneCountInString(s))))
}

// wrap writes words up to the width; the lines after the first begin with
// indent.
func (t *textWriter) wrap(indent, s string) {
	for i, line := range fold(s, textWidth-len(indent)) {
		if i > 0 {
			line = indent + line
		}
		t.line(line)
	}
}

const numberColumn = 8 // width of the numbers before a text

// item writes a number in a column of its own, and text behind it.
func (t *textWriter) item(number, s string) { t.column(pad(number, 1-numberColumn)+" ", s) }

// column writes text behind a lead, and the lines after the first below it.
func (t *textWriter) column(lead, s string) {
	width := utf8.RuneCountInString(lead)
	for _, line := range fold(s, textWidth-width) {
		t.line(lead + line)
		lead = strings.Repeat(" ", width)
	}
}

// fold breaks words into lines; a number stays with its unit. A word that is
// longer than a line stands alone and unbroken, so that an address still works.
func fold(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range plaintext.Words(s) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// pad fills text with blanks up to a width: on the right, or on the left where
// the width is negative.
func pad(s string, width int) string {
	blanks := strings.Repeat(" ", max(0, max(width, -width)-utf8.RuneCountInString(s)))
	if width < 0 {
		return blanks + s
	}
	return s + blanks
}
