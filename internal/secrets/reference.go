package secrets

import (
	"slices"
	"strings"
)

// Schemes are those of references, whether or not a Resolver has them.
var Schemes = []string{"env", "file", "awsparamstore", "awssecretsmanager"}

// IsReference says whether the text refers to a secret that is kept elsewhere.
func IsReference(text string) bool {
	scheme, _, ok := CutScheme(text)
	return ok && slices.Contains(Schemes, scheme)
}

// CutScheme takes scheme://rest apart. It says no, and returns all of the text
// as rest, where no such scheme begins it.
func CutScheme(text string) (scheme, rest string, ok bool) {
	scheme, rest, ok = strings.Cut(text, "://")
	if !ok || !isScheme(scheme) {
		return "", text, false
	}
	return scheme, rest, true
}

// isScheme follows RFC 3986, section 3.1.
func isScheme(s string) bool {
	for i, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+.-", r)) {
			return false
		}
	}
	return s != ""
}
