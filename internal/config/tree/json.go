package tree

import (
	"regexp"
	"strconv"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"secure-score-reporter/internal/jsonfault"
)

// asYAML makes JSON what the YAML library reads with the same meaning. Nearly
// all JSON is YAML already. It fails if the text is not JSON.
func asYAML(doc []byte) ([]byte, *Fault) {
	if f := jsonfault.Find(doc); f != nil {
		line, column := jsonfault.Place(doc, f.Offset)
		return nil, &Fault{line, column, "not valid JSON: " + f.Text}
	}
	return surrogates().ReplaceAllFunc(doc, func(escapes []byte) []byte {
		if escapes[1] == '\\' {
			return escapes // an escaped backslash, which only looks like the beginning of \u
		}
		high, _ := strconv.ParseUint(string(escapes[2:6]), 16, 16)
		low, _ := strconv.ParseUint(string(escapes[8:12]), 16, 16)
		return utf8.AppendRune(nil, utf16.DecodeRune(rune(high), rune(low)))
	}), nil
}

// surrogates matches a character that JSON writes as two escapes, which YAML
// does not know.
var surrogates = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`)
})
