// Package email is the email channel. It sends a report.Message as an email
// with an HTML body, a text alternative and the report attached. It sends over
// SMTP, into a directory, or with a Sender for another transport, such as SES
// (sesmail).
//
// New makes a Channel. Compose is the pure part, from a message to bytes, and
// exactly these bytes are sent. The text of an email comes from report/mail,
// and internal/job decides whether it is sent.
//
// An error names the server, the step, the server's reply and the fix, and not
// the transport's URL. Where the reply repeats the password, the process's
// scrubber masks it. After an error no recipient gets the email, with two
// exceptions. An *UnreachedError names the recipients that
// got it and those that did not. And if the connection breaks between the
// message and its receipt, the email may arrive, and the next try may send it
// again. If the same event does, both copies have the same Message-ID. SES
// replaces the Message-ID, and Exchange may, so the idempotency key is also in
// the header X-Secure-Score-Key, which arrives over every transport.
package email

import (
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/mailserver"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// Options of a Channel.
type Options struct {
	// Transport returns smtp://…, smtps://…, file://DIRECTORY or the name of
	// one of Senders. It may contain a password, so it is called when it is
	// needed, and its result is never printed.
	Transport func(context.Context) (string, error)
	From      string
	To        []string
	Timeout   time.Duration    // of a whole delivery; 0 is 30 s
	Now       func() time.Time // date of a test email; a delivery has its message's time
	TLS       *tls.Config      // certificate authorities; nil is the system's
	// Dial connects to a mail server; nil is net.Dialer's.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Senders are other transports by name: name, or name://?a=b.
	Senders map[string]Sender
	// Unusable says of further names why they cannot be used here.
	Unusable map[string]error
}

// Sender sends one email to all of its recipients or to none. Its error names
// the transport, the reason and the fix.
type Sender func(context.Context, Mail) error

// Mail is one email with its envelope.
type Mail struct {
	From     string   // without a name
	To       []string // without names
	MIME     []byte   // from Compose
	Tenant   string   // in lower-case letters, digits and hyphens
	Occasion report.Occasion
	Settings url.Values // the transport's query
}

// Channel sends email to one list of recipients. Several goroutines may use it
// at once.
type Channel struct {
	options Options
	from    *mail.Address
	to      []*mail.Address
}

const defaultTimeout = 30 * time.Second

// New checks the addresses and names the place of every wrong one. It does not
// connect.
func New(o Options) (*Channel, error) {
	c := &Channel{options: o}
	var errs []error
	var err error
	if c.from, err = mail.ParseAddress(o.From); err != nil {
		errs = append(errs, errors.New("email.from: not an email address"))
	}
	for i, text := range o.To {
		a, err := mail.ParseAddress(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("email.to[%d]: not an email address", i))
			continue
		}
		c.to = append(c.to, a)
	}
	if len(o.To) == 0 {
		errs = append(errs, errors.New("email.to: no recipient"))
	}
	if o.Transport == nil {
		errs = append(errs, errors.New("email.transport: missing"))
	}
	if c.options.Timeout <= 0 {
		c.options.Timeout = defaultTimeout
	}
	if c.options.Dial == nil {
		c.options.Dial = (&net.Dialer{}).DialContext
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return c, nil
}

// Name is the channel's name in events.
func (c *Channel) Name() string { return "email" }

// To is the recipients, separated by commas.
func (c *Channel) To() string { return strings.Join(c.options.To, ", ") }

// letter is an email as it is sent, and stored until it is.
type letter struct {
	Key      string          `json:"key"`
	Tenant   string          `json:"tenant"` // or the portfolio; in lower-case letters, digits and hyphens
	Occasion report.Occasion `json:"occasion"`
	Date     score.Date      `json:"date"` // of the score, or of the portfolio
	MIME     []byte          `json:"mime"`
}

// Prepare composes the email.
func (c *Channel) Prepare(m report.Message) (report.Draft, error) {
	mime, err := Compose(m, c.options.From, c.options.To)
	return c.prepared(letter{m.Key, slug(m.Model.Tenant), m.Occasion, m.Model.Date, mime}, err)
}

// PreparePortfolio composes the email with the report over all tenants.
func (c *Channel) PreparePortfolio(m portfolio.Message) (report.Draft, error) {
	mime, err := composePortfolio(m, c.options.From, c.options.To)
	name := slug(words.English.PortfolioTitle(m.Model.Name))
	return c.prepared(letter{m.Key, name, portfolio.Occasion, score.DateOf(m.Model.Made), mime}, err)
}

func (c *Channel) prepared(l letter, err error) (report.Draft, error) {
	if err != nil {
		return report.Draft{}, err
	}
	body, err := json.Marshal(l)
	return report.Draft{Body: body, OneStep: len(c.to) == 1}, err
}

// Deliver sends the email. Where the server refuses some recipients the others
// get it, and the error is an *UnreachedError. Those that it refuses for now
// get it with a later Deliver. Those that it then refuses for good are not
// tried again.
func (c *Channel) Deliver(
	ctx context.Context, body []byte, progress string, record func(progress string, complete bool) error,
) error {
	var l letter
	if err := json.Unmarshal(body, &l); err != nil {
		return fmt.Errorf("reading the stored email: %w", err)
	}
	receipt := messageID(l.Key, c.from)
	if progress == receipt {
		return nil
	}
	to, err := c.left(progress)
	if err != nil {
		return err
	}
	if len(to.list) == 0 {
		removed := fmt.Errorf("%s is no recipient any more, so the email is not sent there", c.Left(progress))
		return cmp.Or(record(receipt, true), error(removedError{removed}))
	}
	sending, cancel := context.WithTimeoutCause(ctx, c.options.Timeout,
		lateError(c.options.Timeout))
	defer cancel()
	transport, err := c.options.Transport(sending)
	if err != nil {
		return fmt.Errorf("email.transport: %w", err)
	}
	send, err := c.transport(strings.TrimSpace(transport))
	if err != nil {
		return fmt.Errorf("email.transport: %w", err)
	}
	end, err := send(sending, l, to)
	defer end()
	var unreached *UnreachedError
	switch errors.As(err, &unreached); {
	case unreached == nil && err != nil:
		return err
	case unreached == nil || len(unreached.later) == 0:
		return cmp.Or(record(receipt, true), unreached.known())
	case len(unreached.later) == len(to.list): // nothing is new
		return unreached.known()
	}
	return cmp.Or(record(leftFor(unreached.later), false), unreached.known())
}

// sendFunc sends a mail over one transport. The caller calls end once it knows
// what to do with the result.
type sendFunc func(ctx context.Context, l letter, to addressees) (end func(), err error)

// transport reads the text of a transport. An error never repeats it.
func (c *Channel) transport(text string) (sendFunc, error) {
	scheme, rest, _ := strings.Cut(text, "://")
	switch scheme {
	case "smtp", "smtps":
		s, err := mailserver.Parse(text)
		return func(ctx context.Context, l letter, to addressees) (func(), error) {
			return c.send(ctx, s, to, l.MIME)
		}, err
	case "file":
		dir, err := fileurl.Path(text)
		return func(_ context.Context, l letter, _ addressees) (func(), error) { return nothing, write(dir, l) }, err
	}
	if err := c.options.Unusable[scheme]; err != nil {
		return nil, err
	}
	if send := c.options.Senders[scheme]; send != nil {
		settings, err := settingsOf(scheme, rest)
		return func(ctx context.Context, l letter, to addressees) (func(), error) {
			return nothing, send(ctx, c.mail(l, to, settings))
		}, err
	}
	known := append(slices.Sorted(maps.Keys(c.options.Senders)), "smtp://", "smtps://", "file://")
	return nil, fmt.Errorf("it must be one of %s", strings.Join(known, ", "))
}

func (c *Channel) mail(l letter, to addressees, settings url.Values) Mail {
	m := Mail{From: c.from.Address, MIME: l.MIME, Tenant: l.Tenant, Occasion: l.Occasion, Settings: settings}
	for _, a := range to.list {
		m.To = append(m.To, a.Address)
	}
	return m
}

// settingsOf reads the query after the transport's name.
func settingsOf(name, rest string) (url.Values, error) {
	query, ok := strings.CutPrefix(rest, "?")
	settings, err := url.ParseQuery(query)
	if !ok && rest != "" || err != nil {
		return nil, fmt.Errorf("%[1]s: only settings may follow, as in %[1]s://?name=value", name)
	}
	return settings, nil
}
