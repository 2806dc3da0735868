package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/httpbound"
	"secure-score-reporter/internal/slack/blockkit"
	"secure-score-reporter/internal/slack/credential"
	"secure-score-reporter/report"
	"secure-score-reporter/report/portfolio"
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
	// Transport is how requests are sent; nil is httpbound.Usual.
	Transport http.RoundTripper
	// Workspaces are the limits that this channel shares with others; nil where
	// there is no other.
	Workspaces *Workspaces
	// Sleep waits between tries; nil for the clock.
	Sleep func(context.Context, time.Duration) error
}

// callTime is how long one call of Slack may take, with its whole answer.
const callTime = time.Minute

// Channel posts to one Slack channel.
type Channel struct {
	options  Options
	mentions blockkit.Mentions
	http     *http.Client
}

// New makes a Channel. It connects to nothing and reads no secret yet.
func New(options Options) *Channel {
	// It follows no redirects, because the token goes with every request.
	client := http.Client{
		Timeout: callTime, Transport: plainWaits{httpbound.Transport(options.Transport)},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	options.APIURL = strings.TrimSuffix(cmp.Or(options.APIURL, slackapi.APIURL), "/") + "/"
	if options.Sleep == nil {
		options.Sleep = sleep
	}
	if options.Workspaces == nil {
		options.Workspaces = &Workspaces{}
	}
	mentions := blockkit.Mentions{For: options.Mention, MinPoints: options.MentionPoints}
	return &Channel{options: options, mentions: mentions, http: &client}
}

// Name is what events call the channel.
func (c *Channel) Name() string { return "slack" }

// To is the channel as the configuration names it.
func (c *Channel) To() string { return c.options.Channel }

// Prepare draws the message, its thread and what goes into earlier threads.
func (c *Channel) Prepare(m report.Message) (report.Draft, error) {
	d, err := c.draft(m)
	if err != nil {
		return report.Draft{}, err
	}
	return d.whole()
}

// PreparePortfolio draws the report over all tenants: one post, with its files
// in the thread.
func (c *Channel) PreparePortfolio(m portfolio.Message) (report.Draft, error) {
	return draft{Key: m.Key, Parent: blockkit.Portfolio(m.Model, m.Links), Files: m.Files}.whole()
}

// Deliver posts a message, then its files and its details in the thread. What
// progress says is done is not done again, and each step is recorded as soon as
// Slack has accepted it.
//
// A file that cannot be uploaded does not stop the details, nor the other way
// round. Only where Slack's answer is lost does a retry post a message twice,
// and never more often: both then carry the same key in their metadata.
func (c *Channel) Deliver(
	ctx context.Context, body []byte, progress string, record func(progress string, complete bool) error,
) error {
	d := delivery{record: record}
	err := json.Unmarshal(body, &d.draft)
	if err == nil && c.options.Webhook == nil {
		d.done, err = readProgress(progress)
	}
	if err != nil {
		return &Error{Step: posting(c.To()), Err: err}
	}
	switch {
	case c.options.Webhook != nil && progress != "":
		return record(progress, true) // a webhook has no thread for the rest
	case c.options.Webhook != nil:
		return c.deliverByWebhook(ctx, d)
	}
	if d.client, err = c.client(ctx); err != nil {
		return err
	}
	if !d.done.announced() {
		if err := d.announce(ctx); err != nil {
			return err
		}
	}
	return errors.Join(d.upload(ctx), d.details(ctx), d.replies(ctx))
}

// deliverByWebhook posts the message alone: a webhook answers with nothing that
// a thread or a file could be attached to.
func (c *Channel) deliverByWebhook(ctx context.Context, d delivery) error {
	hook, err := c.hook(ctx)
	if err != nil {
		return err
	}
	err = hook.post(ctx, d.draft.Parent)
	if d.draft.Plain != nil && refusesBlocks(err) {
		err = hook.post(ctx, *d.draft.Plain)
	}
	if err != nil {
		return err
	}
	return d.record(postedByWebhook, true)
}

// client signs in with the token.
func (c *Channel) client(ctx context.Context) (client, error) {
	token, err := readSecret(ctx, "token", c.options.Token)
	if err != nil {
		return client{}, unread(posting(c.To()), err, fixNoToken)
	}
	if wrong := credential.Token(token); wrong != "" {
		return client{}, &Error{Step: posting(c.To()), Err: errors.New("slack.token " + wrong)}
	}
	return client{
		api:   slackapi.New(token, slackapi.OptionAPIURL(c.options.APIURL), slackapi.OptionHTTPClient(c.http)),
		calls: c.calls(c.options.APIURL + " " + token),
	}, nil
}

func (c *Channel) calls(secret string) calls {
	return calls{to: c.To(), sleep: c.options.Sleep, workspace: c.options.Workspaces.of(secret)}
}

// hook reads the webhook's address.
func (c *Channel) hook(ctx context.Context) (hook, error) {
	address, err := readSecret(ctx, "webhook", c.options.Webhook)
	if err == nil && !isHookAddress(address) {
		err = errors.New("the webhook is not an https address")
	}
	if wrong := credential.Webhook(address); err == nil && wrong != "" {
		err = errors.New("slack.webhook " + wrong)
	}
	if err != nil {
		return hook{}, unread(posting(c.To()), err, fixNoWebhook)
	}
	return hook{http: c.http, address: address, calls: c.calls(address)}, nil
}
