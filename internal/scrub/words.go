package scrub

import (
	"strings"
	"unicode"
)

// longestWord is the length of the longest word of letters that is taken for
// one, and longestNumber that of a number: an app's password of a mail service
// has 16 letters, and the last part of a GUID 12 digits.
const (
	longestWord   = 15
	longestNumber = 12
)

// isWeak says whether a secret is a single word or a number. Other words and
// GUIDs may have it in them, so it is masked only where it is on its own.
func isWeak(secret string) bool {
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	return len(secret) <= longestWord && !strings.ContainsFunc(secret, notLetter) ||
		len(secret) <= longestNumber && strings.Trim(secret, "0123456789") == ""
}

// findWords finds known secrets that are words, in what the text stands for.
func (s *Scrubber) findWords(text string) (found []span) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(s.words) == 0 {
		return nil
	}
	for from := 0; from < len(text); from += window {
		to := min(len(text), from+window+overlap)
		plain := decode(text[from:to], false)
		for _, at := range s.words.find(plain.text) {
			// What a window cuts off is whole in the one before or after it.
			cut := at.from == 0 && from > 0 || at.to == len(plain.text) && to < len(text)
			if !cut && onItsOwn(plain.text, at) {
				at = plain.origin(at)
				found = append(found, span{from + at.from, from + at.to})
			}
		}
	}
	return found
}

// onItsOwn says whether a word is no part of a longer one, or of a GUID.
func onItsOwn(text string, at span) bool {
	part := func(c byte) bool { return isWord(c) || c == '-' }
	return (at.from == 0 || !part(text[at.from-1])) && (at.to == len(text) || !part(text[at.to]))
}
