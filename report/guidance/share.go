package guidance

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is a part of a text that other texts may share: a sentence of a
// paragraph, or a whole item of a list.
type Piece struct {
	Passage
	Joins bool // it continues the paragraph of the piece before it
}

// Pieces divides passages. Join puts them together again.
func Pieces(list []Passage) []Piece {
	pieces := make([]Piece, 0, 2*len(list))
	for _, p := range list {
		if p.Mark != "" {
			pieces = append(pieces, Piece{Passage: p})
			continue
		}
		for i, text := range sentences(p.Text) {
			pieces = append(pieces, Piece{Passage{Depth: p.Depth, Text: text}, i > 0})
		}
	}
	return pieces
}

// Join is pieces as passages.
func Join(pieces []Piece) []Passage {
	list := make([]Passage, 0, len(pieces))
	for _, p := range pieces {
		if last := len(list) - 1; p.Joins && last >= 0 {
			list[last].Text += " " + p.Text
			continue
		}
		list = append(list, p.Passage)
	}
	return list
}

// sentences divides a text where a full stop and a blank stand before a capital
// letter. It may divide at an abbreviation, which does no harm.
func sentences(s string) []string {
	var list []string
	from := 0
	for i := 0; i+2 < len(s); i++ {
		if s[i+1] != ' ' || s[i] != '.' && s[i] != '!' && s[i] != '?' {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(s[i+2:]); unicode.IsUpper(next) {
			list = append(list, s[from:i+1])
			from = i + 2
		}
	}
	return append(list, s[from:])
}

// Common counts the pieces at the beginning and at the end that all lists have
// in common, none of them twice. The numbers of steps count at the beginning
// only.
func Common(lists [][]Piece) (first, last int) {
	if len(lists) < 2 {
		return 0, 0
	}
	shortest := len(lists[0])
	for _, list := range lists[1:] {
		shortest = min(shortest, len(list))
	}
	same := func(at func(list []Piece) Piece, marks bool) bool {
		want := at(lists[0])
		for _, list := range lists[1:] {
			p := at(list)
			if p.Text != want.Text || p.Depth != want.Depth || marks && p.Mark != want.Mark {
				return false
			}
		}
		return true
	}
	for first < shortest && same(func(list []Piece) Piece { return list[first] }, true) {
		first++
	}
	for first+last < shortest && same(func(list []Piece) Piece { return list[len(list)-1-last] }, false) {
		last++
	}
	return first, last
}

// Notes are sentences that several texts share, so that a document can print
// them once.
type Notes struct {
	Texts   []string // in the order in which they are first met
	numbers map[string]int
	count   map[string]int
	pairs   map[[2]string]int
	fewest  int
}

const shortestNote = 60 // bytes; a shorter one is no longer than a reference to it

// NotesOf finds the sentences that at least so many groups of texts share. A
// text is the pieces of one action; a group is the texts of actions that are
// explained together.
func NotesOf(groups [][][]Piece, fewest int) *Notes {
	n := &Notes{numbers: map[string]int{}, count: map[string]int{}, pairs: map[[2]string]int{}, fewest: fewest}
	for _, group := range groups {
		texts, pairs := map[string]bool{}, map[[2]string]bool{}
		for _, text := range group {
			for i, p := range text {
				if !texts[p.Text] {
					texts[p.Text] = true
					n.count[p.Text]++
				}
				if i == 0 {
					continue
				}
				if pair := [2]string{text[i-1].Text, p.Text}; !pairs[pair] {
					pairs[pair] = true
					n.pairs[pair]++
				}
			}
		}
	}
	return n
}

// Take takes the shared sentences out of a text; it returns what is left, and
// the numbers of the notes from 1. Sentences that always follow each other are
// one note.
func (n *Notes) Take(text []Piece) (own []Piece, notes []int) {
	removed := false
	for i := 0; i < len(text); {
		end := n.chain(text, i)
		if end == i {
			p := text[i]
			p.Joins = p.Joins && !removed
			own, removed = append(own, p), false
			i++
			continue
		}
		notes, removed = append(notes, n.number(text[i:end])), true
		i = end
	}
	return own, notes
}

// chain is where a note that begins at i ends; i where none does.
func (n *Notes) chain(text []Piece, i int) (end int) {
	if text[i].Mark != "" || n.count[text[i].Text] < n.fewest {
		return i
	}
	end = i + 1
	long := len(text[i].Text)
	for end < len(text) && text[end].Mark == "" {
		a, b := text[end-1].Text, text[end].Text
		if n.count[a] != n.count[b] || n.pairs[[2]string{a, b}] != n.count[a] {
			break
		}
		long += 1 + len(b)
		end++
	}
	if long < shortestNote {
		return i
	}
	return end
}

func (n *Notes) number(chain []Piece) int {
	parts := make([]string, len(chain))
	for i, p := range chain {
		parts[i] = p.Text
	}
	text := strings.Join(parts, " ")
	if n.numbers[text] == 0 {
		n.Texts = append(n.Texts, text)
		n.numbers[text] = len(n.Texts)
	}
	return n.numbers[text]
}
