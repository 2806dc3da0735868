package config

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"secure-score-reporter/internal/secrets"
)

// ErrNoSecret is what resolving a secret yields that the document does not set.
var ErrNoSecret = errors.New("no secret is configured")

// hidden is printed in place of a secret that stands in the document itself.
const hidden = "(hidden)"

// Secret is a secret or a reference to one. However it is printed, logged or marshalled, only a reference shows. The zero
// value is no secret. Compare with Equal, not with ==.
type Secret struct {
	// Pointers, because fmt ignores the methods of an unexported field and prints what it finds: an address, here.
	value, shown *string
}

// NewSecret is the secret itself or a reference to it: env://NAME, file:///path, awsparamstore://name,
// awssecretsmanager://name.
func NewSecret(value string) Secret {
	switch {
	case value == "":
		return Secret{}
	case secrets.IsReference(value):
		return Secret{value: &value, shown: &value}
	default:
		return Secret{value: &value, shown: new(hidden)}
	}
}

// IsZero says whether the document sets no such secret.
func (s Secret) IsZero() bool { return s.value == nil }

// IsReference says whether the secret is elsewhere and the document only refers to it.
func (s Secret) IsReference() bool { return s.value != nil && secrets.IsReference(*s.value) }

// Equal compares the references, or the secrets that are none.
func (s Secret) Equal(other Secret) bool {
	if s.value == nil || other.value == nil {
		return s.value == other.value
	}
	return *s.value == *other.value
}

// Resolve fetches the secret. An error names the reference and never the value; it is ErrNoSecret for the zero Secret.
func (s Secret) Resolve(ctx context.Context, from secrets.Resolver) (string, error) {
	switch {
	case s.IsZero():
		return "", ErrNoSecret
	case s.IsReference():
		return from.Resolve(ctx, *s.value)
	default:
		return *s.value, nil
	}
}

// String is the reference, or a stand-in for a secret, or empty for none.
func (s Secret) String() string {
	if s.shown == nil {
		return ""
	}
	return *s.shown
}

// GoString is String.
func (s Secret) GoString() string { return s.String() }

// Format prints String whatever the verb, as %x or %d would go round String otherwise.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText is String.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON is String.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// LogValue is String.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// secretProblem is what is wrong with the text of a secret, or empty. It does not repeat the text.
func secretProblem(value string) string {
	scheme, name, ok := secrets.CutScheme(value)
	switch {
	case strings.TrimSpace(value) == "":
		return "is empty"
	case isShellVariable(value):
		return "variables are not expanded: an environment variable is referred to as env://NAME"
	case !ok:
		return ""
	case !slices.Contains(secrets.Schemes, scheme):
		return "looks like a reference of an unknown kind; known are " + listed(secrets.Schemes, "and", "://")
	case name == "":
		return "refers to nothing: a name is missing after " + scheme + "://"
	case scheme == "env" && !isVariableName(name):
		return "env:// needs the name of an environment variable: letters, digits and underscores"
	}
	return ""
}
