package config

import (
	"reflect"
	"slices"
	"strings"

	"secure-score-reporter/internal/config/tree"
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
	plain := strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(key))
	best, fewest := "", 3
	for _, name := range known {
		lower := strings.ToLower(name)
		// A third of a short name is another name: "to" is not a misspelling of
		// "by".
		if d := distance(plain, lower); d < fewest && d <= len(lower)/3 {
			best, fewest = name, d
		}
	}
	return best
}

// distance counts the letters to insert, delete, replace or swap with their
// neighbour to turn a into b: the optimal string alignment of
// https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 0
			if a[i-1] != b[j-1] {
				change = 1
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
