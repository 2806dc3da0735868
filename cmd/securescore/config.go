package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report/words"
)

type configCheck struct{}

func (c *configCheck) Run(ctx context.Context, cli *commandLine, p process) error {
	cfg, unseen, err := cli.process(p).LoadWith(ctx, cli.Config)
	if err != nil {
		return wrongError{err}
	}
	j, err := cli.process(p).Job(cfg)
	if err != nil {
		return wrongError{err}
	}
	if !cli.Quiet {
		if err := p.show(func(s *screen) { c.print(s, cli.Config, j, unseen) }); err != nil {
			return err
		}
	}
	if problems := cfg.Problems(); len(problems) > 0 {
		return problems
	}
	return wrong(unusable(j))
}

// print is a line for each tenant, with its id if it is well, and what was not
// looked at.
func (c *configCheck) print(s *screen, document string, j *job.Job, unseen []config.Unseen) {
	broken := 0
	var names []string
	for _, t := range j.Tenants {
		names = append(names, visible(t.Name))
		if t.Broken != nil {
			broken++
		}
	}
	if broken == 0 {
		s.line("%s", visible(words.English.ValidConfiguration(document)))
	}
	nameWidth := min(longest(0, names), max(12, s.width/2))
	for i, t := range j.Tenants {
		state, says := health.OK, visible(t.ID)
		if t.Broken != nil {
			state, says = health.Failed, ""
		}
		s.line("%s", strings.TrimRight(pad(s.mark(state), -4)+"  "+pad(names[i], -nameWidth)+"  "+says, " "))
	}
	s.text(words.English.TenantsTotal(len(j.Tenants),
		words.Tally{N: len(j.Tenants) - broken, Of: words.Well},
		words.Tally{N: broken, Of: words.Failed}))
	if len(unseen) > 0 {
		s.text(visible(words.NotLookedAt(settings(unseen))))
	}
}

// settings are the settings, with the references that they have.
func settings(unseen []config.Unseen) []string {
	var list []string
	for _, u := range unseen {
		list = append(list, u.Path+" ("+u.Reference+")")
	}
	return list
}

// visible is a text with what nobody sees in it, which is worth showing here.
func visible(text string) string { return string(plaintext.Escape([]byte(text))) }

// unusable are the tenants whose settings are valid and cannot be used.
func unusable(j *job.Job) error {
	var errs []error
	for _, t := range j.Tenants {
		if t.Broken != nil {
			errs = append(errs, fmt.Errorf("%s: %w", t.Name, t.Broken))
		}
	}
	return errors.Join(errs...)
}

// wrong is an error of the configuration, if there is one.
func wrong(err error) error {
	if err == nil {
		return nil
	}
	return wrongError{err}
}

type configSchema struct{}

func (c *configSchema) Run(_ context.Context, _ *commandLine, p process) error {
	_, err := p.stdout.Write(config.Schema())
	return err
}
