package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// send hands one message to a server, for all recipients or for none. It returns
// nil exactly where the server said that it took the message.
//
// It drives go-mail's SMTP client step by step, where go-mail's own Send would
// do it at once, for three reasons. Send resets the connection after the message
// was accepted and calls the delivery failed where that fails, so that the next
// run would send it again. Its errors do not tell a server without STARTTLS from
// one that is not there. And it composes the message anew, with other bytes.
func (c *Channel) send(ctx context.Context, s server, mime []byte) error {
	t := talk{server: s, ctx: ctx}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.address())
	if err != nil {
		return t.failed(connecting, err)
	}
	defer func() { _ = conn.Close() }()
	// A deadline in the past wakes every read and write, under TLS too: so the end
	// of the context gets through to them.
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })()

	if err := t.open(conn, c.options.TLS); err != nil {
		return err
	}
	if err := t.signIn(); err != nil {
		return err
	}
	if err := t.hand(c.from.Address, c.to, mime); err != nil {
		return err
	}
	_ = t.client.Quit() // the message is accepted; what comes now changes nothing
	return nil
}

// talk is one conversation with a server.
type talk struct {
	server server
	ctx    context.Context // of the conversation, and only that: it tells why one ended early
	client *smtp.Client
}

// open goes from a connection to a server that was greeted, in TLS where the
// transport wants it.
func (t *talk) open(conn net.Conn, roots *tls.Config) (err error) {
	config := &tls.Config{}
	if roots != nil {
		config = roots.Clone()
	}
	config.ServerName, config.MinVersion = t.server.host, max(config.MinVersion, tls.VersionTLS12)
	if t.server.security == fromStart {
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(t.ctx); err != nil {
			return t.failed(encrypting, err)
		}
		conn = secure
	}
	if t.client, err = smtp.NewClient(conn, t.server.host); err != nil {
		return t.failed(greeting, err)
	}
	if err := t.client.Hello(ownName()); err != nil {
		return t.failed(greeting, err)
	}
	offered, _ := t.client.Extension("STARTTLS")
	switch {
	case t.server.security == startTLS && !offered:
		return t.failed(encrypting, errNoSTARTTLS)
	case t.server.security == mayTLS && offered:
		// Loopback, where plain text would do: a certificate that nobody vouches
		// for, as mail servers of the same machine have, is no worse than that.
		config.InsecureSkipVerify = true
	case t.server.security != startTLS:
		return nil
	}
	if err := t.client.StartTLS(config); err != nil {
		return t.failed(encrypting, err)
	}
	return nil
}

var (
	errNoSTARTTLS = errors.New("the server does not offer STARTTLS")
	errNoAuth     = errors.New("the server offers no sign-in that is known here")
)

// mechanisms are the ways to sign in, the best first: SCRAM does not show the
// server the password.
var mechanisms = []struct {
	name string
	auth func(s server) smtp.Auth
}{
	{"SCRAM-SHA-256", func(s server) smtp.Auth { return smtp.ScramSHA256Auth(s.user, s.password) }},
	{"SCRAM-SHA-1", func(s server) smtp.Auth { return smtp.ScramSHA1Auth(s.user, s.password) }},
	{"PLAIN", func(s server) smtp.Auth { return smtp.PlainAuth("", s.user, s.password, s.host, s.loopback) }},
	{"LOGIN", func(s server) smtp.Auth { return smtp.LoginAuth(s.user, s.password, s.host, s.loopback) }},
	{"CRAM-MD5", func(s server) smtp.Auth { return smtp.CRAMMD5Auth(s.user, s.password) }},
}

// signIn authenticates where the transport names a user. What is in the clear
// and not on loopback never gets here: parseServer refuses it, and open insists
// on TLS.
func (t *talk) signIn() error {
	if t.server.user == "" {
		return nil
	}
	_, offered := t.client.Extension("AUTH")
	names := strings.Fields(strings.ToUpper(offered))
	for _, m := range mechanisms {
		if !slices.Contains(names, m.name) {
			continue
		}
		if err := t.client.Auth(m.auth(t.server)); err != nil {
			return t.failed(signingIn, err)
		}
		return nil
	}
	return t.failed(signingIn, errNoAuth)
}

// hand gives the server the envelope and the message.
func (t *talk) hand(from string, to []*mail.Address, mime []byte) error {
	if err := t.fits(len(mime)); err != nil {
		return err
	}
	// SMTPUTF8 asks every later server for it too, so only where an address needs it.
	t.client.SkipSMTPUTF8(!slices.ContainsFunc(append(slices.Clone(to), &mail.Address{Address: from}), beyondASCII))
	if err := t.client.Mail(bare(from)); err != nil {
		return t.failed(sender, err)
	}
	// Every recipient is asked, so that one run names all that are refused. One is
	// enough to send nobody the message: it was promised to all of them.
	var refused []error
	for _, a := range to {
		if err := t.client.Rcpt(bare(a.Address)); err != nil {
			refused = append(refused, fmt.Errorf("%s: %w", a.Address, err))
			if reply(err) == 0 {
				break // the connection is gone
			}
		}
	}
	if len(refused) > 0 {
		return t.failed(recipient, errors.Join(refused...))
	}
	w, err := t.client.Data()
	if err != nil {
		return t.failed(handing, err)
	}
	if _, err := w.Write(mime); err != nil {
		return t.failed(handing, err)
	}
	if err := w.Close(); err != nil {
		if reply(err) == 0 {
			return t.failed(unsure, err)
		}
		return t.failed(handing, err)
	}
	return nil
}

// fits finds out before the upload that a server takes no message of this size.
func (t *talk) fits(size int) error {
	_, parameter := t.client.Extension("SIZE")
	if limit, err := strconv.Atoi(parameter); err == nil && limit > 0 && size > limit {
		return t.failed(handing, fmt.Errorf("the mail has %d bytes and the server takes %d", size, limit))
	}
	return nil
}

func bare(address string) string { return (&mail.Address{Address: address}).String() }

func beyondASCII(a *mail.Address) bool {
	return strings.ContainsFunc(a.Address, func(r rune) bool { return r > 127 })
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// ownName is how we introduce ourselves.
func ownName() string {
	if name, err := os.Hostname(); err == nil && hostName.MatchString(name) {
		return name
	}
	return "localhost"
}
