package config

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/mailserver"
	"secure-score-reporter/internal/secrets"
)

// Transport says how email is sent: ses or ses://?region=…&configurationSet=…,
// graph, smtp://…, smtps://… or file://DIRECTORY, or a reference (env://,
// file://FILE, awsparamstore://, awssecretsmanager://) to one of these. It is a
// Secret, because an SMTP URL may hold a password, but it shows everything
// except user and password.
type Transport struct{ Secret }

// NewTransport is the transport itself or a reference to it.
func NewTransport(value string) Transport {
	shown := value
	switch {
	case transportProblem(value) != "":
		// A password with special characters can look like a host, and what is
		// not a transport can be anything.
		shown = hidden
	case strings.HasPrefix(value, "smtp"):
		shown = shownSMTP(value)
	}
	return Transport{newSecret(value, shown, transportRefers(value))}
}

// Resolve is the transport, fetched if it is a reference, and valid. An error
// names the reference and never the value. It is ErrNoSecret for the zero
// Transport.
func (t Transport) Resolve(ctx context.Context, from secrets.Resolver) (string, error) {
	value, err := t.Secret.Resolve(ctx, from)
	if err == nil && t.isFile() {
		value, err = from.Resolve(ctx, value)
	}
	if err != nil {
		return "", err
	}
	if value != *t.value && transportRefers(value) {
		return "", fmt.Errorf("resolving %s: the email transport found there is itself a reference", t)
	}
	if problem := transportProblem(value); problem != "" {
		return "", fmt.Errorf("the email transport %s: %s", t, problem)
	}
	return value, nil
}

// mailbox is the transport that sends from a tenant's own mailbox.
const mailbox = "graph"

// isMailbox says that email is sent from a tenant's own mailbox, as far as that
// is known without the reference's value.
func (t Transport) isMailbox() bool { return !t.IsReference() && t.String() == mailbox }

// IsOutbox says whether email is written to a directory, which need not exist
// yet. A file:// URL of a file is a reference.
func (t Transport) IsOutbox() bool {
	return !t.IsZero() && strings.HasPrefix(*t.value, "file://") && !t.isFile()
}

// IsReference says whether the transport is kept elsewhere.
func (t Transport) IsReference() bool { return t.Secret.IsReference() || !t.IsZero() && t.isFile() }

func (t Transport) isFile() bool {
	path, err := fileurl.Path(*t.value)
	if err != nil {
		return false
	}
	at, err := os.Stat(path)
	return err == nil && !at.IsDir()
}

// transportRefers is secrets.IsReference, except for file://, which can be a
// directory for outgoing email.
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

// transportProblem says what is wrong with the text of a transport, without
// repeating it; empty if nothing is.
func transportProblem(value string) string {
	if value == "ses" || value == mailbox {
		return ""
	}
	scheme, rest, _ := secrets.CutScheme(value)
	switch {
	case strings.TrimSpace(value) == "":
		return "is empty"
	case scheme == "ses":
		return sesProblem(rest)
	case scheme == "file":
		if _, err := fileurl.Path(value); err != nil {
			return "is " + err.Error()
		}
		return ""
	case scheme == "smtp" || scheme == "smtps":
		if _, err := mailserver.Parse(value); err != nil {
			return err.Error()
		}
		return ""
	case secrets.IsReference(value) || shellVariable().MatchString(value):
		return secretProblem(value)
	}
	return "must be ses, graph, smtp://…, smtps://…, file://DIRECTORY, or a reference " +
		"(env://, file://FILE, awsparamstore://, awssecretsmanager://)"
}

// sesSettings are what can follow ses://? and how it is written. A region
// becomes part of a host's name.
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
			return "can have only region and configurationSet after ses://?, each once"
		case !form().MatchString(values[0]):
			return "has a " + key + " that is not valid"
		}
	}
	return ""
}
