// Package teams is a channel that posts to Microsoft Teams: an Adaptive Card to
// a webhook of Workflows (https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498).
//
// A card has no thread and takes no file: what does not fit into 28 KB is
// counted, and the report is a button where the store has links. A message that
// was not accepted fails with a [hook.Error]; what is temporary is tried again.
package teams

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"secure-score-reporter/internal/hook"
	"secure-score-reporter/report"
)

// Options say where a Channel posts.
type Options struct {
	// Webhook is the address, read when there is something to send. It is a
	// secret: with it anybody can post.
	Webhook func(context.Context) (string, error)
	// Transport is how requests are sent; nil is httpbound.Usual.
	Transport http.RoundTripper
	Now       func() time.Time
}

// Channel posts to one channel or chat of Teams.
type Channel struct {
	options Options
	poster  hook.Poster
}

// New makes a Channel. It connects to nothing and reads no secret yet.
func New(o Options) *Channel { return &Channel{o, hook.New(o.Transport, o.Now).Once()} }

// Name is what events call the channel.
func (c *Channel) Name() string { return "teams" }

// To stands for the webhook, which is a secret.
func (c *Channel) To() string { return "webhook" }

// Prepare draws the message as a card.
func (c *Channel) Prepare(m report.Message) (report.Draft, error) {
	card, err := encode(m)
	return report.Draft{Body: card, OneStep: true}, err
}

// Deliver posts the card. It is one step. Workflows know no idempotency key:
// where an answer is lost, a later try can post the card twice.
func (c *Channel) Deliver(
	ctx context.Context, body []byte, progress string, record func(progress string, complete bool) error,
) error {
	if progress != "" {
		return record(progress, true)
	}
	if !json.Valid(body) {
		return failure(errDraft, "", false)
	}
	if err := c.post(ctx, body); err != nil {
		return err
	}
	return record("accepted", true)
}
