package config

import (
	"strings"
)

// plainKey is what a mistyped field looks like. Anything else in a key's place may be a value that lost its key, like the
// whole of {token abc}, so it is not repeated.
var plainKey = lazily(`^[$A-Za-z][A-Za-z_-]{0,31}$`)

func keyName(e entry) string {
	if plainKey().MatchString(e.key) && e.value.shape != null {
		return "the key " + e.key
	}
	return "this key"
}

// closest is the name that the key is probably a misspelling of, or empty.
func closest(key string, names []string) string {
	if !plainKey().MatchString(key) {
		return ""
	}
	plain := strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(key))
	best, fewest := "", 3
	for _, name := range names {
		lower := strings.ToLower(name)
		// A third of a short name is another name: "to" is not a misspelling of "by".
		if d := distance(plain, lower); d < fewest && d <= len(lower)/3 {
			best, fewest = name, d
		}
	}
	return best
}

// distance counts the letters to insert, delete, replace or swap with their neighbour that make b of a. (Optimal string
// alignment; https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance)
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
