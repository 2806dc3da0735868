package main

import (
	"encoding/json"
	"iter"
	"os"
	"strings"
	"sync"
	"testing"

	"secure-score-reporter/report"
)

// fewestLetters is the length from which an English text is no name or number
// that another language has, too.
const fewestLetters = 20

// checkLanguage fails where a form shows a message as it stands in the
// catalogue, the name of one, or English in another language.
func checkLanguage(t *testing.T, s shown, l report.Language) {
	t.Helper()
	c := english()
	translated := catalogueOf(l)
	for form, text := range s.texts {
		if strings.ContainsAny(text, "{}") {
			t.Errorf("%s, %s: a message with its arguments: %q", l, form, around(text, strings.IndexAny(text, "{}")))
		}
		for key := range c.keys.in(text) {
			if shows(text, key) {
				t.Errorf("%s, %s: the name of the message %s", l, form, key)
			}
		}
		if l == report.English {
			continue
		}
		for piece, at := range c.pieces.in(text) {
			if !strings.Contains(translated, piece) {
				t.Errorf("%s, %s: English: %q", l, form, around(text, at))
			}
		}
	}
}

// phrases are found in a text all at once, by their first letters. A name of a
// message has more of them.
type phrases map[string][]string

const firstLetters = 6

func (p phrases) add(phrase string) {
	p[phrase[:firstLetters]] = append(p[phrase[:firstLetters]], phrase)
}

// in are the phrases that a text has, each with where it begins.
func (p phrases) in(text string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for i := range max(0, len(text)-firstLetters+1) {
			for _, phrase := range p[text[i:i+firstLetters]] {
				if strings.HasPrefix(text[i:], phrase) && !yield(phrase, i) {
					return
				}
			}
		}
	}
}

// around is a part of a text.
func around(text string, at int) string {
	return text[max(0, at-60):min(len(text), at+60)]
}

// english are the names of the messages, and what they write beside their
// arguments.
var english = sync.OnceValue(func() (c struct{ keys, pieces phrases }) {
	c.keys, c.pieces = phrases{}, phrases{}
	var messages map[string]string
	if err := json.Unmarshal([]byte(catalogueOf(report.English)), &messages); err != nil {
		panic(err)
	}
	for key, message := range messages {
		c.keys.add(key)
		for piece := range strings.FieldsFuncSeq(message, func(r rune) bool { return strings.ContainsRune("{}#", r) }) {
			if piece = strings.TrimSpace(piece); len(piece) >= fewestLetters {
				c.pieces.add(piece)
			}
		}
	}
	return c
})

// catalogueOf is the file of a language's messages.
func catalogueOf(l report.Language) string {
	data, err := os.ReadFile("../../report/words/languages/" + string(l) + ".json")
	if err != nil {
		panic(err)
	}
	return string(data)
}
