// Package guidance reads what Microsoft says about an action, HTML of mixed
// quality, as paragraphs and steps of plain text. It is not a sanitizer: no
// markup is left. It never fails and leaves out what it cannot read.
package guidance

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Guidance is what Microsoft says about one action, cleaned of HTML.
type Guidance struct {
	Why    []Passage // why it matters
	How    []Passage // how it is done
	Impact []Passage // what users will notice
}

// Empty reports whether there is no text.
func (g Guidance) Empty() bool { return len(g.Why)+len(g.How)+len(g.Impact) == 0 }

// Passage is a paragraph or an item of a list: plain text on one line, never
// empty, free of control characters and of those that turn text around. It is
// not escaped for any form yet.
type Passage struct {
	Mark  string // "1." or "a." for a step, "•" for an item without a number, empty for a paragraph
	Depth int    // 0 for a paragraph or an outer list, 1 for a list or a paragraph within an item; at most 3
	Text  string
}

const (
	mostPassages = 400
	mostRunes    = 20_000 // of all passages together; Microsoft's longest have some 4,000
	deepest      = 3
)

// Parse reads HTML as Microsoft sends it, with paragraphs that are never
// closed, steps that are numbered by hand and placeholders such as <DomainName>
// that somebody forgot to escape. Scripts and the addresses of links are
// dropped; the links' text stays. A text that is too long ends in a passage
// "…". A text that says nothing, such as "Unknown", gives no passage.
func Parse(html string) []Passage {
	r := reader{}
	r.read(html)
	list := handNumbered(splitInline(r.list))
	if len(list) == 1 && saysNothing(list[0].Text) {
		return nil
	}
	return list
}

func saysNothing(s string) bool {
	switch strings.ToLower(strings.Trim(s, " .-–")) {
	case "", "unknown", "none", "n/a", "na", "null", "tbd":
		return true
	}
	return false
}

// splitInline splits steps that were written in one line: "Do this: 1. One. 2.
// Two." They have to be numbered from 1, each after the end of a sentence or a
// colon.
func splitInline(list []Passage) []Passage {
	var out []Passage
	for _, p := range list {
		starts := inlineSteps(p.Text)
		if p.Mark != "" || p.Depth > 0 || len(starts) < 2 {
			out = append(out, p)
			continue
		}
		from := 0
		for _, start := range append(starts, len(p.Text)) {
			if text := strings.TrimSpace(p.Text[from:start]); text != "" {
				out = append(out, Passage{Text: text})
			}
			from = start
		}
	}
	return out
}

// inlineSteps are where steps begin in a line, from the first on without a gap.
func inlineSteps(s string) []int {
	if !strings.Contains(s, "1.") && !strings.Contains(s, "1)") {
		return nil
	}
	var starts []int
	for i := 0; i < len(s); i++ {
		if s[i] < '1' || s[i] > '9' || i > 0 && !endsSentence(s[:i]) {
			continue
		}
		n, text := stepNumber(s[i:])
		if n == len(starts)+1 && text != "" {
			starts = append(starts, i)
		}
	}
	return starts
}

func endsSentence(before string) bool {
	trimmed := strings.TrimRight(before, " ")
	if trimmed == before {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	return strings.ContainsRune(".:;!?)", last)
}

// handNumbered turns paragraphs that are numbered in their text into steps,
// from 1 to at least 2. A line that begins with another number stays.
func handNumbered(list []Passage) []Passage {
	for i := range list {
		if n, _ := stepNumber(list[i].Text); n != 1 || list[i].Mark != "" {
			continue
		}
		at, want := []int{i}, 2
		for j := i + 1; j < len(list); j++ {
			n, _ := stepNumber(list[j].Text)
			if n == 1 && list[j].Mark == "" {
				break // another list begins
			}
			if n == want && list[j].Mark == "" && list[j].Depth == list[i].Depth {
				at, want = append(at, j), want+1
			}
		}
		if len(at) < 2 {
			continue
		}
		for _, j := range at {
			n, text := stepNumber(list[j].Text)
			if text != "" {
				list[j].Mark, list[j].Text = strconv.Itoa(n)+".", text
			}
		}
	}
	return list
}

// stepNumber is the number that a line begins with and what follows it: 3 and
// "Do more" of "3.Do more" or "3) Do more". It is 0 for "2.5 percent" and
// "10.0.0.1".
func stepNumber(s string) (n int, text string) {
	length := numberLength(s)
	if length == 0 {
		return 0, ""
	}
	for i := range length {
		if s[i] >= '0' && s[i] <= '9' {
			n = n*10 + int(s[i]-'0')
		}
	}
	return n, strings.TrimSpace(s[length:])
}

// numberLength is how long the number of a step is, with its sign; 0 for none.
func numberLength(s string) int {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 2 || digits+1 >= len(s) || s[digits] != '.' && s[digits] != ')' {
		return 0
	}
	if next := s[digits+1]; next >= '0' && next <= '9' || next == '.' {
		return 0
	}
	return digits + 1
}
