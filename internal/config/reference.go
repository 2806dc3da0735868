package config

import "strings"

// The forms of references, as patterns that the checks and the JSON Schema share.
const (
	schemePattern        = `^[A-Za-z][A-Za-z0-9+.-]*://`
	referencePattern     = `^(env://[A-Za-z_][A-Za-z0-9_]*|(file|awsparamstore|awssecretsmanager)://(.|\n)+)$`
	shellVariablePattern = `^\$(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Z][A-Z0-9]*_[A-Z0-9_]*)$`
)

var (
	shellVariableForm = lazily(shellVariablePattern)
	variableName      = lazily(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

func isShellVariable(value string) bool { return shellVariableForm().MatchString(value) }

func isVariableName(name string) bool { return variableName().MatchString(name) }

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
