package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/rivo/uniseg"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
)

// How wide text is, in columns: as wide as the terminal within these bounds,
// and 80 columns where the output is not a terminal and COLUMNS is not set.
const (
	columns   = 80
	narrowest = 40
	widest    = 200
	leastRoom = 12  // of what stands to the right of a head
	readable  = 120 // of a paragraph: longer lines are hard to read
)

// screen is text for a terminal. Text from Microsoft must go
// through plain first, which rows and paragraphs do.
type screen struct {
	strings.Builder
	colour bool
	width  int
}

// screen is an empty screen. It has colours if the output is a terminal that
// shows them and NO_COLOR is not set: https://no-color.org
func (p process) screen() screen {
	noColour, _ := p.lookupEnv(noColourVariable)
	return screen{colour: p.terminal && !p.monochrome && noColour == "", width: width(p.columns)}
}

// show writes what draw writes on a screen.
func (p process) show(draw func(*screen)) error {
	s := p.screen()
	draw(&s)
	_, err := p.stdout.Write([]byte(s.String()))
	return err
}

// forNotes is an empty screen for standard error. It has no colours, because
// what goes there is escaped.
func (p process) forNotes() screen { return screen{width: width(cmp.Or(p.errColumns, p.columns))} }

// width is how wide text is on a terminal with so many columns; 0 if the output
// is not a terminal.
func width(terminal int) int {
	if terminal == 0 {
		return columns
	}
	return min(max(terminal, narrowest), widest)
}

// line writes a line as it is.
func (s *screen) line(format string, args ...any) { fmt.Fprintf(s, format+"\n", args...) }

// text writes a paragraph, broken between words.
func (s *screen) text(paragraph string) {
	for _, l := range wrap(paragraph, min(s.width, readable)) {
		s.line("%s", l)
	}
}

// titled is a paragraph that begins with a name in bold.
func (s *screen) titled(name, text string) {
	name = plain(name)
	for i, l := range wrap(name+text, min(s.width, readable)) {
		if rest, whole := strings.CutPrefix(l, name); i == 0 && whole {
			l = s.bold(name) + rest
		}
		s.line("%s", l)
	}
}

// heading writes a heading after an empty line.
func (s *screen) heading(text string) {
	s.line("")
	for _, l := range wrap(text, s.width) {
		s.line("%s", s.bold(l))
	}
}

func (s *screen) bold(text string) string { return s.style("1", text) }

// signed is green for a gain and red for a loss. The text has a sign too, so
// that the colour is not needed.
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

// row writes cells of fixed widths and then the last parts, which take the rest
// of the width and as many lines as they need. A negative width aligns to the
// left.
func (s *screen) row(widths []int, cells []string, last ...string) {
	var head strings.Builder
	indent := 0
	for i, w := range widths {
		head.WriteString(pad(cells[i], w) + "  ")
		indent += max(w, -w) + 2
	}
	s.hang(head.String(), indent, last...)
}

// hang writes a head and, to its right, each part on lines of its own.
func (s *screen) hang(head string, indent int, parts ...string) {
	if s.width-indent < leastRoom {
		s.below(head, parts)
		return
	}
	var lines []string
	for _, part := range parts {
		if part != "" {
			lines = append(lines, wrap(part, s.width-indent)...)
		}
	}
	if len(lines) == 0 {
		lines = []string{""}
	}
	s.line("%s", strings.TrimRight(head+lines[0], " "))
	for _, l := range lines[1:] {
		s.line("%*s%s", indent, "", l)
	}
}

// below is hang where the head leaves too little room: the parts stand below
// it.
func (s *screen) below(head string, parts []string) {
	const indent = 4
	head = strings.TrimRight(head, " ")
	if plainHead := escape.ReplaceAllString(head, ""); uniseg.StringWidth(plainHead) > s.width {
		head = strings.Join(wrap(plainHead, s.width), "\n")
	}
	s.line("%s", head)
	for _, part := range parts {
		for _, l := range wrap(part, s.width-indent) {
			if part != "" {
				s.line("%*s%s", indent, "", l)
			}
		}
	}
}

// pad fills a cell with blanks: before it, or after it if the width is
// negative. Escape sequences take no room.
func pad(cell string, width int) string {
	used := uniseg.StringWidth(escape.ReplaceAllString(cell, ""))
	room := strings.Repeat(" ", max(0, max(width, -width)-used))
	if width < 0 {
		return cell + room
	}
	return room + cell
}

var escape = regexp.MustCompile(`\x1b\[[0-9]+m`)

// longest is the width of the longest name, and at least the least.
func longest(least int, names []string) int {
	for _, name := range names {
		least = max(least, uniseg.StringWidth(name))
	}
	return least
}

// plain removes everything that a terminal would obey, and what nobody sees.
func plain(s string) string { return plaintext.Clean(s) }

// wrap breaks plain text between words into lines of at most width columns. A
// longer word is broken, but not an address: in pieces it could not be copied.
func wrap(s string, width int) []string {
	lines := []string{""}
	for _, word := range plaintext.Words(plain(s)) {
		last := &lines[len(lines)-1]
		if *last != "" && uniseg.StringWidth(*last)+1+uniseg.StringWidth(word) <= width {
			*last += " " + word
			continue
		}
		pieces := []string{word}
		if !strings.Contains(word, "://") {
			pieces = broken(word, width)
		}
		if *last == "" {
			*last, pieces = pieces[0], pieces[1:]
		}
		lines = append(lines, pieces...)
	}
	return lines
}

// broken divides a word into pieces of at most width columns: between its
// parts, such as those of a path, and within a part that is longer.
func broken(word string, width int) (pieces []string) {
	for uniseg.StringWidth(word) > width {
		piece := beginning(word, width)
		if i := strings.LastIndexAny(piece, "/?&=-"); i > 0 {
			piece = piece[:i+1]
		}
		pieces, word = append(pieces, piece), word[len(piece):]
	}
	return append(pieces, word)
}

// beginning is as much of a word as fits in width columns, and at least a
// character.
func beginning(word string, width int) string {
	used, end := 0, 0
	for rest, state := word, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used+w > width && used > 0 {
			break
		}
		used, end = used+w, end+len(cluster)
	}
	return word[:end]
}

// fit breaks the lines of a text that are too wide. A line that is indented
// stays as it is, and what is left of another one stands after indent.
func fit(text string, width int, indent string) (lines []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, " ") {
			lines = append(lines, line)
			continue
		}
		for i, part := range wrap(line, width-len(indent)) {
			if i > 0 {
				part = indent + part
			}
			lines = append(lines, part)
		}
	}
	return lines
}

// warn writes an error or a sentence on standard error: on a terminal in lines
// that fit, elsewhere as it is, for programs and logs.
func (p process) warn(about any) {
	text := fmt.Sprint(about)
	if p.errColumns > 0 {
		text = strings.Join(fit(text, min(width(p.errColumns), readable), "  "), "\n")
	}
	fmt.Fprintln(p.stderr, text)
}

// escaped writes to a terminal, or to a file that somebody may show on one. It
// escapes what a terminal would obey and what nobody sees. One call writes
// whole lines.
type escaped struct{ io.Writer }

func (e escaped) Write(text []byte) (int, error) {
	if _, err := e.Writer.Write(plaintext.Escape(text)); err != nil {
		return 0, err
	}
	return len(text), nil
}
