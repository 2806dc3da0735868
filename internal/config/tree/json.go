package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// asYAML makes JSON what the YAML library reads with the same meaning. Nearly
// all JSON is YAML already. It fails if the text is not JSON.
func asYAML(doc []byte) ([]byte, *Fault) {
	var syntax *json.SyntaxError
	if err := json.Unmarshal(doc, new(json.RawMessage)); errors.As(err, &syntax) {
		before := doc[:max(syntax.Offset-1, 0)]
		line := bytes.Count(before, []byte("\n")) + 1
		column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
		return nil, &Fault{line, column, "not valid JSON: " + jsonMessage(syntax.Error())}
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

// jsonMessage is the decoder's message without the character that it found,
// which may be part of a secret.
func jsonMessage(message string) string {
	rest, found := strings.CutPrefix(message, "invalid character ")
	if !found {
		return message
	}
	for _, context := range []string{" in ", " after ", " looking for "} {
		if at := strings.LastIndex(rest, context); at >= 0 {
			return "an unexpected character" + rest[at:]
		}
	}
	return "an unexpected character"
}
