package blockkit

import (
	"fmt"
	"strings"
)

// content is what a post says, from top to bottom.
type content struct {
	sections []section
	mention  string // mrkdwn that calls people; empty for none
}

func (c *content) add(s ...section) { c.sections = append(c.sections, s...) }

// A section is a header, a paragraph, a list, notes or a chart. It becomes one
// of Slack's blocks, and some lines of the text.
type section interface{ isSection() }

func (header) isSection()    {}
func (paragraph) isSection() {}
func (list) isSection()      {}
func (notes) isSection()     {}
func (*chart) isSection()    {}

// header is a title over everything.
type header string

// paragraph is lines below each other.
type paragraph []line

// joined is the lines as one, with line breaks.
func (p paragraph) joined() line {
	var all line
	for i, l := range p {
		if i > 0 {
			all = append(all, plain("\n"))
		}
		all = append(all, l...)
	}
	return all
}

// list is a heading with items below it. It has at least one of the two.
type list struct {
	heading line // may be empty
	items   []line
	ordered bool
	rest    string // says what is not listed; may be empty
}

// notes are small print, an element each.
type notes []string

// chart is lines over the same names. Each series has a value for every name.
type chart struct {
	title        string
	xAxis, yAxis string
	names        []string
	series       []series
}

type series struct {
	name   string
	values []float64 // percent
}

// line is text with parts in bold and links.
type line []span

// span is a piece of a line. Its text is clean.
type span struct {
	text string
	bold bool
	url  string // https, or empty
}

func plain(text string) span                 { return span{text: text} }
func plainf(format string, args ...any) span { return span{text: fmt.Sprintf(format, args...)} }
func bold(text string) span                  { return span{text: text, bold: true} }

// String is the line without its links.
func (l line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.text)
	}
	return b.String()
}
