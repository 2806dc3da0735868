// Package email is the e-mail channel: it sends a report.Message as a mail with
// an HTML body, a text alternative and the report attached, over SMTP or into a
// directory.
//
// New makes a Channel; Compose is the pure part, message to bytes. What a mail
// says is not decided here (report.Mail), nor whether it is sent (internal/job).
// It fails with an error that names the step, the host and the server's reply,
// and never user, password or the transport's URL. After an error nothing was
// accepted, but for the one window in which a connection breaks after the
// message and before its receipt: the same Message-ID then shows the duplicate.
package email

import (
	"context"
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
}

// Channel sends mail to one list of recipients.
type Channel struct{ options Options }

// New checks the addresses; nothing is connected yet.
func New(o Options) (*Channel, error) {
	if _, err := mail.ParseAddress(o.From); err != nil {
		return nil, fmt.Errorf("email.from: not an e-mail address")
	}
	for i, to := range o.To {
		if _, err := mail.ParseAddress(to); err != nil {
			return nil, fmt.Errorf("email.to[%d]: not an e-mail address", i)
		}
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	return &Channel{o}, nil
}

// Name is the channel's name in an event.
func (c *Channel) Name() string { return "email" }

// To is the recipients, separated by commas.
func (c *Channel) To() string { return strings.Join(c.options.To, ", ") }

// Deliver sends the message and returns its Message-ID once it is accepted for
// all recipients. A delivery has no parts, so progress is not looked at.
func (c *Channel) Deliver(ctx context.Context, m report.Message, _ string) (string, error) {
	transport, err := c.options.Transport(ctx)
	if err != nil {
		return "", fmt.Errorf("email.transport: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	switch scheme, rest, _ := strings.Cut(transport, "://"); scheme {
	case "file":
		err = c.write(rest, m)
	case "smtp", "smtps":
		err = c.send(ctx, transport, m)
	default:
		return "", fmt.Errorf("email.transport %s: this version sends by smtp://, smtps:// or into a file:// directory only", scheme)
	}
	if err != nil {
		return "", err
	}
	return messageID(m, c.options.From), nil
}
