package main

import (
	"context"
	"errors"
	"fmt"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/edit"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

type tenantsAdd struct{ newTenant }

func (c *tenantsAdd) Help() string {
	return `Adds a tenant at the end of the configuration, which has to be a local file.
Everything else in the file stays as it is, also comments. On a terminal it asks
for what is not given. It shows the link at which the tenant's administrator
consents to the application, and tries the sign-in before it writes.

  securescore tenants add contoso contoso.onmicrosoft.com --channel "#contoso"

Without a flag for the sign-in the tenant uses auth of the top level. A secret is
given as a reference (REF): env://NAME, file:///path, awsparamstore://name or
awssecretsmanager://name.`
}

func (c *tenantsAdd) Run(ctx context.Context, cli *commandLine, p process) error {
	path, file, err := cli.localFile()
	if err != nil {
		return err
	}
	if err := c.complete(ctx, p, path, file.Text); err != nil {
		return err
	}
	entry, err := c.entry()
	if err != nil {
		return wrongError{err}
	}
	edited, err := edit.Add(path, file.Text, entry)
	if err != nil {
		return wrongError{err}
	}
	cfg, t, err := added(path, edited)
	if err != nil {
		p.warn(words.EntryWrong)
		return err
	}
	j, err := cli.process(p).Job(cfg)
	if err != nil {
		return wrongError{err}
	}
	if err := c.try(ctx, cli, p, cfg, j); err != nil {
		return err
	}
	if err := file.Write(edited); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	return cli.say(p, words.TenantAdded(t.Name, path))
}

// say prints a sentence, unless only errors are wanted.
func (cli *commandLine) say(p process, text string) error {
	if cli.Quiet {
		return nil
	}
	return p.show(func(s *screen) { s.text(text) })
}

// added is the new tenant of the edited document. Only what is wrong with it,
// or with the whole document, is an error.
func added(path string, edited []byte) (config.Config, config.Tenant, error) {
	cfg, err := config.ParseFile(path, edited)
	if err != nil {
		return cfg, config.Tenant{}, wrongError{err}
	}
	t := cfg.Tenants[len(cfg.Tenants)-1]
	if len(t.Problems) > 0 {
		return cfg, t, t.Problems
	}
	return cfg, t, nil
}

// try signs in, unless that is not wanted.
func (c *tenantsAdd) try(ctx context.Context, cli *commandLine, p process, cfg config.Config, j *job.Job) error {
	err := c.trySignIn(ctx, cli, p, cfg, j)
	switch {
	case errors.Is(err, errFailed):
		p.warn(words.TenantNotAdded)
	case err == nil && c.Untested:
		return cli.say(p, words.Untested)
	}
	return err
}

// complete asks a person for what is missing.
func (c *tenantsAdd) complete(ctx context.Context, p process, path string, text []byte) error {
	if c.Name != "" && c.ID != "" {
		return nil
	}
	if !p.terminal {
		return wrongError{errors.New("the name and the id of the tenant are missing: securescore tenants add NAME ID")}
	}
	cfg, _ := config.ParseFile(path, text) // of a document that is wrong everything is asked
	ask := newQuestions(ctx, p)
	ask.text(words.AskName, &c.Name)
	ask.id(&c.ID)
	if wayOf(cfg.Auth) == "" && c.ClientID == "" && c.Token == "" && !c.DeviceCode {
		ask.text(words.AskClientID, &c.ClientID)
		if c.Certificate == "" {
			ask.text(words.AskSecret, &c.Secret)
		}
	}
	ask.text(words.AskChannel, &c.Channel)
	ask.addresses(words.AskEmail, &c.Email)
	ask.goal(&c.Goal)
	return ask.err
}
