package draw

import (
	"image/color"
	"strings"
	"unicode"

	"secure-score-reporter/internal/plaintext"
)

// Lettering is the style of a piece of text.
type Lettering struct {
	Bold    bool
	Size    float64 // points
	Leading float64 // points from line to line
	Ink     color.NRGBA
}

// In is the same lettering in another colour.
func (l Lettering) In(ink color.NRGBA) Lettering {
	l.Ink = ink
	return l
}

// Strong is the same lettering in the heavier weight.
func (l Lettering) Strong() Lettering {
	l.Bold = true
	return l
}

// run is a stretch of text that one font draws.
type run struct {
	Face *typeface
	Text string
	X    float64 // from the start of the text, points
}

// Runs divides text by the font that draws it, and measures it. Whatever the
// text is, the runs are safe to draw.
func (t *Typesetter) Runs(l Lettering, s string) (list []run, width float64) {
	if plaintext.Simple(s) { // most lines are: one font has all of it
		if s == "" {
			return nil, 0
		}
		return []run{{Face: t.glyph(l.Bold, 'a').face, Text: s}}, t.Width(l, s)
	}
	var b strings.Builder
	var at run
	for _, r := range visual(s) {
		g := t.glyph(l.Bold, r)
		if g.face != at.Face {
			if b.Len() > 0 {
				at.Text = b.String()
				list = append(list, at)
				b.Reset()
			}
			at = run{Face: g.face, X: width}
		}
		b.WriteRune(g.rune)
		width += g.advance * l.Size
	}
	if b.Len() > 0 {
		at.Text = b.String()
		list = append(list, at)
	}
	return list, width
}

// Width is how wide text becomes, in points.
func (t *Typesetter) Width(l Lettering, s string) float64 {
	var width float64
	for _, r := range s {
		width += t.glyph(l.Bold, r).advance
	}
	return width * l.Size
}

// roomFor is the width of the longest of some names, within two bounds.
func (t *Typesetter) roomFor(l Lettering, names []string, least, most float64) float64 {
	room := least
	for _, name := range names {
		room = max(room, t.Width(l, name))
	}
	return min(room, max(least, most))
}

// Fit cuts text with an ellipsis so that it is one line of at most width.
func (t *Typesetter) Fit(l Lettering, s string, width float64) string {
	lines := t.Wrap(l, s, width, 1)
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// Wrap breaks text into lines no wider than width, at most so many; 0 is any
// number. It breaks at blanks, after hyphens and slashes, and inside a word
// only where the word is wider than a line. What does not fit ends in an
// ellipsis. The text is made safe to draw first.
func (t *Typesetter) Wrap(l Lettering, s string, width float64, most int) []string {
	rest := []rune(plaintext.Drawable(s))
	var lines []string
	for len(rest) > 0 {
		if most > 0 && len(lines) == most-1 {
			return append(lines, t.last(l, rest, width))
		}
		end, next := t.breakLine(l, rest, width)
		lines = append(lines, string(rest[:end]))
		rest = rest[next:]
	}
	return lines
}

// breakLine finds where the first line ends and where the next one starts.
func (t *Typesetter) breakLine(l Lettering, text []rune, width float64) (end, next int) {
	var used float64
	for i, r := range text {
		if r == ' ' && i > 0 && !clings(text[:i], text[i+1:]) {
			end, next = i, i+1
		}
		used += t.glyph(l.Bold, r).advance * l.Size
		if used > width+0.01 && r != ' ' && i > 0 {
			if end == 0 {
				end = splitWord(text, i)
				next = end
			}
			return end, next
		}
		if breaksAfter(r) && i > 0 && i+1 < len(text) && unicode.IsLetter(text[i+1]) {
			end, next = i+1, i+1
		}
	}
	return len(text), len(text)
}

// breaksAfter reports whether a line may end after r.
func breaksAfter(r rune) bool { return r == '-' || r == '/' || r == '–' || r == '—' }

// clings reports whether what comes after a blank stays with what is before it:
// 61.95 %, −0.3 pp.
func clings(before, after []rune) bool {
	switch {
	case len(after) == 0:
		return false
	case after[0] == '%' || after[0] == '·':
		return true
	}
	return len(after) > 1 && after[0] == 'p' && after[1] == 'p' && unicode.IsDigit(before[len(before)-1]) &&
		(len(after) == 2 || !unicode.IsLetter(after[2]))
}

// splitWord is where to break inside a word so that at most i runes stay: after
// the last underscore if it has one, and never between a letter and its marks.
func splitWord(text []rune, i int) int {
	for at := i; at > i/2; at-- {
		if text[at-1] == '_' {
			return at
		}
	}
	for i > 1 && unicode.Is(unicode.M, text[i]) {
		i--
	}
	return i
}

// last is the last line that there is room for, cut with an ellipsis.
func (t *Typesetter) last(l Lettering, text []rune, width float64) string {
	var used float64
	ellipsis := t.glyph(l.Bold, '…').advance * l.Size
	fits := 0 // runes that leave room for an ellipsis
	for i, r := range text {
		used += t.glyph(l.Bold, r).advance * l.Size
		if used > width+0.01 {
			for fits > 1 && unicode.Is(unicode.M, text[fits]) {
				fits--
			}
			return strings.TrimRight(string(text[:fits]), " ,.;:") + "…"
		}
		if used+ellipsis <= width {
			fits = i + 1
		}
	}
	return string(text)
}

// Baseline is where a line's baseline lies below its top.
func (l Lettering) Baseline() float64 { return l.Leading/2 + l.Size*CapHeight/2 }
