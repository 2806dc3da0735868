// Package email is the e-mail channel: it sends a report.Message as a mail with
// an HTML body, a text alternative and the report attached, over SMTP or into a
// directory.
//
// New makes a Channel; Compose is the pure part, message to bytes, and what is
// sent is exactly these bytes. What a mail says is not decided here
// (report.Mail), nor whether it is sent (internal/job).
//
// It fails with an error that names the server, the step, the server's reply and
// the mend, and never user, password or the transport's URL. After an error no
// recipient was sent anything, but for the one window in which a connection
// breaks between the message and its receipt: the same Message-ID then shows the
// second copy for what it is.
package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"secure-score-reporter/report"
)

// Options of a Channel.
type Options struct {
	// Transport yields smtp://…, smtps://… or file://DIRECTORY. It may hold a
	// password, so it is asked for when it is needed, and never printed.
	Transport func(context.Context) (string, error)
	From      string
	To        []string
	Timeout   time.Duration // of a whole delivery; 0 is 30 s
	TLS       *tls.Config   // authorities and the like; nil is the system's
}

// Channel sends mail to one list of recipients. It may be used by several
// goroutines.
type Channel struct {
	options Options
	from    *mail.Address
	to      []*mail.Address
}

const usualTimeout = 30 * time.Second

// New checks the addresses, and names every one that is none by its place;
// nothing is connected yet.
func New(o Options) (*Channel, error) {
	c := &Channel{options: o}
	var errs []error
	var err error
	if c.from, err = mail.ParseAddress(o.From); err != nil {
		errs = append(errs, errors.New("email.from: not an e-mail address"))
	}
	for i, text := range o.To {
		a, err := mail.ParseAddress(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("email.to[%d]: not an e-mail address", i))
			continue
		}
		c.to = append(c.to, a)
	}
	if len(o.To) == 0 {
		errs = append(errs, errors.New("email.to: nobody to send to"))
	}
	if o.Transport == nil {
		errs = append(errs, errors.New("email.transport: none"))
	}
	if c.options.Timeout <= 0 {
		c.options.Timeout = usualTimeout
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return c, nil
}

// Name is the channel's name in an event.
func (c *Channel) Name() string { return "email" }

// To is the recipients, separated by commas.
func (c *Channel) To() string { return strings.Join(c.options.To, ", ") }

// Deliver sends the message and returns its Message-ID once it is accepted for
// all recipients. A delivery has one part only: where progress is this
// Message-ID, it was accepted before and nothing is sent.
func (c *Channel) Deliver(ctx context.Context, m report.Message, progress string) (string, error) {
	receipt := messageID(m.Key, c.from)
	if progress == receipt {
		return progress, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.options.Timeout,
		fmt.Errorf("not done within %v: %w", c.options.Timeout, context.DeadlineExceeded))
	defer cancel()
	transport, err := c.options.Transport(ctx)
	if err != nil {
		return progress, fmt.Errorf("email.transport: %w", err)
	}
	deliver, err := c.transport(strings.TrimSpace(transport))
	if err != nil {
		return progress, fmt.Errorf("email.transport: %w", err)
	}
	mime, err := Compose(m, c.options.From, c.options.To)
	if err != nil {
		return progress, err
	}
	if err := deliver(ctx, m, mime); err != nil {
		return progress, err
	}
	return receipt, nil
}

// transport is how a mail gets on its way. Its errors do not repeat the text,
// which may hold a password.
func (c *Channel) transport(text string) (func(context.Context, report.Message, []byte) error, error) {
	scheme, rest, _ := strings.Cut(text, "://")
	switch scheme {
	case "smtp", "smtps":
		s, err := parseServer(text)
		return func(ctx context.Context, _ report.Message, mime []byte) error { return c.send(ctx, s, mime) }, err
	case "file":
		dir, err := directory(rest)
		return func(_ context.Context, m report.Message, mime []byte) error { return write(dir, m, mime) }, err
	case "ses", "graph":
		return nil, fmt.Errorf("%s: not in this version yet; there are smtp://, smtps:// and file://", scheme)
	}
	return nil, errors.New("not one of smtp://, smtps:// and file://")
}
