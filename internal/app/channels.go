package app

import (
	"cmp"
	"context"
	"fmt"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/email"
	"secure-score-reporter/internal/email/sesmail"
	"secure-score-reporter/internal/graph"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack"
	"secure-score-reporter/internal/teams"
	"secure-score-reporter/internal/webhook"
)

// channels are the tenant's own channels, as far as they are configured.
func (p *Process) channels(cfg config.Config, t config.Tenant, client *graph.Client) ([]job.Channel, error) {
	var channels []job.Channel
	if to := cmp.Or(t.Slack.Channel, webhookName(t.Slack)); to != "" {
		options := p.slackOptions(cfg, t.Slack, to)
		if !t.Slack.Webhook.IsZero() {
			options.Webhook = p.lazily(t.Slack.Webhook)
		}
		channels = append(channels, p.masked(slack.New(options), slackAccess(t.Slack)))
	}
	if len(t.Email.To) > 0 {
		mail, err := p.mail(t.Email, t.Email.To, mailboxOf(t, client))
		if err != nil {
			return nil, err
		}
		channels = append(channels, p.masked(mail, mailAccess(t)))
	}
	if hook := t.Teams.Webhook; !hook.IsZero() {
		channels = append(channels, p.masked(teams.New(teams.Options{
			Webhook: p.lazily(hook), Transport: p.network.HTTP, Now: p.now,
		}), access{secrets: []config.Secret{hook}}))
	}
	if w := t.Webhook; !w.URL.IsZero() {
		channels = append(channels, p.masked(webhook.New(webhook.Options{
			URL: p.lazily(w.URL), Secret: p.lazily(w.Secret), Networks: w.Networks,
			Transport: p.network.HTTP, Now: p.now,
		}), access{[]config.Secret{w.URL, w.Secret}, fmt.Sprint(w.Networks)}))
	}
	return channels, nil
}

// overall are the portfolio's channels. They have the token, the transport and
// the sender of the top level.
func (p *Process) overall(cfg config.Config) ([]job.PortfolioChannel, error) {
	var channels []job.PortfolioChannel
	if to := cfg.Portfolio.Slack.Channel; to != "" {
		channels = append(channels, p.masked(slack.New(p.slackOptions(cfg, cfg.Slack, to)), slackAccess(cfg.Slack)))
	}
	if to := cfg.Portfolio.Email.To; len(to) > 0 {
		none := noMailbox("the portfolio " + config.NoMailbox)
		mail, err := p.mail(cfg.Email, to, mailboxes{unusable: none})
		if err != nil {
			return nil, fmt.Errorf("portfolio: %w", err)
		}
		channels = append(channels, p.masked(mail, mailAccess(config.Tenant{Email: cfg.Email})))
	}
	return channels, nil
}

// mail is a channel to these recipients.
func (p *Process) mail(e config.Email, to []string, from mailboxes) (*email.Channel, error) {
	senders := map[string]email.Sender{"ses": sesmail.New(p.aws.Config).Send, mailbox: from.send}
	return email.New(email.Options{
		Transport: p.known(func(ctx context.Context) (string, error) { return e.Transport.Resolve(ctx, p.secrets) }),
		From:      e.From, To: to, Senders: senders, Unusable: map[string]error{mailbox: from.unusable},
		Now: p.now, Dial: p.network.Dial,
	})
}

// routes are the tenant's further Slack channels. They need the app: a webhook
// is bound to one channel.
func (p *Process) routes(cfg config.Config, t config.Tenant) []job.Route {
	if t.Slack.Token.IsZero() || t.Slack.Channel == "" {
		return nil
	}
	var routes []job.Route
	for _, r := range t.Slack.Routes {
		route := job.Route{
			Channel:    p.masked(slack.New(p.slackOptions(cfg, t.Slack, r.Channel)), slackAccess(t.Slack)),
			Categories: r.Categories,
		}
		for _, k := range r.Kinds {
			route.Kinds = append(route.Kinds, score.Kind(k))
		}
		routes = append(routes, route)
	}
	return routes
}

// direct is a channel to one user of Slack; nil without the app.
func (p *Process) direct(s config.Slack) func(user string) job.Channel {
	if s.Token.IsZero() {
		return nil
	}
	return func(user string) job.Channel {
		return p.masked(slack.New(slack.Options{
			Token: p.lazily(s.Token), APIURL: s.APIURL, Channel: user, Transport: p.network.HTTP,
			Workspaces: &p.slack,
		}), slackAccess(s))
	}
}

func slackAccess(s config.Slack) access {
	return access{[]config.Secret{s.Token, s.Webhook}, s.APIURL}
}

// mailAccess has the tenant in it where its mailbox may send: a transport that
// is a reference can be one.
func mailAccess(t config.Tenant) access {
	a := access{[]config.Secret{t.Email.Transport.Secret}, t.Email.From}
	if t.Email.Transport.IsReference() || t.Email.Transport.Equal(config.NewSecret(mailbox)) {
		a.through += " " + t.Name
	}
	return a
}

func (p *Process) slackOptions(cfg config.Config, s config.Slack, channel string) slack.Options {
	return slack.Options{
		Token: p.lazily(s.Token), APIURL: s.APIURL, Channel: channel, Transport: p.network.HTTP, Workspaces: &p.slack,
		Mention: cfg.Alerts.Mention, MentionPoints: cfg.Alerts.MentionPoints,
	}
}

// webhookName stands for the name of a channel of which only the webhook is
// known.
func webhookName(s config.Slack) string {
	if s.Webhook.IsZero() {
		return ""
	}
	return "webhook"
}

const mailbox = "graph" // the transport

// mailboxes send email from a mailbox of the tenant itself, with the same
// sign-in that reads its score. Unusable says why they do not; nil if they do.
// The configuration refuses those that do not, unless the transport is behind a
// reference.
type mailboxes struct {
	client   *graph.Client
	unusable error
}

func mailboxOf(t config.Tenant, client *graph.Client) mailboxes {
	if t.Auth.DeviceCode != nil {
		return mailboxes{unusable: noMailbox(config.MailboxOfPerson(t.Name))}
	}
	return mailboxes{client: client}
}

func (m mailboxes) send(ctx context.Context, mail email.Mail) error {
	return m.client.SendMail(ctx, mail.From, mail.MIME)
}

// noMailbox is the error of a mailbox that cannot be used.
type noMailbox string

func (n noMailbox) Error() string { return string(n) }

// Temporary says that only a change of the configuration helps.
func (noMailbox) Temporary() bool { return false }
