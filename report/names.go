package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
)

// Names are what Microsoft calls actions, categories, products and the like. It
// sends them in English. A form in another language finds them in its sentences
// and marks them, so that a screen reader reads them as English. The zero value
// finds nothing.
type Names struct{ byStart map[[nameStart]byte][]string } // without blanks, the longest first

const (
	nameStart = 3 // bytes that a name begins with; a shorter one is not looked for
	leastCut  = 8 // bytes of a name before an ellipsis that tell it from other words
)

// NamesOf are these names.
func NamesOf(list []string) Names {
	found := Names{byStart: map[[nameStart]byte][]string{}}
	known := map[string]bool{}
	for _, name := range list {
		if known[name] {
			continue
		}
		known[name] = true
		if name = strings.ReplaceAll(plaintext.Clean(name), " ", ""); len(name) >= nameStart {
			start := [nameStart]byte([]byte(name))
			found.byStart[start] = append(found.byStart[start], name)
		}
	}
	for _, list := range found.byStart {
		slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	}
	return found
}

// Names are the names in the model; none where all is in English.
func (m Model) Names() Names {
	if m.Locale.Language() == English {
		return Names{}
	}
	var list names
	list.ofModel(m)
	return NamesOf(list)
}

// Names are the names in the message; none where all is in English.
func (m Message) Names() Names {
	if m.Model.Locale.Language() == English {
		return Names{}
	}
	var list names
	list.ofModel(m.Model)
	if m.News != nil {
		list.ofChanges(m.News.Changes)
	}
	if m.Notice != nil {
		list.ofDecisions(m.Notice.Ended)
	}
	return NamesOf(list)
}

// names are collected with repetitions.
type names []string

func (n *names) ofModel(m Model) {
	n.ofChanges(m.Account.Changes)
	for _, day := range m.History {
		n.ofChanges(day.Changes)
	}
	for i := range m.Actions {
		n.ofControl(m.Actions[i].Control)
	}
	for i := range m.Analysis.Outside {
		n.ofControl(m.Analysis.Outside[i].Control())
	}
	if m.Analysis.Plan != nil {
		for _, step := range m.Analysis.Plan.Steps {
			n.ofControl(step.Control)
		}
	}
	for _, s := range m.Analysis.Scopes {
		*n = append(*n, score.ProductName(s.Service))
	}
	for _, c := range m.Categories {
		*n = append(*n, c.Category)
	}
	n.ofDecisions(m.Exceptions)
}

func (n *names) ofChanges(list []score.Change) {
	for _, c := range list {
		n.ofControl(score.Control{ID: c.ID, Title: c.Title, Category: c.Category, Service: c.Service})
		*n = append(*n, c.MovedFrom)
	}
}

func (n *names) ofDecisions(list []score.Decision) {
	for _, d := range list {
		n.ofControl(d.Action)
	}
}

func (n *names) ofControl(c score.Control) {
	if c.Title != c.ID { // an id is in no language
		*n = append(*n, c.Title)
	}
	*n = append(append(*n, c.Category, score.ProductName(c.Service), c.Tier), c.Threats...)
}

// Piece is a part of a text; Name says that it is a name.
type Piece struct {
	Text string
	Name bool
}

// In divides lines of a text into pieces; a line without a name has none. Names
// with no word between them are one. A name may go on in the next line. One
// that is cut, with an ellipsis, counts unless little of it is left.
func (n Names) In(lines ...string) [][]Piece {
	divided := make([][]Piece, len(lines))
	places := n.find(strings.Join(lines, "\n"))
	begin := 0
	for i, line := range lines {
		end, at := begin+len(line), begin
		for _, p := range places {
			from, to := max(p[0], begin), min(p[1], end)
			if from >= to {
				continue
			}
			if from > at {
				divided[i] = append(divided[i], Piece{Text: line[at-begin : from-begin]})
			}
			divided[i] = append(divided[i], Piece{Text: line[from-begin : to-begin], Name: true})
			at = to
		}
		if begin < at && at < end {
			divided[i] = append(divided[i], Piece{Text: line[at-begin:]})
		}
		begin = end + 1
	}
	return divided
}

// find is where the names stand in a text. Blanks and the ends of lines, which
// may be inside a name, do not count.
func (n Names) find(text string) (places [][2]int) {
	if len(n.byStart) == 0 {
		return nil
	}
	for i, within := 0, false; i < len(text); {
		if !within && !isBlank(text[i]) {
			if end := n.begins(text[i:]); end > 0 {
				places = extend(places, i, i+end, text)
				i, within = i+end, false
				continue
			}
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i, within = i+size, inWord(r)
	}
	return places
}

func isBlank(b byte) bool { return b == ' ' || b == '\n' }

// extend adds a place. With no word between it and the one before, as in
// "product · category", they are one.
func extend(places [][2]int, from, to int, text string) [][2]int {
	if n := len(places); n > 0 && !strings.ContainsFunc(text[places[n-1][1]:from], inWord) {
		places[n-1][1] = to
		return places
	}
	return append(places, [2]int{from, to})
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// begins is where the longest name ends with which a text begins; 0 for none.
func (n Names) begins(text string) int {
	var start [nameStart]byte
	at := 0
	for i := 0; i < len(text) && at < nameStart; i++ {
		if !isBlank(text[i]) {
			start[at] = text[i]
			at++
		}
	}
	for _, name := range n.byStart[start] {
		if end := endOf(name, text); end > 0 {
			return end
		}
	}
	return 0
}

// endOf is where a name ends that a text begins with; 0 if it does not. A name
// ends where a word does, or is cut.
func endOf(name, text string) int {
	at := 0 // in the name
	for i := 0; i < len(text); i++ {
		switch {
		case isBlank(text[i]):
		case text[i] == name[at]:
			if at++; at == len(name) {
				if after, _ := utf8.DecodeRuneInString(text[i+1:]); inWord(after) {
					return 0
				}
				return i + 1
			}
		case at >= leastCut && strings.HasPrefix(text[i:], "…"):
			return i + len("…")
		default:
			return 0
		}
	}
	return 0
}
