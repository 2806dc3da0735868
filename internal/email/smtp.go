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

	"secure-score-reporter/internal/grace"
	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/mailserver"
)

// send sends one message to a server. The error is nil if the server said that
// it took the message for all recipients, and an *UnreachedError if it took it
// for some, or refused the rest of a message that others have. After any other
// error no recipient gets it, unless only the receipt is missing. What is left
// to do then, which nothing depends on, is in end: nothing comes between the
// server's word and its record.
//
// It calls go-mail's SMTP client step by step instead of go-mail's Send, for
// three reasons. Send resets the connection after the message and fails if that
// fails, although the message was accepted, so the next run would send it
// again. Its errors do not distinguish a server without STARTTLS from one that
// cannot be reached. And it composes the message again, with other bytes.
func (c *Channel) send(
	ctx context.Context, s mailserver.Server, to addressees, mime []byte,
) (end func(), err error) {
	t, err := c.connect(ctx, s)
	if err != nil {
		return nothing, err
	}
	return t.close, t.submit(c.from.Address, to, mime)
}

func nothing() {}

// maxReplies is more than a server says in a session, in bytes.
const maxReplies = 1 << 20

// session is one SMTP session.
type session struct {
	server    mailserver.Server
	ctx       context.Context // of the session; its cause is why the session ended early
	conn      net.Conn
	unwatched func() bool // stops waiting for the end of ctx
	client    *smtp.Client
}

// connect connects, encrypts and signs in.
func (c *Channel) connect(ctx context.Context, s mailserver.Server) (*session, error) {
	t := &session{server: s, ctx: ctx}
	conn, err := c.options.Dial(ctx, "tcp", s.Address())
	if err != nil {
		return nil, t.failed(connecting, err)
	}
	conn = httpbound.Conn(conn, s.Address(), maxReplies)
	t.conn = conn
	// A deadline in the past ends every read and write, under TLS too.
	t.unwatched = context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	err = t.open(conn, c.options.TLS)
	if err == nil {
		err = t.signIn()
	}
	if err != nil {
		t.unwatched()
		_ = conn.Close()
		return nil, err
	}
	return t, nil
}

// close ends the session. It has no error, because nothing depends on it.
func (t *session) close() {
	_ = t.client.Quit()
	t.unwatched()
	_ = t.conn.Close()
}

// open starts the session, with TLS if the transport requires it.
func (t *session) open(conn net.Conn, roots *tls.Config) (err error) {
	config := &tls.Config{}
	if roots != nil {
		config = roots.Clone()
	}
	config.ServerName, config.MinVersion = t.server.Host, max(config.MinVersion, tls.VersionTLS12)
	if t.server.Security == mailserver.FromStart {
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(t.ctx); err != nil {
			return t.failed(encrypting, err)
		}
		conn = secure
	}
	if t.client, err = smtp.NewClient(conn, t.server.Host); err != nil {
		return t.failed(greeting, err)
	}
	if err := t.client.Hello(ownName()); err != nil {
		return t.failed(greeting, err)
	}
	offered, _ := t.client.Extension("STARTTLS")
	switch {
	case t.server.Security == mailserver.StartTLS && !offered:
		return t.failed(encrypting, errNoSTARTTLS)
	case t.server.Security == mailserver.MayTLS && offered:
		// On loopback plain text is allowed, so an unknown certificate is
		// allowed too. Mail servers of the same machine often have one.
		config.InsecureSkipVerify = true
	case t.server.Security != mailserver.StartTLS:
		return nil
	}
	if err := t.client.StartTLS(config); err != nil {
		return t.failed(encrypting, err)
	}
	return nil
}

var (
	errNoSTARTTLS = errors.New("the server does not offer STARTTLS")
	errNoAuth     = errors.New("the server offers no supported sign-in")
)

// mechanisms are the sign-ins, the best first. SCRAM does not send the
// password.
var mechanisms = []struct {
	name string
	auth func(s mailserver.Server) smtp.Auth
}{
	{"SCRAM-SHA-256", func(s mailserver.Server) smtp.Auth { return smtp.ScramSHA256Auth(s.User, s.Password) }},
	{"SCRAM-SHA-1", func(s mailserver.Server) smtp.Auth { return smtp.ScramSHA1Auth(s.User, s.Password) }},
	{"PLAIN", func(s mailserver.Server) smtp.Auth { return smtp.PlainAuth("", s.User, s.Password, s.Host, s.Loopback) }},
	{"LOGIN", func(s mailserver.Server) smtp.Auth { return smtp.LoginAuth(s.User, s.Password, s.Host, s.Loopback) }},
	{"CRAM-MD5", func(s mailserver.Server) smtp.Auth { return smtp.CRAMMD5Auth(s.User, s.Password) }},
}

// signIn signs in if the transport has a user. The connection is encrypted or
// on loopback: mailserver.Parse and open allow nothing else.
func (t *session) signIn() error {
	if t.server.User == "" {
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

// submit sends the envelope and the message.
func (t *session) submit(from string, to addressees, mime []byte) error {
	if err := t.fits(len(mime)); err != nil {
		return err
	}
	// With SMTPUTF8 every later server must have it too, so it is used only if
	// an address needs it.
	t.client.SkipSMTPUTF8(!slices.ContainsFunc(append(slices.Clone(to.list), &mail.Address{Address: from}), beyondASCII))
	if err := t.client.Mail(bare(from)); err != nil {
		return t.failed(sender, err)
	}
	unreached, err := t.offer(to)
	if err != nil {
		return err
	}
	if unreached != nil && len(unreached.reached) == 0 {
		return unreached
	}
	err = t.data(mime)
	var refused *failure
	switch {
	case errors.As(err, &refused) && refused.final && to.rest:
		return &UnreachedError{err: err, refused: to.addresses()}
	case err == nil && unreached != nil:
		return unreached
	}
	return err
}

// offer asks the server about every recipient, and returns what it refuses; nil
// where it takes all. It is an error where it takes none, except of the rest of
// a mail, which others have.
func (t *session) offer(to addressees) (*UnreachedError, error) {
	var unreached UnreachedError
	var errs []error
	for _, a := range to.list {
		err := t.client.Rcpt(bare(a.Address))
		switch {
		case err == nil:
			unreached.reached = append(unreached.reached, a.Address)
			continue
		case reply(err) == 0: // the connection is broken
			return nil, t.failed(naming, fmt.Errorf("%s: %w", a.Address, err))
		case reply(err) >= 500:
			unreached.refused = append(unreached.refused, a.Address)
		default:
			unreached.later = append(unreached.later, a.Address)
		}
		errs = append(errs, fmt.Errorf("%s: %w", a.Address, err))
	}
	switch {
	case len(errs) == 0:
		return nil, nil
	case len(unreached.reached) == 0 && !to.rest:
		return nil, t.failed(recipients, errors.Join(errs...))
	}
	unreached.err = t.failed(recipient, errors.Join(errs...))
	return &unreached, nil
}

// data sends the mail itself.
func (t *session) data(mime []byte) error {
	w, err := t.client.Data()
	if err != nil {
		return t.failed(submitting, err)
	}
	if _, err := w.Write(mime); err != nil {
		return t.failed(submitting, err)
	}
	t.linger()
	if err := w.Close(); err != nil {
		if reply(err) == 0 {
			return t.failed(unsure, err)
		}
		return t.failed(submitting, err)
	}
	return nil
}

// linger gives the receipt time after the session's end: without it nobody
// knows whether the email was accepted.
func (t *session) linger() {
	t.unwatched()
	t.unwatched = context.AfterFunc(t.ctx, func() {
		time.AfterFunc(grace.Period, func() { _ = t.conn.SetDeadline(time.Unix(1, 0)) })
	})
}

// fits checks the size before the server refuses it after the upload.
func (t *session) fits(size int) error {
	_, parameter := t.client.Extension("SIZE")
	if limit, err := strconv.Atoi(parameter); err == nil && limit > 0 && size > limit {
		return t.failed(submitting, fmt.Errorf("the email has %d bytes and the server takes %d", size, limit))
	}
	return nil
}

func bare(address string) string { return (&mail.Address{Address: address}).String() }

func beyondASCII(a *mail.Address) bool {
	return strings.ContainsFunc(a.Address, func(r rune) bool { return r > 127 })
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// ownName is the name in EHLO.
func ownName() string {
	if name, err := os.Hostname(); err == nil && hostName.MatchString(name) {
		return name
	}
	return "localhost"
}
