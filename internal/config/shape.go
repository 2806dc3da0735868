package config

import (
	"bytes"
	"strings"

	"secure-score-reporter/internal/config/tree"
)

// is reports a value that does not have the shape.
func (r *reader) is(n tree.Node, want tree.Shape, path string) bool {
	switch {
	case n.Shape == want:
		return true
	case n.Shape == tree.Unusable:
		r.report(n, path, "%s", n.Text)
	case n.Shape == tree.Null:
		r.report(n, path, "has no value: %s", r.noValue(n, path))
	case want == tree.Text && (n.Shape == tree.Number || n.Shape == tree.Bool):
		r.report(n, path, "must be text, not %s: put it in quotes", n.Shape)
	case want == tree.Number && n.Shape == tree.Text:
		r.report(n, path, "must be a number, in plain digits and without quotes")
	default:
		r.report(n, path, "must be %s, not %s%s", want, n.Shape, r.asIn(path))
	}
	return false
}

// asIn is an example of what belongs there.
func (r *reader) asIn(path string) string {
	if r.example == "" {
		return ""
	}
	return ", as in " + path[strings.LastIndexByte(path, '.')+1:] + ": " + r.example
}

// noValue says why a key has no value, as far as its line shows that, and what
// to do.
func (r *reader) noValue(n tree.Node, path string) string {
	switch rest := r.afterKey(n); {
	case len(rest) > 1 && rest[0] == '#' && rest[1] != ' ':
		return `a # after a space begins a comment, so put the text in quotes, as in "#security"`
	case len(rest) > 0 && rest[0] == '&':
		return "a & begins an anchor, so put the text in quotes"
	}
	switch example := r.asIn(path); {
	case r.required:
		return "give it one" + example
	case example != "":
		return "give it one" + example + ", or leave the key out"
	}
	if strings.HasSuffix(path, "]") {
		return "give it one, or remove it from the list"
	}
	return "give it one or leave the key out"
}

// afterKey is the rest of the line after a key and its colon, where a value
// would be.
func (r *reader) afterKey(n tree.Node) []byte {
	lines := bytes.Split(r.source, []byte("\n"))
	if n.Line < 1 || n.Line > len(lines) {
		return nil
	}
	line := []rune(string(lines[n.Line-1]))
	if n.Column < 1 || n.Column > len(line) {
		return nil
	}
	_, rest, _ := bytes.Cut([]byte(string(line[n.Column-1:])), []byte(":"))
	return bytes.TrimSpace(rest)
}
