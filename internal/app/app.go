// Package app wires a job from a configuration: it is the one place that knows
// every adapter and decides which of them a setting means.
//
// The command line and the functions call Job and run what it returns. Nothing
// here talks to anybody yet: secrets are fetched, sign-ins made and directories
// opened when the run needs them. It fails on settings that are valid but that
// this version cannot serve, and names them all.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/email"
	"secure-score-reporter/internal/graph"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack"
	"secure-score-reporter/internal/store"
	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/report"
)

// Surroundings are what a job takes from the process around it.
type Surroundings struct {
	Secrets config.Resolver
	Now     func() time.Time
	Log     *slog.Logger
	// AWS loads the AWS configuration when something needs it; nil is the default one.
	AWS func(context.Context) (aws.Config, error)
}

// Job is the job that the configuration describes.
func Job(cfg config.Config, around Surroundings) (*job.Job, error) {
	objects, err := openStore(cfg.Store)
	if err != nil {
		return nil, err
	}
	j := &job.Job{Now: around.Now, Log: around.Log}
	var errs []error
	for _, t := range cfg.Tenants {
		tenant, err := tenant(cfg, t, objects, around)
		if err != nil {
			errs = append(errs, fmt.Errorf("tenant %s: %w", t.Name, err))
		}
		j.Tenants = append(j.Tenants, tenant)
	}
	return j, errors.Join(errs...)
}

func openStore(location string) (bucket.Bucket, error) {
	if !strings.HasPrefix(location, "file://") {
		return nil, fmt.Errorf("store %s: this version keeps a store in a directory only, as file://./data", location)
	}
	path, err := config.FilePath(location)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", location, err)
	}
	return bucket.OpenDir(path)
}

func tenant(cfg config.Config, t config.Tenant, objects bucket.Bucket, around Surroundings) (job.Tenant, error) {
	client, err := graph.New(graph.Options{Cloud: cfg.Graph.Cloud, URL: cfg.Graph.URL, TenantID: t.ID, SignIn: signIn(t.Auth, around.Secrets), Log: around.Log})
	if err != nil {
		return job.Tenant{}, err
	}
	channels, err := channels(cfg, t, client, around)
	if err != nil {
		return job.Tenant{}, err
	}
	return job.Tenant{
		Name: t.Name, ID: t.ID, Source: source{client}, Store: store.ForTenant(objects, t.ID), Channels: channels,
		Zones: score.Zones{Good: t.Zones.Good, Okay: t.Zones.Okay}, Goal: goal(t.Goal),
		MinPoints: cfg.Alerts.MinPoints, Retention: cfg.Retention,
	}, nil
}

func channels(cfg config.Config, t config.Tenant, client *graph.Client, around Surroundings) ([]job.Channel, error) {
	var channels []job.Channel
	if t.Slack.Channel != "" {
		channels = append(channels, slack.New(slack.Options{
			Token: lazily(t.Slack.Token, around.Secrets), APIURL: t.Slack.APIURL, Channel: t.Slack.Channel, Mention: cfg.Alerts.Mention,
		}))
	}
	if len(t.Email.To) > 0 {
		mail, err := email.New(email.Options{
			Transport: func(ctx context.Context) (string, error) { return t.Email.Transport.Resolve(ctx, around.Secrets) },
			From:      t.Email.From, To: t.Email.To, Senders: senders(client, around.AWS),
		})
		if err != nil {
			return nil, err
		}
		channels = append(channels, mail)
	}
	return channels, nil
}

func lazily(s config.Secret, from config.Resolver) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) { return s.Resolve(ctx, from) }
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
