// Package email is the e-mail channel: it sends a report.Message as a mail with
// an HTML body, a text alternative and the report attached, over SMTP, into a
// directory, or by a Sender that knows another way, such as SES (sesmail).
//
// New makes a Channel; Compose is the pure part, message to bytes, and what is
// sent is exactly these bytes. What a mail says is not decided here
// (report.Mail), nor whether it is sent (internal/job).
//
// It fails with an error that names the server, the step, the server's reply and
// the mend, and never user, password or the transport's URL. After an error no
// recipient was sent anything, but for the one window in which a connection
// breaks between the message and its receipt: the same Message-ID then shows the
// second copy for what it is. SES puts a Message-ID of its own in that one's
// place, and Exchange may, so the header X-Secure-Score-Key has the key as well,
// which arrives over every transport.
package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"maps"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/report"
)

// Options of a Channel.
type Options struct {
	// Transport yields smtp://…, smtps://…, file://DIRECTORY or the name of one of
	// Senders. It may hold a password, so it is asked for when it is needed, and
	// never printed.
	Transport func(context.Context) (string, error)
	From      string
	To        []string
	Timeout   time.Duration    // of a whole delivery; 0 is 30 s
	Now       func() time.Time // dates a test mail; a delivery has its message's time
	TLS       *tls.Config      // authorities and the like; nil is the system's
	// Senders are further transports by their names, as in name or name://?a=b.
	Senders map[string]Sender
}

// Sender sends one mail to all of its recipients or to none. Its error names the
// transport, what was refused and the mend.
type Sender func(context.Context, Mail) error

// Mail is one mail with its envelope.
type Mail struct {
	From     string   // the address alone
	To       []string // likewise
	MIME     []byte   // what Compose wrote
	Tenant   string   // in lower-case letters, digits and hyphens
	Occasion report.Occasion
	Settings url.Values // what stands behind the transport's question mark
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
	}
	if send := c.options.Senders[scheme]; send != nil {
		settings, err := settingsOf(scheme, rest)
		return func(ctx context.Context, m report.Message, mime []byte) error {
			return send(ctx, c.mail(m, mime, settings))
		}, err
	}
	known := append(slices.Sorted(maps.Keys(c.options.Senders)), "smtp://", "smtps://", "file://")
	return nil, fmt.Errorf("not one of %s", strings.Join(known, ", "))
}

func (c *Channel) mail(m report.Message, mime []byte, settings url.Values) Mail {
	mail := Mail{From: c.from.Address, MIME: mime, Tenant: slug(m.Model.Tenant), Occasion: m.Occasion, Settings: settings}
	for _, a := range c.to {
		mail.To = append(mail.To, a.Address)
	}
	return mail
}

// settingsOf reads what stands behind the transport's name.
func settingsOf(name, rest string) (url.Values, error) {
	query, ok := strings.CutPrefix(rest, "?")
	settings, err := url.ParseQuery(query)
	if !ok && rest != "" || err != nil {
		return nil, fmt.Errorf("%[1]s: only settings may follow, as in %[1]s://?name=value", name)
	}
	return settings, nil
}
