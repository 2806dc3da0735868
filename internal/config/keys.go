package config

import (
	"reflect"
	"slices"

	"secure-score-reporter/internal/config/tree"
	"secure-score-reporter/internal/spelling"
)

// keys reports the keys of a mapping that are unknown, or there twice. It
// returns the known keys that the unknown ones probably mean, so that these are
// not reported as missing too.
func (r *reader) keys(n tree.Node, path string, known []string) (meant []string) {
	lines := map[string]int{}
	for _, e := range n.Entries {
		place := tree.Node{Line: e.Line, Column: e.Column}
		if first, ok := lines[e.Key]; ok {
			r.report(place, path, "the %s is here twice; the first is on line %d", keyName(e), first)
			continue
		}
		lines[e.Key] = e.Line
		if slices.Contains(known, e.Key) {
			continue
		}
		switch guess := closest(e.Key, known); {
		case e.Key == tree.MergeKey:
			r.report(place, path, "merge keys (<<) are not supported: use an alias for the whole value, or write it out")
		case guess != "":
			meant = append(meant, guess)
			r.report(place, path, "unknown %s; did you mean %s?", keyName(e), guess)
		default:
			r.report(place, path, "unknown %s; the keys here are %s", keyName(e), listed(known, "and"))
		}
	}
	return meant
}

// misspelt says whether a mapping of the type has a key that probably means the
// known one.
func misspelt(n tree.Node, key string, of reflect.Type) bool {
	known := keysOf(fieldsOf(of))
	return slices.ContainsFunc(n.Entries, func(e tree.Entry) bool {
		return !slices.Contains(known, e.Key) && closest(e.Key, known) == key
	})
}

// plainKey matches what a mistyped key looks like. Anything else in its place
// may be a value that lost its key, such as the whole of {token abc}, and is
// not repeated.
var plainKey = lazily(`^[$A-Za-z][A-Za-z_-]{0,31}$`)

func keyName(e tree.Entry) string {
	if plainKey().MatchString(e.Key) && e.Value.Shape != tree.Null {
		return "key " + e.Key
	}
	return "key"
}

// closest is the known key that the key is probably a misspelling of, or empty.
func closest(key string, known []string) string {
	if !plainKey().MatchString(key) {
		return ""
	}
	return spelling.Closest(key, known)
}
