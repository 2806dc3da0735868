package edit

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"secure-score-reporter/internal/config/tree"
)

// Entry is a new tenant. What is empty is left out.
type Entry struct {
	Name, ID string
	Auth     []Field // the only way to sign in, with its settings; empty for the default
	Channel  string  // of Slack
	To       []string
	Goal     string // a percentage, as a number
}

// Field is a key with a text, a list of texts, or further keys. Fields that are
// there but empty are an empty mapping.
type Field struct {
	Key, Text string
	List      []string
	Fields    []Field
}

// value is a key's value: a text, a number, a list of texts or a mapping.
type value struct {
	text, number string
	list         []string
	mapping      []pair
}

type pair struct {
	key   string
	value value
}

func (e Entry) pairs() []pair {
	list := []pair{{"name", value{text: e.Name}}, {"id", value{text: e.ID}}}
	if len(e.Auth) > 0 {
		list = append(list, pair{"auth", value{mapping: pairs(e.Auth)}})
	}
	if e.Goal != "" {
		list = append(list, pair{"goal", value{mapping: []pair{{"percent", value{number: e.Goal}}}}})
	}
	if e.Channel != "" {
		list = append(list, pair{"slack", value{mapping: []pair{{"channel", value{text: e.Channel}}}}})
	}
	if len(e.To) > 0 {
		list = append(list, pair{"email", value{mapping: []pair{{"to", value{list: e.To}}}}})
	}
	return list
}

func pairs(fields []Field) []pair {
	list := []pair{}
	for _, f := range fields {
		v := value{text: f.Text, list: f.List}
		if f.Fields != nil {
			v = value{mapping: pairs(f.Fields)}
		}
		list = append(list, pair{f.Key, v})
	}
	return list
}

// node is what the entry is in the tree of a document.
func (e Entry) node() tree.Node { return value{mapping: e.pairs()}.node() }

func (v value) node() tree.Node {
	switch {
	case v.mapping != nil:
		n := tree.Node{Shape: tree.Mapping}
		for _, p := range v.mapping {
			n.Entries = append(n.Entries, tree.Entry{Key: p.key, Value: p.value.node()})
		}
		return n
	case len(v.list) > 0:
		n := tree.Node{Shape: tree.List}
		for _, text := range v.list {
			n.Items = append(n.Items, tree.Node{Shape: tree.Text, Text: text})
		}
		return n
	case v.number != "":
		return tree.Node{Shape: tree.Number, Text: v.number}
	}
	return tree.Node{Shape: tree.Text, Text: v.text}
}

// block is the entry on lines of its own, as an item of a list that is indented
// so far.
func (e Entry) block(indent, newline string) []byte {
	var b strings.Builder
	for i, p := range e.pairs() {
		mark := "  "
		if i == 0 {
			mark = "- "
		}
		b.WriteString(indent + mark + p.key + ": " + p.value.flow(false) + newline)
	}
	return []byte(b.String())
}

// flow is a value on one line.
func (v value) flow(asJSON bool) string {
	var parts []string
	switch {
	case v.mapping != nil:
		for _, p := range v.mapping {
			parts = append(parts, key(p.key, asJSON)+": "+p.value.flow(asJSON))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case len(v.list) > 0:
		for _, text := range v.list {
			parts = append(parts, scalar(text, asJSON))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case v.number != "":
		return v.number
	}
	return scalar(v.text, asJSON)
}

// tall is a mapping with a key a line, as JSON that people read has it.
func (v value) tall(indent, step, newline string) string {
	var b strings.Builder
	b.WriteString("{")
	for i, p := range v.mapping {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString(newline + indent + step + key(p.key, true) + ": " + p.value.flow(true))
	}
	b.WriteString(newline + indent + "}")
	return b.String()
}

func key(k string, asJSON bool) string {
	if asJSON {
		return quoted(k)
	}
	return k
}

var (
	plainText = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*([ .@+_-]?[A-Za-z0-9])*$`)
	reference = regexp.MustCompile(`^[a-z]+://[A-Za-z0-9/._-]+$`)
	guid      = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// reserved are words that some reader of YAML takes for something else.
var reserved = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

// scalar is a text, without quotes where it needs none.
func scalar(text string, asJSON bool) string {
	plain := plainText.MatchString(text) && !slices.Contains(reserved, strings.ToLower(text))
	if !asJSON && (plain || reference.MatchString(text) || guid.MatchString(text)) {
		return text
	}
	return quoted(text)
}

func quoted(text string) string {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	_ = out.Encode(text) // a text has a form
	return strings.TrimSuffix(b.String(), "\n")
}
