package config

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"secure-score-reporter/internal/secrets"
	"secure-score-reporter/internal/slack/credential"
	"secure-score-reporter/internal/teams/address"
)

// ErrNoSecret is the error of resolving a secret that the document does not
// set.
var ErrNoSecret = errors.New("no secret is configured")

// hidden is printed in place of a secret that stands in the document itself.
const hidden = "(hidden)"

// Secret is a secret or a reference to one. However it is printed, logged or
// marshalled, only a reference shows. The zero value is no secret. Compare with
// Equal, not with ==.
type Secret struct {
	// Pointers, because fmt ignores the methods of an unexported field and
	// prints what it finds: an address, here.
	value, shown *string
	reference    bool
}

// NewSecret is the secret itself or a reference to it: env://NAME,
// file:///path, awsparamstore://name, awssecretsmanager://name.
func NewSecret(value string) Secret {
	if secrets.IsReference(value) {
		return newSecret(value, value, true)
	}
	return newSecret(value, hidden, false)
}

func newSecret(value, shown string, reference bool) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{&value, &shown, reference}
}

// IsZero says whether the document sets no such secret.
func (s Secret) IsZero() bool { return s.value == nil }

// IsReference says whether the secret is kept elsewhere.
func (s Secret) IsReference() bool { return s.reference }

// Equal compares references, or the secrets themselves.
func (s Secret) Equal(other Secret) bool {
	if s.value == nil || other.value == nil {
		return s.value == other.value
	}
	return *s.value == *other.value
}

// Resolve fetches the secret. An error names the reference and never the value.
// It is ErrNoSecret for the zero Secret.
func (s Secret) Resolve(ctx context.Context, from secrets.Resolver) (string, error) {
	switch {
	case s.IsZero():
		return "", ErrNoSecret
	case s.reference:
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

// Format prints String whatever the verb is, because %x and %#v do not ask
// String.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText is String, also in JSON and in logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

const shellVariablePattern = `^\$(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Z][A-Z0-9]*_[A-Z0-9_]*)$`

// tokenProblem is secretProblem of Slack's bot token.
func tokenProblem(value string) string {
	if problem := credential.Token(value); problem != "" {
		return problem
	}
	return secretProblem(value)
}

// hookProblem is addressProblem of Slack's webhook.
func hookProblem(value string) string {
	if isAddress(value) {
		return cmp.Or(emptyProblem(value), credential.Webhook(value), checkWebURL(value))
	}
	return secretProblem(value)
}

// teamsProblem is addressProblem of a webhook of Workflows.
func teamsProblem(value string) string { return cmp.Or(address.Problem(value), addressProblem(value)) }

// addressProblem is secretProblem of an address, which may stand in the
// document.
func addressProblem(value string) string {
	if isAddress(value) {
		return cmp.Or(emptyProblem(value), checkAnyWebURL(value))
	}
	return secretProblem(value)
}

// signingProblem is secretProblem of what webhooks are signed with, one secret
// or two.
func signingProblem(value string) string {
	if _, _, isReference := secrets.CutScheme(value); isReference || secretProblem(value) != "" {
		return secretProblem(value)
	}
	list := strings.Fields(value)
	isNone := func(secret string) bool {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		return err != nil || len(key) < leastSigning
	}
	if len(list) > 2 || slices.ContainsFunc(list, isNone) {
		return "must be whsec_ and the base64 of at least 24 bytes, or two of these while it is replaced: " +
			"openssl rand -base64 32 makes one"
	}
	return ""
}

const leastSigning = 24 // bytes, as Standard Webhooks specify

// isAddress says whether a text is meant as an address, and not as a reference.
func isAddress(value string) bool {
	scheme, _, isURL := secrets.CutScheme(value)
	return scheme == "https" || scheme == "http" || !isURL && !halfReference().MatchString(value)
}

func emptyProblem(value string) string {
	if strings.TrimSpace(value) == "" {
		return "is empty"
	}
	return ""
}

// halfReference is a reference without its slashes.
var halfReference = lazily(halfReferencePattern)

const halfReferencePattern = `^(env|file|awsparamstore|awssecretsmanager):/?[^/\s]`

var (
	shellVariable = lazily(shellVariablePattern)
	variableName  = lazily(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// secretProblem says what is wrong with the text of a secret or a reference,
// without repeating it; empty if nothing is.
func secretProblem(value string) string {
	scheme, name, ok := secrets.CutScheme(value)
	switch {
	case emptyProblem(value) != "":
		return emptyProblem(value)
	case shellVariable().MatchString(value):
		return "variables are not expanded: write env://NAME for an environment variable"
	case halfReference().MatchString(value):
		return "a reference has two slashes after the colon, as in env://NAME"
	case !ok:
		return ""
	case !slices.Contains(secrets.Schemes, scheme):
		return "looks like a reference of an unknown kind; the kinds are " + listed(urls(secrets.Schemes), "and")
	case name == "":
		return "refers to nothing: a name is missing after " + scheme + "://"
	case scheme == "env" && !variableName().MatchString(name):
		return "env:// needs the name of an environment variable: letters, digits and underscores"
	}
	return ""
}

// urls are schemes with their "://".
func urls(schemes []string) []string {
	var list []string
	for _, s := range schemes {
		list = append(list, s+"://")
	}
	return list
}
