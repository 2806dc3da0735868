// Package app wires a job from a configuration. It is the one place that knows
// every adapter and chooses one by the settings.
//
// The command line and the functions make a Process, open the configuration
// with it and run the job that they get. Nothing is fetched before a run needs
// it: neither secrets nor access tokens, and AWS is not called. Open fails
// where the document cannot be read, and with config.Problems where it is
// wrong. A tenant whose own settings are wrong or cannot be used is part of the
// job, and fails whatever is asked of it.
package app

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/graph"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
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
	j := &job.Job{Now: p.now, Log: p.log, Askers: job.Askers{
		Users: cfg.Slack.Askers, Team: cfg.Slack.Team, Channels: cfg.Slack.AskIn,
	}}
	if len(cfg.Tenants) > 1 {
		j.LastRuns = store.LastRunsIn(objects)
	}
	style, err := locale(cfg.Report)
	if err != nil {
		return nil, settingError{err}
	}
	overall, err := p.overall(cfg)
	if err != nil {
		return nil, settingError{err}
	}
	j.Portfolio = job.Portfolio{
		Name: cfg.Portfolio.Name, Locale: style, Appearance: p.appearance(cfg.Report),
		Channels: overall, Store: store.ForPortfolio(objects), Retention: cfg.Retention,
	}
	var errs []error
	known := names(cfg)
	for _, t := range cfg.Tenants {
		tenant, err := p.tenant(cfg, t, stores{objects, known})
		if err != nil {
			errs = append(errs, fmt.Errorf("tenant %s: %w", t.Name, err))
			tenant = brokenTenant(t, err)
		}
		j.Tenants = append(j.Tenants, tenant)
	}
	if len(errs) == len(cfg.Tenants) {
		return nil, settingError{errors.Join(errs...)}
	}
	return j, nil
}

// settingError is a setting that is valid but cannot be used.
type settingError struct{ error }

func (e settingError) Unwrap() error { return e.error }

// Temporary says that another try with the same configuration does not help.
func (settingError) Temporary() bool { return false }

func (p *Process) openStore(location string) (bucket.Bucket, error) {
	if location == "" {
		return emptyBucket{}, nil
	}
	if strings.HasPrefix(location, "s3://") {
		b, err := s3bucket.Open(location, p.aws.Config)
		return maskedBucket{b, p.mask, p.show}, masking(p.mask).error(err)
	}
	path, err := fileurl.Path(location)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", location, err)
	}
	return bucket.OpenDir(path)
}

// stores makes the stores of tenants, which know each other's names.
type stores struct {
	objects bucket.Bucket
	names   map[string]string
}

func (s stores) of(id string) *store.Tenant { return store.ForTenant(s.objects, id).Knowing(s.names) }

func (p *Process) tenant(cfg config.Config, t config.Tenant, all stores) (job.Tenant, error) {
	if len(t.Problems) > 0 {
		return job.Tenant{}, t.Problems
	}
	client, err := graph.New(graph.Options{
		Cloud: cfg.Graph.Cloud, URL: cfg.Graph.URL, TenantID: t.ID, SignIn: p.signIn(t.Auth), Log: p.log,
		Transport: p.network.HTTP, Issued: p.know,
	})
	if err != nil {
		return job.Tenant{}, err
	}
	channels, err := p.channels(cfg, t, client)
	if err != nil {
		return job.Tenant{}, err
	}
	style, err := locale(t.Report)
	if err != nil {
		return job.Tenant{}, err
	}
	quiet, err := quietTimes(cfg.Alerts)
	if err != nil {
		return job.Tenant{}, err
	}
	return job.Tenant{
		Name: t.Name, ID: t.ID, Source: source{client, p.mask, p.scrubber.Known},
		Store:    all.of(t.ID),
		Channels: channels, Direct: p.direct(t.Slack), Routes: p.routes(cfg, t),
		Zones: score.Zones{Good: t.Zones.Good, Okay: t.Zones.Okay}, Goal: goal(t.Goal),
		Alerts:     job.Alerts{MinPoints: cfg.Alerts.MinPoints, Quiet: quiet, Snoozed: snoozed(cfg.Alerts.Snooze)},
		Exceptions: exceptions(t.Exceptions), Retention: cfg.Retention, Locale: style,
		Edition: report.Edition(t.Report.Edition), Note: t.Report.Note,
		Appearance: p.appearance(t.Report),
	}, nil
}

// names are the names of the tenants, by folded id.
func names(cfg config.Config) map[string]string {
	list := map[string]string{}
	for _, t := range cfg.Tenants {
		if len(t.Problems) == 0 {
			list[score.Fold(t.ID)] = t.Name
		}
	}
	return list
}

// quietTimes are when alerts are held back; config has checked the zone.
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

// snoozed are the last days of the snoozed controls.
func snoozed(list []config.Snooze) map[string]score.Date {
	until := map[string]score.Date{}
	for _, s := range list {
		until[score.Fold(s.Control)] = max(until[score.Fold(s.Control)], score.DateOf(s.Until))
	}
	return until
}

// exceptions are what the tenant decided to live with.
func exceptions(list []config.Exception) []score.Exception {
	var all []score.Exception
	for _, e := range list {
		exception := score.Exception{Control: e.Control, Reason: e.Reason, Owner: e.Owner, Ticket: e.Ticket}
		if !e.Until.IsZero() {
			exception.Until = score.DateOf(e.Until)
		}
		all = append(all, exception)
	}
	return all
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
