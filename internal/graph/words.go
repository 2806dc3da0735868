package graph

// words keeps one copy of texts that an answer repeats hundreds of times, such
// as categories and services.
type words map[string]string

const (
	longestWord = 40  // bytes; longer texts are rarely repeated
	mostWords   = 500 // an answer can be anything
)

// of is the text of the bytes.
func (w words) of(text []byte) string {
	if known, ok := w[string(text)]; ok {
		return known
	}
	word := string(text)
	if w != nil && len(word) <= longestWord && len(w) < mostWords {
		w[word] = word
	}
	return word
}
