package config

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Limits that no real document comes near. They keep hostile ones from costing more than a moment.
const (
	maxDepth  = 64
	maxValues = 100_000 // aliases count as what they stand for
)

// shape is what a value is in the document, before anybody asks what it means.
type shape int

const (
	null shape = iota
	boolean
	number
	text
	sequence
	dictionary
	unusable // its text says why
)

func (s shape) String() string {
	return [...]string{"nothing", "true or false", "a number", "text", "a list", "a mapping", "unusable"}[s]
}

// node is a value of a document, whether it was YAML or JSON.
type node struct {
	shape        shape
	line, column int
	text         string // of a scalar, as written but for quotes and escapes
	items        []node
	entries      []entry
	values       int // how many values this one is, itself included
}

// entry is one key of a mapping with its value.
type entry struct {
	key          string
	line, column int
	value        node
}

// child is the value of a key, the first where there are several.
func (n node) child(key string) (node, bool) {
	for _, e := range n.entries {
		if e.key == key {
			return e.value, true
		}
	}
	return node{}, false
}

// parse reads a document's text. The name decides only whether a text that is no valid JSON is broken JSON or YAML.
func parse(name string, doc []byte) (node, *fault) {
	doc = bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf")) // a byte order mark
	switch {
	case len(doc) > MaxDocument:
		return node{}, &fault{1, 1, "the document is larger than 1 MB"}
	case !utf8.Valid(doc):
		return node{}, &fault{invalidLine(doc), 1, "the document is not UTF-8 text here"}
	}
	if len(bytes.TrimSpace(doc)) == 0 {
		return node{}, &fault{1, 1, "the document is empty"}
	}
	if isJSON(name, doc) {
		return parseJSON(doc)
	}
	return parseYAML(doc)
}

func isJSON(name string, doc []byte) bool {
	if strings.HasSuffix(strings.ToLower(name), ".json") {
		return true
	}
	return bytes.HasPrefix(bytes.TrimSpace(doc), []byte("{")) && validJSON(doc)
}

func invalidLine(doc []byte) int {
	line := 1
	for len(doc) > 0 {
		r, size := utf8.DecodeRune(doc)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		doc = doc[size:]
	}
	return line
}
