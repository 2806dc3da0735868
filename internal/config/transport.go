package config

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/secrets"
)

const transportPattern = `^(ses(://\?[^\s]+)?|graph|smtps?://[^\s]+|file://(.|\n)+|env://[A-Za-z_][A-Za-z0-9_]*|(awsparamstore|awssecretsmanager)://(.|\n)+)$`

// Transport says how mail is sent: ses or ses://?region=…&configurationSet=…, graph, smtp://…, smtps://… or file://DIRECTORY, or a reference (env://,
// awsparamstore://, awssecretsmanager://) to one of these. It is a Secret, as an SMTP URL may hold a password, but shows
// all that is not: String leaves out user and password only.
type Transport struct{ Secret }

// NewTransport is the transport itself or a reference to it.
func NewTransport(value string) Transport {
	if value == "" {
		return Transport{}
	}
	shown := value
	switch {
	case transportProblem(value) != "":
		shown = hidden // a password with special characters can pass for a host, and what is no transport may be anything
	case strings.HasPrefix(value, "smtp"):
		shown = shownSMTP(value)
	}
	return Transport{Secret{value: &value, shown: &shown}}
}

// IsReference says whether the transport is elsewhere and the document only refers to it.
func (t Transport) IsReference() bool { return t.value != nil && transportRefers(*t.value) }

// Resolve is the transport, fetched where it is a reference, and valid. An error names the reference, never the value; it
// is ErrNoSecret for the zero Transport.
func (t Transport) Resolve(ctx context.Context, from secrets.Resolver) (string, error) {
	if t.IsZero() {
		return "", ErrNoSecret
	}
	value := *t.value
	if t.IsReference() {
		fetched, err := from.Resolve(ctx, value)
		if err != nil {
			return "", err
		}
		value = fetched
		if transportRefers(value) {
			return "", fmt.Errorf("resolving %s: the e-mail transport found there is itself a reference", t)
		}
	}
	if problem := transportProblem(value); problem != "" {
		return "", fmt.Errorf("the e-mail transport %s: %s", t, problem)
	}
	return value, nil
}

// transportRefers is isReference but for file://, which is a directory for outgoing mail here.
func transportRefers(value string) bool {
	return secrets.IsReference(value) && !strings.HasPrefix(value, "file://")
}

// shownSMTP is a valid SMTP URL without user and password.
func shownSMTP(value string) string {
	u, err := url.Parse(value)
	if err != nil {
		return hidden
	}
	return u.Scheme + "://" + u.Host
}

// transportProblem is what is wrong with the text of a transport, or empty. It does not repeat the text.
func transportProblem(value string) string {
	if value == "ses" || value == "graph" {
		return ""
	}
	scheme, rest, _ := secrets.CutScheme(value)
	switch {
	case strings.TrimSpace(value) == "":
		return "is empty"
	case scheme == "ses":
		return sesProblem(rest)
	case scheme == "file":
		if _, err := secrets.FilePath(value); err != nil {
			return "is " + err.Error()
		}
		return ""
	case scheme == "smtp" || scheme == "smtps":
		return smtpProblem(value)
	case slices.Contains(secrets.Schemes, scheme) || isShellVariable(value):
		return secretProblem(value)
	}
	return "must be ses, graph, smtp://…, smtps://…, file://DIRECTORY, or a reference (env://, awsparamstore://, awssecretsmanager://)"
}

// sesSettings are what may stand behind ses://? and how it is written. A region ends in the name of a host.
var sesSettings = map[string]func() *regexp.Regexp{
	"region":           lazily(`^[a-z]{2,}(-[a-z0-9]+)+$`),
	"configurationSet": lazily(`^[A-Za-z0-9_-]{1,64}$`),
}

func sesProblem(rest string) string {
	query, ok := strings.CutPrefix(rest, "?")
	settings, err := url.ParseQuery(query)
	if !ok || err != nil || len(settings) == 0 {
		return "must be ses, or ses://?region=…&configurationSet=… with one of them or both"
	}
	for _, key := range slices.Sorted(maps.Keys(settings)) {
		form, known := sesSettings[key]
		values := settings[key]
		switch {
		case !known || len(values) > 1:
			return "understands only region and configurationSet after ses://?, each once"
		case !form().MatchString(values[0]):
			return "has a " + key + " that is none"
		}
	}
	return ""
}

func smtpProblem(value string) string {
	u, err := url.Parse(value)
	if err != nil {
		return "is not a URL: special characters in the password must be percent-encoded (@ is %40, / is %2F, # is %23)"
	}
	if u.Hostname() == "" || strings.ContainsAny(u.Host, " \t\r\n") {
		return "needs a host, like smtp://mail.example:587"
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return "has a port that is not between 1 and 65535"
		}
	}
	if (u.Path != "" && u.Path != "/") || u.Fragment != "" {
		return "must end after host and port: special characters in the password must be percent-encoded (@ is %40, / is %2F, # is %23)"
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return "has a broken query after the question mark"
	}
	for key, values := range query {
		if key != "tls" || !slices.Equal(values, []string{"off"}) {
			return "understands only ?tls=off after host and port"
		}
	}
	return ""
}
