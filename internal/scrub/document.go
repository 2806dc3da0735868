package scrub

import (
	"encoding/json"
	"strings"
)

// document is the texts and names of a JSON document, whose numbers and marks
// stay as they are.
type document struct {
	texts []member
	names []span
}

// member is a text of a document, between its quotes, and the name it has.
type member struct {
	at   span
	name span
}

// readDocument reads an object or a list, or several one after the other. It
// has none if the text is anything else.
func readDocument(text string) (document, bool) {
	start := strings.TrimLeft(text, " \t\r\n")
	if start == "" || start[0] != '{' && start[0] != '[' || !isJSON(text) {
		return document{}, false
	}
	var d document
	var name span
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			end := endOfString(text, i+1)
			at := span{i + 1, end}
			i = end
			if next := strings.TrimLeft(text[end+1:], " \t\r\n"); strings.HasPrefix(next, ":") {
				name = at
				d.names = append(d.names, at)
				continue
			}
			d.texts = append(d.texts, member{at, name})
		case '}', '{':
			name = span{}
		}
	}
	return d, true
}

// isJSON says whether a text is JSON, or a line of JSON after the other.
func isJSON(text string) bool {
	if json.Valid([]byte(text)) {
		return true
	}
	lines := 0
	for line := range strings.Lines(text) {
		if lines++; !json.Valid([]byte(line)) {
			return false
		}
	}
	return lines > 1
}

// endOfString is where the string of JSON ends that begins at i.
func endOfString(text string, i int) int {
	for ; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

// find finds secrets in each text of the document.
func (d document) find(text string, find func(text string) []span) (found []span) {
	for _, m := range d.texts {
		for _, at := range find(text[m.at.from:m.at.to]) {
			found = append(found, span{m.at.from + at.from, m.at.from + at.to})
		}
	}
	return found
}

// findInNames finds secrets in each name of the document.
func (d document) findInNames(text string, find func(text string) []span) (found []span) {
	for _, name := range d.names {
		for _, at := range find(text[name.from:name.to]) {
			found = append(found, span{name.from + at.from, name.from + at.to})
		}
	}
	return found
}

// named finds the texts that have the name of a secret.
func (d document) named(text string) (found []span) {
	for _, m := range d.texts {
		value, name := text[m.at.from:m.at.to], text[m.name.from:m.name.to]
		secret := namesSecret(name) || strings.EqualFold(name, "authorization")
		if secret && len(value) >= shortestPair && !isNoSecret(value) {
			found = append(found, m.at)
		}
	}
	return found
}
