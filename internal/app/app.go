// Package app wires a job from a configuration: it is the one place that knows
// every adapter and decides which of them a setting means.
//
// The command line and the functions make a Process, open the configuration with
// it and run the job that they get. Nothing talks to anybody before the run needs
// it: then secrets are fetched, sign-ins made, directories opened and AWS asked.
// Open fails where the document cannot be read, with config.Problems where it is
// wrong, and names every setting that cannot be served.
package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/email"
	"secure-score-reporter/internal/graph"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/secrets"
	"secure-score-reporter/internal/slack"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/s3bucket"
	"secure-score-reporter/report"
)

// Job is the job that the configuration describes.
func (p *Process) Job(cfg config.Config) (*job.Job, error) {
	objects, err := p.openStore(cfg.Store)
	if err != nil {
		return nil, settingError{err}
	}
	j := &job.Job{Now: p.now, Log: p.log, Askers: cfg.Slack.Askers}
	var errs []error
	for _, t := range cfg.Tenants {
		tenant, err := p.tenant(cfg, t, objects)
		if err != nil {
			errs = append(errs, fmt.Errorf("tenant %s: %w", t.Name, err))
		}
		j.Tenants = append(j.Tenants, tenant)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, settingError{err}
	}
	return j, nil
}

// settingError is a setting that is valid and cannot be served all the same.
type settingError struct{ error }

func (e settingError) Unwrap() error { return e.error }

// Temporary says that trying again with the same configuration is no use.
func (settingError) Temporary() bool { return false }

func (p *Process) openStore(location string) (bucket.Bucket, error) {
	if strings.HasPrefix(location, "s3://") {
		return s3bucket.Open(location, p.aws.Config)
	}
	path, err := secrets.FilePath(location)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", location, err)
	}
	return bucket.OpenDir(path)
}

func (p *Process) tenant(cfg config.Config, t config.Tenant, objects bucket.Bucket) (job.Tenant, error) {
	client, err := graph.New(graph.Options{Cloud: cfg.Graph.Cloud, URL: cfg.Graph.URL, TenantID: t.ID, SignIn: p.signIn(t.Auth), Log: p.log})
	if err != nil {
		return job.Tenant{}, err
	}
	channels, err := p.channels(cfg, t, client)
	if err != nil {
		return job.Tenant{}, err
	}
	words, err := locale(t.Report)
	if err != nil {
		return job.Tenant{}, err
	}
	quiet, err := quietTimes(cfg.Alerts)
	if err != nil {
		return job.Tenant{}, err
	}
	return job.Tenant{
		Name: t.Name, ID: t.ID, Source: source{client}, Store: store.ForTenant(objects, t.ID), Channels: channels, Direct: p.direct(t.Slack), Routes: p.routes(cfg, t),
		Zones: score.Zones{Good: t.Zones.Good, Okay: t.Zones.Okay}, Goal: goal(t.Goal),
		Alerts:    job.Alerts{MinPoints: cfg.Alerts.MinPoints, Quiet: quiet, Snoozed: snoozed(cfg.Alerts.Snooze)},
		Retention: cfg.Retention, Locale: words, Appearance: p.appearance(t.Report),
	}, nil
}

func (p *Process) channels(cfg config.Config, t config.Tenant, client *graph.Client) ([]job.Channel, error) {
	var channels []job.Channel
	if to := cmp.Or(t.Slack.Channel, webhookName(t.Slack)); to != "" {
		channels = append(channels, slack.New(slack.Options{
			Token: p.lazily(t.Slack.Token), Webhook: p.webhook(t.Slack), APIURL: t.Slack.APIURL, Channel: to, Mention: cfg.Alerts.Mention, MentionPoints: cfg.Alerts.MentionPoints,
		}))
	}
	if len(t.Email.To) > 0 {
		mail, err := email.New(email.Options{
			Transport: func(ctx context.Context) (string, error) { return t.Email.Transport.Resolve(ctx, p.secrets) },
			From:      t.Email.From, To: t.Email.To, Senders: senders(client, p.aws.Config), Now: p.now,
		})
		if err != nil {
			return nil, err
		}
		channels = append(channels, mail)
	}
	return channels, nil
}

// quietTimes are when alerts are held; config has checked the zone.
func quietTimes(a config.Alerts) (job.Quiet, error) {
	q := job.Quiet{Days: a.Quiet.Days, Digest: a.Digest, From: a.Quiet.Hours.From, To: a.Quiet.Hours.To}
	if a.Quiet.TimeZone == "" {
		return q, nil
	}
	var err error
	if q.Zone, err = time.LoadLocation(a.Quiet.TimeZone); err != nil {
		return q, fmt.Errorf("alerts.quiet.timeZone: %w", err)
	}
	return q, nil
}

// snoozed are the controls that are muted, up to their last days.
func snoozed(list []config.Snooze) map[string]score.Date {
	until := map[string]score.Date{}
	for _, s := range list {
		until[score.Fold(s.Control)] = max(until[score.Fold(s.Control)], score.DateOf(s.Until))
	}
	return until
}

// routes are the tenant's further Slack channels; a webhook is bound to one.
func (p *Process) routes(cfg config.Config, t config.Tenant) []job.Route {
	var routes []job.Route
	if t.Slack.Token.IsZero() || t.Slack.Channel == "" {
		return nil
	}
	for _, r := range t.Slack.Routes {
		route := job.Route{Categories: r.Categories, Channel: slack.New(slack.Options{
			Token: p.lazily(t.Slack.Token), APIURL: t.Slack.APIURL, Channel: r.Channel, Mention: cfg.Alerts.Mention, MentionPoints: cfg.Alerts.MentionPoints,
		})}
		for _, k := range r.Kinds {
			route.Kinds = append(route.Kinds, score.Kind(k))
		}
		routes = append(routes, route)
	}
	return routes
}

// direct tells one user of Slack; nil where there is no app to do so.
func (p *Process) direct(s config.Slack) func(user string) job.Channel {
	if s.Token.IsZero() {
		return nil
	}
	return func(user string) job.Channel {
		return slack.New(slack.Options{Token: p.lazily(s.Token), APIURL: s.APIURL, Channel: user})
	}
}

// webhookName is what a channel is called of which only the webhook is known.
func webhookName(s config.Slack) string {
	if s.Webhook.IsZero() {
		return ""
	}
	return "webhook"
}

// webhook is the tenant's webhook when it is needed; nil without one.
func (p *Process) webhook(s config.Slack) func(context.Context) (string, error) {
	if s.Webhook.IsZero() {
		return nil
	}
	return p.lazily(s.Webhook)
}

func goal(g *config.Goal) *report.Goal {
	if g == nil {
		return nil
	}
	goal := &report.Goal{Percent: g.Percent}
	if !g.By.IsZero() {
		goal.By = score.DateOf(g.By)
	}
	return goal
}
