package slack

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/report"
)

// Options say where a Channel posts, and with which credentials.
type Options struct {
	// Token is the bot token (xoxb-…), read when there is something to send.
	Token func(context.Context) (string, error)
	// APIURL is another root of Slack's API, for GovSlack or a test; empty for
	// slack.com.
	APIURL string
	// Webhook is the address of an incoming webhook, in place of a token; nil
	// for none.
	Webhook func(context.Context) (string, error)
	// Channel is a #name or an id. With a webhook it is only a name for people.
	Channel string
	// Mention is the people that an alert calls, by kind of change; see
	// blockkit.Mentions.
	Mention map[string]string
	// MentionPoints is how many points regressions must cost before they call
	// somebody; 0 for any.
	MentionPoints float64
	// HTTP is the client, nil for one that gives up after a minute. It follows
	// no redirects, because the token goes with every request.
	HTTP *http.Client
	// Sleep waits between tries; nil for the clock.
	Sleep func(context.Context, time.Duration) error
}

// Channel posts to one Slack channel.
type Channel struct {
	options  Options
	mentions blockkit.Mentions
	http     *http.Client
}

// New makes a Channel. It connects to nothing and reads no secret yet.
func New(options Options) *Channel {
	client := http.Client{Timeout: time.Minute}
	if options.HTTP != nil {
		client = *options.HTTP
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	options.APIURL = strings.TrimSuffix(cmp.Or(options.APIURL, slackapi.APIURL), "/") + "/"
	if options.Sleep == nil {
		options.Sleep = sleep
	}
	mentions := blockkit.Mentions{For: options.Mention, MinPoints: options.MentionPoints}
	return &Channel{options: options, mentions: mentions, http: &client}
}

// Name is what events call the channel.
func (c *Channel) Name() string { return "slack" }

// To is the channel as the configuration names it.
func (c *Channel) To() string { return c.options.Channel }

// Deliver posts a message, then its files and its details in the thread.
//
// Progress is what an earlier try of the same delivery returned, empty at
// first: what is done already is not done again. The returned progress counts
// with an error too. It stays empty until Slack has accepted the message
// itself.
//
// A file that cannot be uploaded does not stop the details, nor the other way
// round. Only where Slack's answer is lost does a retry post a message twice:
// both then carry the same key in their metadata.
func (c *Channel) Deliver(ctx context.Context, m report.Message, progress string) (string, error) {
	if c.options.Webhook != nil {
		return c.deliverByWebhook(ctx, m, progress)
	}
	done, err := readProgress(progress)
	if err != nil {
		return progress, &Error{Step: posting(c.To()), Err: err}
	}
	client, err := c.client(ctx)
	if err != nil {
		return progress, err
	}
	d := delivery{client: client, message: m, done: done}
	rendered := blockkit.Render(m, c.mentions)
	if !d.done.announced() {
		if err := d.announce(ctx, rendered); err != nil {
			return progress, err
		}
	}
	if d.done.Plain {
		if err := d.addPicture(); err != nil {
			return d.done.String(), err
		}
	}
	err = errors.Join(d.upload(ctx), d.details(ctx, rendered.Thread), d.recoveries(ctx))
	return d.done.String(), err
}

// deliverByWebhook posts the message alone: a webhook answers with nothing that
// a thread or a file could be attached to.
func (c *Channel) deliverByWebhook(ctx context.Context, m report.Message, progress string) (string, error) {
	if Announced(progress) {
		return progress, nil
	}
	hook, err := c.hook(ctx)
	if err != nil {
		return progress, err
	}
	r := blockkit.RenderAlone(m, c.mentions)
	err = hook.post(ctx, r.Parent)
	if r.Plain != nil && refusesBlocks(err) {
		err = hook.post(ctx, *r.Plain)
	}
	if err != nil {
		return progress, err
	}
	return postedByWebhook, nil
}

// client signs in with the token.
func (c *Channel) client(ctx context.Context) (client, error) {
	token, err := readSecret(ctx, "token", c.options.Token)
	if err != nil {
		return client{}, &Error{Step: posting(c.To()), Err: err, Fix: fixNoToken}
	}
	return client{
		api:   slackapi.New(token, slackapi.OptionAPIURL(c.options.APIURL), slackapi.OptionHTTPClient(c.http)),
		calls: calls{to: c.To(), secret: token, sleep: c.options.Sleep},
	}, nil
}

// hook reads the webhook's address.
func (c *Channel) hook(ctx context.Context) (hook, error) {
	address, err := readSecret(ctx, "webhook", c.options.Webhook)
	if err == nil && !isHookAddress(address) {
		err = errors.New("the webhook is not an https address")
	}
	if err != nil {
		return hook{}, &Error{Step: posting(c.To()), Err: err, Fix: fixNoWebhook}
	}
	return hook{http: c.http, address: address, calls: calls{to: c.To(), secret: address, sleep: c.options.Sleep}}, nil
}
