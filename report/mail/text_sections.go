package mail

import (
	"strconv"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/words"
)

const (
	factColumn   = 11 // width of the labels before the facts
	effectColumn = 12 // width of the marks and effects before the lines
)

func (t *textWriter) score(s scoreView) {
	answer := s.Answer
	if s.Mark != "" {
		answer += " [" + s.Mark + "]"
	}
	t.line("")
	t.wrap("", answer)
	if s.Note != "" {
		t.line("")
		t.column("> ", s.Note)
	}
	t.line("")
	t.wrap("", s.Standing)
	for _, f := range s.Facts {
		t.column(pad(f.Label, factColumn), f.Text)
	}
}

func (t *textWriter) changes(title string, c changesView) {
	t.heading(title)
	t.wrap("", c.Lead)
	if len(c.Groups) > 0 {
		t.line("")
		t.wrap("", t.Text(words.EffectsNote))
		t.groups(c.Groups)
	}
	if c.Unattributed != "" {
		t.line("")
		t.item(c.Unattributed, t.Text(words.LabelUnattributed))
	}
	if c.More != "" {
		t.line("")
		t.line(c.More)
	}
	for i, l := range c.Lines {
		if i == 0 {
			t.line("")
		}
		t.column(pad(l.Mark, 2)+pad(l.Effect, 3-effectColumn)+" ", l.Title)
		if l.Detail != "" {
			t.column(pad("", effectColumn), l.Detail)
		}
	}
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
				t.item("", t.Text(words.LabelReported))
			}
		}
		if g.More > 0 {
			t.item("", t.MoreOfThese(g.More))
		}
	}
}

func (t *textWriter) top(v letterView) {
	if len(v.Top) == 0 && v.TopFiltered == "" {
		return
	}
	t.heading(t.Text(words.TopTitle))
	if v.TopFiltered != "" {
		t.wrap("", v.TopFiltered)
	}
	for _, a := range v.Top {
		title := a.Title
		if a.New {
			title += " (" + t.Text(words.LabelNew) + ")"
		}
		t.line("")
		t.item(strconv.Itoa(a.Place)+".", title)
		t.item("", a.Where)
		t.item("", a.Worth)
		t.item("", a.URL)
	}
}

func (t *textWriter) exceptions(v letterView) {
	if v.ExceptionsNote == "" {
		return
	}
	t.heading(t.Text(words.ExceptionsTitle))
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
	t.heading(t.Text(words.CategoriesTitle))
	if v.HasChanges {
		t.wrap("", t.Text(words.CategoryChangeNote))
		t.line("")
	}
	// The last two columns share 40; each is as wide as its longest text.
	besideWide := max(20, utf8.RuneCountInString(t.Text(words.LabelBeside)))
	longest := 0
	for _, c := range v.Categories {
		besideWide = max(besideWide, utf8.RuneCountInString(c.Beside))
		longest = max(longest, utf8.RuneCountInString(c.Points))
	}
	pointsWide := max(longest+1, 40-besideWide)
	row := func(name, percent, change, points, beside string) {
		line := pad(name, 12) + pad(percent, -8)
		if v.HasChanges {
			line += pad(change, -10)
		}
		line += pad(points, -pointsWide)
		if v.HasAverages {
			line += "  " + pad(beside, -besideWide)
		}
		t.line(line)
	}
	row("", t.Text(words.LabelScore), t.Text(words.LabelChange), t.Text(words.LabelPoints), t.Text(words.LabelBeside))
	for _, c := range v.Categories {
		row(plaintext.Clip(c.Name, 11), c.Percent, c.Change, c.Points, c.Beside)
	}
}

func (t *textWriter) notes(list []string) {
	if len(list) == 0 {
		return
	}
	t.heading(t.Text(words.NotesTitle))
	for i, note := range list {
		if i > 0 {
			t.line("")
		}
		t.wrap("", note)
	}
}

func (t *textWriter) foot(v letterView) {
	t.line("")
	t.line("")
	t.wrap("", t.PortalLine(v.PortalURL))
	for _, l := range v.Links {
		t.wrap("", t.DocumentLine(l.Name, l.URL))
	}
	if len(v.Attached) > 0 {
		t.wrap("  ", t.Attached(v.Attached))
	}
	t.line("")
	t.wrap("", v.Foot)
}
