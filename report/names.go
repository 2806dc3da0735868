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
type Names struct{ byStart map[string][]string } // without blanks, the longest first

const (
	nameStart = 3 // bytes that a name begins with; a shorter one is not looked for
	leastCut  = 8 // bytes of a name before an ellipsis that tell it from other words
)

// NamesOf are these names.
func NamesOf(list []string) Names {
	found := Names{byStart: map[string][]string{}}
	slices.Sort(list)
	for _, name := range slices.Compact(list) {
		name = strings.ReplaceAll(plaintext.Clean(name), " ", "")
		if len(name) >= nameStart {
			start := name[:nameStart]
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
	var dense strings.Builder
	at := make([]int, 0, len(text)) // where a byte of dense is in the text
	for i := range len(text) {
		if b := text[i]; b != ' ' && b != '\n' {
			dense.WriteByte(b)
			at = append(at, i)
		}
	}
	for i, s := 0, dense.String(); i < len(s); {
		long := 0
		if before, _ := utf8.DecodeLastRuneInString(text[:at[i]]); !inWord(before) {
			long = n.begins(s[i:], func(long int) bool {
				after, _ := utf8.DecodeRuneInString(text[at[i+long-1]+1:])
				return !inWord(after)
			})
		}
		if long > 0 {
			places = extend(places, at[i], at[i+long-1]+1, text)
		}
		i += max(long, 1)
	}
	return places
}

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

// begins is how long the longest name is with which a text without blanks
// begins; 0 for none. It has to end where a word does.
func (n Names) begins(dense string, ends func(long int) bool) int {
	list := n.byStart[dense[:min(nameStart, len(dense))]]
	if len(list) == 0 {
		return 0
	}
	before, _, cut := strings.Cut(dense, "…")
	for _, name := range list {
		switch {
		case strings.HasPrefix(dense, name) && ends(len(name)):
			return len(name)
		case cut && len(before) >= leastCut && strings.HasPrefix(name, before):
			return len(before) + len("…")
		}
	}
	return 0
}
