package config

import (
	"slices"
	"strings"
)

// The forms of references, as patterns that the checks and the JSON Schema share.
const (
	schemePattern        = `^[A-Za-z][A-Za-z0-9+.-]*://`
	referencePattern     = `^(env://[A-Za-z_][A-Za-z0-9_]*|(file|awsparamstore|awssecretsmanager)://(.|\n)+)$`
	shellVariablePattern = `^\$(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Z][A-Z0-9]*_[A-Z0-9_]*)$`
)

var (
	schemeForm        = lazily(schemePattern)
	shellVariableForm = lazily(shellVariablePattern)
	variableName      = lazily(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// referenceSchemes are those that a document may use, whether or not this program's resolver has them.
var referenceSchemes = []string{"env", "file", "awsparamstore", "awssecretsmanager"}

func isReferenceScheme(scheme string) bool { return slices.Contains(referenceSchemes, scheme) }

func isReference(value string) bool {
	scheme, _, ok := cutScheme(value)
	return ok && isReferenceScheme(scheme)
}

func isShellVariable(value string) bool { return shellVariableForm().MatchString(value) }

func isVariableName(name string) bool { return variableName().MatchString(name) }

// cutScheme takes scheme://rest apart.
func cutScheme(value string) (scheme, rest string, ok bool) {
	prefix := schemeForm().FindString(value)
	if prefix == "" {
		return "", value, false
	}
	return strings.TrimSuffix(prefix, "://"), value[len(prefix):], true
}

// listed is "a, b and c", each with the suffix.
func listed(words []string, and, suffix string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			b.WriteString(" " + and + " ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(w + suffix)
	}
	return b.String()
}
