package email

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net/textproto"
	"strconv"
	"strings"
)

// step is what was being done when a delivery failed.
type step string

const (
	connecting step = "connecting"
	greeting   step = "greeting"
	encrypting step = "encrypting the connection"
	signingIn  step = "signing in"
	sender     step = "sender refused"
	recipient  step = "recipient refused, so nobody was sent the mail"
	handing    step = "message refused"
	unsure     step = "waiting for the receipt"
)

// failed is a failure in words: server, step, what was answered, and the mend.
// Neither user nor password are in it, whatever the server answered.
func (t *talk) failed(at step, err error) error {
	if cause := context.Cause(t.ctx); cause != nil {
		err = cause // the read or write that broke only says that its time was over
	}
	return &failure{
		error: fmt.Errorf("mail server %s: %s: %w%s", t.server.address(), at, t.redacted(err), mend(at, err)),
		final: isFinal(err),
	}
}

// failure is a delivery's, in words.
type failure struct {
	error
	final bool
}

// Unwrap gives what is under the words.
func (f *failure) Unwrap() error { return f.error }

// Temporary tells whether a later try may succeed with nothing mended. Without it
// the network's errors under it would be asked, and they mean something else.
func (f *failure) Temporary() bool { return !f.final }

// isFinal tells that a server's answer will be the same the next time.
func isFinal(err error) bool {
	var certificate *tls.CertificateVerificationError
	return reply(err) >= 500 || errors.Is(err, errNoSTARTTLS) || errors.Is(err, errNoAuth) || errors.As(err, &certificate)
}

func mend(at step, err error) string {
	var certificate *tls.CertificateVerificationError
	code := reply(err)
	switch {
	case at == unsure:
		return " (it may have been taken; the next try has the same Message-ID, so that a second copy is known as one)"
	case errors.Is(err, errNoSTARTTLS):
		return " (smtps:// if it has a port for TLS; ?tls=off only where the mail may be read on its way)"
	case errors.As(err, &certificate):
		return " (the certificate must be of an authority known here, and made for the host as the transport names it)"
	case errors.Is(err, errNoAuth):
		return " (leave user and password out of the transport if the server knows this machine; else ask for PLAIN or LOGIN)"
	case code >= 400 && code < 500:
		return " (the server asks for another try later)"
	case at == signingIn:
		return " (check user and password; some servers want an app password, or sign-in over SMTP to be allowed first)"
	case at == sender:
		return " (email.from must be an address that this sign-in may send as)"
	case at == recipient:
		return " (check email.to)"
	case errors.Is(err, context.Canceled):
		return ""
	case at == connecting:
		return " (check host and port; clouds often close port 25, but not 587 and 465)"
	case (at == greeting || at == encrypting) && code == 0:
		return " (smtp:// begins in plain text, mostly at port 587; smtps:// in TLS, mostly at 465)"
	}
	return ""
}

// reply is the code that the server answered, 0 where it did not.
func reply(err error) int {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

// redacted is an error without the secrets that a server may have repeated, on
// one line, and not endless. It keeps what it wraps only where that holds none.
func (t *talk) redacted(err error) error {
	text := err.Error()
	// A reply is quoted already; a newline stands between recipients.
	clean := strings.ReplaceAll(text, "\n", "; ")
	for _, secret := range t.server.secrets() {
		clean = strings.ReplaceAll(clean, secret, "…")
	}
	if runes := []rune(clean); len(runes) > longestReply {
		clean = string(runes[:longestReply]) + "…"
	}
	if clean == text {
		return err
	}
	return errors.New(clean)
}

const longestReply = 600 // runes

// secrets are the forms in which user and password go over the wire.
func (s server) secrets() []string {
	if s.user == "" {
		return nil
	}
	encode := base64.StdEncoding.EncodeToString
	list := []string{encode([]byte("\x00" + s.user + "\x00" + s.password))}
	for _, secret := range []string{s.password, s.user} {
		quoted := strconv.Quote(secret) // as textproto's errors hold a reply
		list = append(list, encode([]byte(secret)), secret, quoted[1:len(quoted)-1])
	}
	return list
}
