package report

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const mailWidth = 72 // columns of the plain text

// mailText is the mail for who reads plain text: the same facts in the same
// order, wrapped, nothing that only makes sense beside a picture.
func mailText(v mailView) string {
	var t mailWriter
	title, of := mailTitles(v.Occasion, v.Tenant, v.Date)
	t.wrap("", title)
	t.wrap("", of)
	t.line("")
	t.line(v.Percent + "   " + v.ZoneName + "   " + v.Points)
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
	if len(v.Groups) > 0 {
		t.heading(mailChangesTitle)
		t.groups(v.Groups)
		if v.Unattributed != "" {
			t.line("")
			t.item(v.Unattributed, labelUnattributed)
		}
		if v.More > 0 {
			t.line("")
			t.line(mailMore(v.More, v.MoreIn))
		}
	}
	if v.Untold != nil {
		t.heading(mailUntoldTitle)
		t.wrap("", v.Untold.Lead)
		t.groups(v.Untold.Groups)
	}
	t.categories(v)
	t.foot(v)
	return t.String()
}

type mailWriter struct{ strings.Builder }

func (t *mailWriter) line(s string) { t.WriteString(strings.TrimRight(s, " ") + "\n") }

func (t *mailWriter) heading(s string) {
	t.line("")
	t.line("")
	t.line(strings.ToUpper(s))
	t.line(strings.Repeat("-", min(mailWidth, utf8.RuneCountInString(s))))
}

// wrap writes words up to the width; the lines after the first begin with
// indent.
func (t *mailWriter) wrap(indent, s string) {
	for i, line := range mailFold(s, mailWidth-len(indent)) {
		if i > 0 {
			line = indent + line
		}
		t.line(line)
	}
}

const mailColumn = 8 // of a number before its text

// item writes text behind a number that stands in a column of its own.
func (t *mailWriter) item(number, s string) {
	lead := strings.Repeat(" ", max(0, mailColumn-1-utf8.RuneCountInString(number))) + number + " "
	for _, line := range mailFold(s, mailWidth-mailColumn) {
		t.line(lead + line)
		lead = strings.Repeat(" ", mailColumn)
	}
}

// mailFold breaks words into lines. A word that is longer than a line stands
// alone and unbroken, so that an address still works.
func mailFold(s string, width int) []string {
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

func (t *mailWriter) groups(groups []mailGroup) {
	for _, g := range groups {
		t.line("")
		t.line(g.Mark + " " + g.Heading + " (" + g.Number() + "), " + g.Effect)
		for _, c := range g.Changes {
			t.item(c.Effect, c.Title)
			t.item("", c.Where)
			t.item("", c.Detail)
			if c.Declared {
				t.item("", mailDeclared)
			}
		}
		if g.More > 0 {
			t.item("", mailMoreOfThese(g.More))
		}
	}
}

func (t *mailWriter) top(v mailView) {
	if len(v.Top) == 0 {
		return
	}
	t.heading(mailTopTitle)
	if v.TopFiltered != "" {
		t.wrap("", v.TopFiltered)
	}
	for _, a := range v.Top {
		title := a.Title
		if a.New {
			title += " (new)"
		}
		t.line("")
		t.item(strconv.Itoa(a.Place)+".", title)
		t.item("", a.Where)
		t.item("", a.Worth)
		t.item("", a.URL)
	}
}

func (t *mailWriter) categories(v mailView) {
	if len(v.Categories) == 0 {
		return
	}
	t.heading(categoriesTitle)
	row := func(name, percent, change, average, points string) {
		line := mailPad(name, 16) + mailPad(percent, -9)
		if v.HasChanges {
			line += mailPad(change, -9)
		}
		if v.HasAverages {
			line += mailPad(average, -13)
		}
		t.line(line + "   " + points)
	}
	row("", labelScore, labelChange, labelAllTenants, labelPoints)
	for _, c := range v.Categories {
		row(mailClip(c.Name, 15), c.Percent, c.Change, c.Average, c.Points)
	}
}

// mailPad fills up to a width: behind the text, or before it where the width is
// negative.
func mailPad(s string, width int) string {
	blanks := strings.Repeat(" ", max(0, max(width, -width)-utf8.RuneCountInString(s)))
	if width < 0 {
		return blanks + s
	}
	return s + blanks
}

func (t *mailWriter) foot(v mailView) {
	t.line("")
	t.line("")
	t.wrap("", mailPortalLabel+": "+v.PortalURL)
	for _, l := range v.Links {
		t.wrap("", mailDocumentLine(l.Name, l.URL))
	}
	if len(v.Attached) > 0 {
		t.wrap("  ", mailAttached(v.Attached))
	}
	t.line("")
	t.wrap("", v.Foot)
}
