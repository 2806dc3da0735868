package main

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"secure-score-reporter/internal/score"
)

// columns is how wide a terminal is taken to be.
const columns = 80

// screen is text for a terminal of 80 columns. What stems from Microsoft goes
// through plain before it gets here.
type screen struct {
	strings.Builder
	colour bool
}

// screen is an empty one, with colours where the output is a terminal and nobody
// forbade them: https://no-color.org
func (p process) screen() screen {
	noColour, _ := p.lookupEnv(noColourVariable)
	return screen{colour: p.terminal && noColour == ""}
}

// line writes a line as it is.
func (s *screen) line(format string, args ...any) { fmt.Fprintf(s, format+"\n", args...) }

// text writes a paragraph, broken between words.
func (s *screen) text(paragraph string) {
	for _, l := range wrap(plain(paragraph), columns) {
		s.line("%s", l)
	}
}

// heading writes a heading after an empty line.
func (s *screen) heading(format string, args ...any) {
	s.line("\n%s", s.bold(fmt.Sprintf(format, args...)))
}

func (s *screen) bold(text string) string { return s.style("1", text) }

// gain and loss are green and red beside a sign that tells the same.
func (s *screen) signed(x float64, text string) string {
	switch x = score.Hundredths(x); {
	case x > 0:
		return s.style("32", text)
	case x < 0:
		return s.style("31", text)
	}
	return text
}

func (s *screen) style(code, text string) string {
	if !s.colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// row writes cells of fixed widths and a last one that takes what is left of the
// width, over as many lines as it needs. A negative width aligns to the left.
func (s *screen) row(widths []int, cells []string, last ...string) {
	var head strings.Builder
	indent := 0
	for i, w := range widths {
		head.WriteString(pad(cells[i], w) + "  ")
		indent += max(w, -w) + 2
	}
	s.hang(head.String(), indent, last...)
}

// hang writes a head of so many columns and, beside it, each part on lines of its
// own.
func (s *screen) hang(head string, columnsOfHead int, parts ...string) {
	var lines []string
	for _, part := range parts {
		if part != "" {
			lines = append(lines, wrap(plain(part), columns-columnsOfHead)...)
		}
	}
	if len(lines) == 0 {
		lines = []string{""}
	}
	s.line("%s", strings.TrimRight(head+lines[0], " "))
	for _, l := range lines[1:] {
		s.line("%*s%s", columnsOfHead, "", l)
	}
}

// pad fills a cell up with blanks: before it, or behind it where the width is
// negative. Escape sequences take no room.
func pad(cell string, width int) string {
	visible := cell
	for {
		from := strings.Index(visible, "\x1b[")
		if from < 0 {
			break
		}
		to := strings.IndexByte(visible[from:], 'm')
		visible = visible[:from] + visible[from+to+1:]
	}
	room := strings.Repeat(" ", max(0, max(width, -width)-uniseg.StringWidth(visible)))
	if width < 0 {
		return cell + room
	}
	return room + cell
}

// plain is text without anything that a terminal would obey.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)), " ")
}

// wrap breaks text between words into lines of so many columns; a longer word is
// cut.
func wrap(s string, width int) []string {
	lines := []string{""}
	for _, word := range strings.Fields(s) {
		last := &lines[len(lines)-1]
		if *last != "" && uniseg.StringWidth(*last)+1+uniseg.StringWidth(word) <= width {
			*last += " " + word
			continue
		}
		pieces := cut(word, width)
		if *last == "" {
			*last, pieces = pieces[0], pieces[1:]
		}
		lines = append(lines, pieces...)
	}
	return lines
}

// cut divides a word into pieces of at most so many columns.
func cut(word string, width int) []string {
	pieces := []string{""}
	used := 0
	for state := -1; word != ""; {
		var cluster string
		var w int
		cluster, word, w, state = uniseg.FirstGraphemeClusterInString(word, state)
		if used+w > width && used > 0 {
			pieces, used = append(pieces, ""), 0
		}
		pieces[len(pieces)-1] += cluster
		used += w
	}
	return pieces
}
