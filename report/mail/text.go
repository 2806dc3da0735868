package mail

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/words"
)

const textWidth = 72 // columns of the plain text

// textOf is the email as plain text: the same facts in the same order, wrapped,
// and nothing that needs a picture.
func textOf(v letterView) string {
	var t textWriter
	title, of := words.MessageTitles(v.Occasion, v.Tenant, v.Date)
	t.wrap("", title)
	t.wrap("", of)
	if v.Percent != "" {
		t.line("")
		t.line(v.Percent + "   " + v.ZoneName + "   " + v.Points)
	}
	if v.Change != "" {
		t.wrap("", v.Change+" ("+v.ChangePoints+")")
	}
	for _, c := range v.Compared {
		t.wrap("", c)
	}
	for _, w := range v.Warnings {
		t.line("")
		t.wrap("  ", "! "+w)
	}
	for _, sentence := range []string{v.Why, v.Lead} {
		if sentence != "" {
			t.line("")
			t.wrap("", sentence)
		}
	}
	t.top(v)
	t.exceptions(v)
	if len(v.Groups) > 0 {
		t.heading(words.ChangesAndEffectTitle)
		t.groups(v.Groups)
		if v.Unattributed != "" {
			t.line("")
			t.item(v.Unattributed, words.LabelUnattributed)
		}
		if v.More != "" {
			t.line("")
			t.line(v.More)
		}
	}
	if v.Unannounced != nil {
		t.heading(words.UnannouncedTitle)
		t.wrap("", v.Unannounced.Lead)
		t.groups(v.Unannounced.Groups)
	}
	t.categories(v)
	t.foot(v)
	return t.String()
}

type textWriter struct{ strings.Builder }

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
func (t *textWriter) item(number, s string) {
	lead := strings.Repeat(" ", max(0, numberColumn-1-utf8.RuneCountInString(number))) + number + " "
	for _, line := range fold(s, textWidth-numberColumn) {
		t.line(lead + line)
		lead = strings.Repeat(" ", numberColumn)
	}
}

// fold breaks words into lines. A word that is longer than a line stands
// alone and unbroken, so that an address still works.
func fold(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
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

func (t *textWriter) groups(groups []changeGroup) {
	for _, g := range groups {
		t.line("")
		t.line(g.Mark + " " + g.Heading + " (" + g.Number() + "), " + g.Effect)
		for _, c := range g.Changes {
			t.item(c.Effect, c.Title)
			t.item("", c.Where)
			t.item("", c.Detail)
			if c.Declared {
				t.item("", words.LabelReported)
			}
		}
		if g.More > 0 {
			t.item("", words.MoreOfThese(g.More))
		}
	}
}

func (t *textWriter) top(v letterView) {
	if len(v.Top) == 0 && v.TopFiltered == "" {
		return
	}
	t.heading(words.TopTitle)
	if v.TopFiltered != "" {
		t.wrap("", v.TopFiltered)
	}
	for _, a := range v.Top {
		title := a.Title
		if a.New {
			title += " (" + words.LabelNew + ")"
		}
		t.line("")
		t.item(strconv.Itoa(a.Place)+".", title)
		t.item("", a.Where)
		t.item("", a.Worth)
		t.item("", a.URL)
	}
}

func (t *textWriter) exceptions(v letterView) {
	if len(v.Exceptions) == 0 {
		return
	}
	t.heading(words.ExceptionsTitle)
	t.wrap("", v.ExceptionsNote)
	for _, e := range v.Exceptions {
		t.line("")
		for _, s := range []string{e.Title, e.Facts, e.Reason, e.Declared} {
			if s != "" {
				t.item("", s)
			}
		}
	}
}

func (t *textWriter) categories(v letterView) {
	if len(v.Categories) == 0 {
		return
	}
	t.heading(words.CategoriesTitle)
	row := func(name, percent, change, average, points string) {
		line := pad(name, 16) + pad(percent, -9)
		if v.HasChanges {
			line += pad(change, -13)
		}
		if v.HasAverages {
			line += pad(average, -19)
		}
		t.line(line + "   " + points)
	}
	row("", words.LabelScore, words.LabelChangePP, words.LabelAllTenants, words.LabelPoints)
	for _, c := range v.Categories {
		row(plaintext.Clip(c.Name, 15), c.Percent, c.Change, c.Average, c.Points)
	}
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

func (t *textWriter) foot(v letterView) {
	t.line("")
	t.line("")
	t.wrap("", words.PortalLine(v.PortalURL))
	for _, l := range v.Links {
		t.wrap("", words.DocumentLine(l.Name, l.URL))
	}
	if len(v.Attached) > 0 {
		t.wrap("  ", words.Attached(v.Attached))
	}
	t.line("")
	t.wrap("", v.Foot)
}
