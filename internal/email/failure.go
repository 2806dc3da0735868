package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
	"time"
)

// step is the step of a delivery that failed.
type step string

const (
	connecting step = "connecting"
	greeting   step = "greeting"
	encrypting step = "encrypting the connection"
	signingIn  step = "signing in"
	sender     step = "sender refused"
	naming     step = "naming the recipients"
	recipients step = "every recipient refused, so the email was not sent"
	recipient  step = "recipient refused, the others got the email"
	submitting step = "message refused"
	unsure     step = "waiting for the receipt"
)

// failed makes the error of a delivery: server, step, reply and fix. If the
// reply repeats the password, the process's scrubber masks it.
func (t *session) failed(at step, err error) error {
	if cause := context.Cause(t.ctx); cause != nil {
		err = cause // the read or write only failed because of it
	}
	text := fmt.Errorf("mail server %s: %s: %w", t.server.Address(), at, short(err))
	if f := fix(at, err); f != "" {
		text = fmt.Errorf("%w (%s)", text, f)
	}
	return &failure{error: text, final: isFinal(err)}
}

// failure is the error of a delivery.
type failure struct {
	error
	final bool
}

// Unwrap returns the error with the text.
func (f *failure) Unwrap() error { return f.error }

// Temporary reports whether a later try may succeed without a fix. It hides the
// Temporary method of the network's errors, which has another meaning.
func (f *failure) Temporary() bool { return !f.final }

// isFinal reports whether the server will give the same answer the next time.
func isFinal(err error) bool {
	var certificate *tls.CertificateVerificationError
	return reply(err) >= 500 || errors.Is(err, errNoSTARTTLS) || errors.Is(err, errNoAuth) ||
		errors.As(err, &certificate)
}

// fix says what to do about the failure of a step.
func fix(at step, err error) string {
	var certificate *tls.CertificateVerificationError
	var unknown *net.DNSError
	code := reply(err)
	switch {
	case at == unsure:
		return "the server may have taken the email; a second copy by the same event has the same Message-ID"
	case errors.Is(err, context.Canceled):
		return ""
	case errors.As(err, &unknown):
		return "the name does not resolve: check the host in email.transport, the network and DNS"
	case errors.Is(err, errNoSTARTTLS):
		return "use smtps:// if the server has a port for TLS; use ?tls=off only if others may read the email on its way"
	case errors.As(err, &certificate):
		return "the certificate must be from an authority known here, and for the host in the transport"
	case errors.Is(err, errNoAuth):
		return "remove user and password from the transport if the server needs none, else enable PLAIN or LOGIN there"
	case code >= 400 && code < 500:
		return "the server asks for another try later"
	case (at == greeting || at == encrypting) && code == 0:
		return "smtp:// starts in plain text, usually at port 587; smtps:// starts in TLS, usually at 465"
	case at != connecting && isLost(err):
		return "check the mail server, and the network to it"
	}
	return fixes[at]
}

// isLost reports whether the server fell silent or went away.
func isLost(err error) bool {
	var network net.Error
	return errors.Is(err, io.EOF) || errors.As(err, &network)
}

// fixes are the usual fixes by step.
var fixes = map[step]string{
	connecting: "check the host and the port in email.transport; clouds often block port 25, but not 587 and 465",
	signingIn: "check the user and the password in email.transport; some servers require an app password, or that " +
		"sign-in over SMTP is enabled",
	sender:     "email.from must be an address that this sign-in may send as",
	recipients: "check email.to",
	recipient:  "check email.to",
}

// reply is the server's reply code, and 0 without a reply.
func reply(err error) int {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

// short makes the text of an error a short line. It wraps err only if it is one
// already.
func short(err error) error {
	text := err.Error()
	// Replies are quoted already; a line break is between two recipients.
	clean := strings.ReplaceAll(text, "\n", "; ")
	if runes := []rune(clean); len(runes) > longestReply {
		clean = string(runes[:longestReply]) + "…"
	}
	if clean == text {
		return err
	}
	return errors.New(clean)
}

const longestReply = 600 // runes

// lateError is the cause of a delivery that took longer than this.
type lateError time.Duration

func (e lateError) Error() string { return fmt.Sprintf("not done within %s", time.Duration(e)) }

func (e lateError) Unwrap() error { return context.DeadlineExceeded }
