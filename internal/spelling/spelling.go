// Package spelling finds the word that a mistyped one probably means.
package spelling

import "strings"

// Closest is the known word that the word is probably a misspelling of, or
// empty. Upper and lower case, hyphens and underscores do not count.
func Closest(word string, known []string) string {
	plain := strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(word))
	if len(plain) > longest {
		return ""
	}
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

// longest is the length in bytes of the words that are compared: a hostile one
// costs nothing.
const longest = 64

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
