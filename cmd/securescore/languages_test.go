package main

import (
	"encoding/json"
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
	for form, text := range s.texts {
		if strings.ContainsAny(text, "{}") {
			t.Errorf("%s, %s: a message with its arguments: %q", l, form, around(text, strings.IndexAny(text, "{}")))
		}
		for _, key := range c.keys {
			if strings.Contains(text, key) && shows(text, key) { // most have none
				t.Errorf("%s, %s: the name of the message %s", l, form, key)
			}
		}
		if l == report.English {
			continue
		}
		translated := catalogueOf(l)
		for _, piece := range c.pieces {
			if at := strings.Index(text, piece); at >= 0 && !strings.Contains(translated, piece) {
				t.Errorf("%s, %s: English: %q", l, form, around(text, at))
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
var english = sync.OnceValue(func() (c struct{ keys, pieces []string }) {
	var messages map[string]string
	if err := json.Unmarshal([]byte(catalogueOf(report.English)), &messages); err != nil {
		panic(err)
	}
	for key, message := range messages {
		c.keys = append(c.keys, key)
		for piece := range strings.FieldsFuncSeq(message, func(r rune) bool { return strings.ContainsRune("{}#", r) }) {
			if piece = strings.TrimSpace(piece); len(piece) >= fewestLetters {
				c.pieces = append(c.pieces, piece)
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
