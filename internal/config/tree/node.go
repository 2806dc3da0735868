// Package tree reads a YAML or JSON document into a tree of values, each with
// its line and column.
//
// It is for documents that people write: what is wrong with a value can be
// reported where the value stands. It is not for what a document means, which
// is config's. Parse fails with a [Fault]: the place where the text stops being
// YAML or JSON, or where it exceeds a limit. A fault repeats nothing of the
// document, because any part of it may be a secret. Hostile documents (deep
// nesting, aliases of aliases) fail early and cheaply.
package tree

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"secure-score-reporter/internal/jsonfault"
)

// MaxSize is the largest document that Parse reads, in bytes: enough for a
// thousand tenants, and as much as the YAML parser can be trusted with.
const MaxSize = 1 << 20

// Limits that no real document comes near.
const (
	maxDepth  = 64
	maxValues = 100_000 // an alias counts as everything that it stands for
)

// Shape is what a value is in the text, before anyone asks what it means.
type Shape int

// The shapes of values. The text of an Unusable value says why it is one.
const (
	Null Shape = iota
	Bool
	Number
	Text
	List
	Mapping
	Unusable
)

func (s Shape) String() string {
	return [...]string{"nothing", "true or false", "a number", "text", "a list", "a mapping", "unusable"}[s]
}

// Node is one value of a document.
type Node struct {
	Shape        Shape
	Line, Column int    // from 1, in characters
	Text         string // of text or a number, without its quotes and escapes
	Items        []Node // of a list
	Entries      []Entry

	values int // this one and all below it
}

// Entry is one key of a mapping with its value. A key may be there twice.
type Entry struct {
	Key          string
	Line, Column int
	Value        Node
}

// MergeKey is YAML 1.1's key <<. Parse keeps it as a key like any other.
const MergeKey = "<<"

// Child is the value of a key: the first one if the key is there twice.
func (n Node) Child(key string) (Node, bool) {
	i := slices.IndexFunc(n.Entries, func(e Entry) bool { return e.Key == key })
	if i < 0 {
		return Node{}, false
	}
	return n.Entries[i].Value, true
}

// Has says whether a mapping has the key, with whatever value.
func (n Node) Has(key string) bool {
	_, ok := n.Child(key)
	return ok
}

// Fault is why a document cannot be read at all.
type Fault struct {
	Line, Column int
	Message      string
}

// Parse reads a document. A name that ends in .json promises JSON; any other
// document may be either.
func Parse(name string, doc []byte) (Node, *Fault) {
	doc = bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf")) // a byte order mark
	if len(doc) > MaxSize {
		return Node{}, &Fault{1, 1, "the document is larger than 1 MB, so it is no configuration of this program: check its name"}
	}
	if f := unreadable(doc); f != nil {
		return Node{}, f
	}
	if isJSON(name, doc) {
		var f *Fault
		if doc, f = asYAML(doc); f != nil {
			return Node{}, f
		}
	}
	return parseYAML(doc)
}

const (
	empty = "the document is empty, or has only comments: it needs at least store and tenants; securescore init writes " +
		"both into a new file"
	tooDeep       = "the document is nested too deeply"
	tooManyValues = "the document has too many values (an alias counts as everything it stands for)"
)

func isJSON(name string, doc []byte) bool {
	return strings.HasSuffix(strings.ToLower(name), ".json") ||
		bytes.HasPrefix(bytes.TrimSpace(doc), []byte("{")) && json.Valid(doc)
}

// unreadable is the first place that has something other than text.
func unreadable(doc []byte) *Fault {
	if len(bytes.TrimSpace(doc)) == 0 {
		return &Fault{1, 1, empty}
	}
	if f := jsonfault.Encoding(doc); f != nil {
		line, _ := jsonfault.Place(doc, f.Offset)
		return &Fault{line, 1, f.Text}
	}
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }
	line := 0
	for text := range bytes.Lines(doc) {
		line++
		if i := bytes.IndexFunc(text, control); i >= 0 {
			return &Fault{line, utf8.RuneCount(text[:i]) + 1, "a control character, which no editor shows, is here: remove it"}
		}
	}
	return nil
}

// IsDecimal says whether the text is a number as JSON writes it. YAML's other
// forms (0x1F, 010, 1_000, .inf) surprise more than they help.
func IsDecimal(text string) bool { return decimal().MatchString(text) }

// decimal is compiled when it is first needed, so that a function starts
// sooner.
var decimal = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)
})
