package config

import (
	"reflect"
	"slices"
	"sync"

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
			r.report(place, path, "unknown %s; %s", keyName(e), keysHere(e, known))
		}
	}
	return meant
}

// keysHere says where an unknown key belongs, or which keys there are.
func keysHere(e tree.Entry, known []string) string {
	if e.Value.Shape == tree.Null && tree.IsDecimal(e.Key) {
		return "a comma separates entries, so write a point before a fraction"
	}
	places := placesOf()[e.Key]
	if len(places) == 0 {
		return "the keys here are " + listed(known, "and")
	}
	return "it belongs under " + listed(places, "or") + ", and the keys here are " + listed(known, "and")
}

// placesOf are the mappings, from the top level and from a tenant, that have a
// key. Keys of the top level itself have none.
var placesOf = sync.OnceValue(func() map[string][]string {
	places := map[string][]string{}
	var walk func(t reflect.Type, path string)
	walk = func(t reflect.Type, path string) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		for _, f := range fieldsOf(t) {
			if path != "" && !slices.Contains(places[f.key], path) {
				places[f.key] = append(places[f.key], path)
			}
			if path == "tenants" && slices.Contains(keysOf(fieldsOf(reflect.TypeFor[Config]())), f.key) {
				continue // the same as at the top level
			}
			walk(t.Field(f.index).Type, join(path, f.key))
		}
	}
	walk(reflect.TypeFor[Config](), "")
	return places
})

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
