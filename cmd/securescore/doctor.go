package main

import (
	"context"

	"secure-score-reporter/internal/health"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

type doctorCommand struct {
	Tenant   []string
	SendTest bool
	JSON     bool
	sideBySide
}

func (c *doctorCommand) flags(f *flagSet) {
	f.texts(&c.Tenant, "tenant", "NAME", "Only this tenant, by name or id.")
	f.yes(&c.SendTest, "send-test", "Send a test message to each channel, once where tenants share it.")
	f.yes(&c.JSON, "json", "Print the findings as JSON.")
	c.sideBySide.flags(f)
}

func (c *doctorCommand) Help() string {
	return `Tries everything that a run needs: the configuration, each tenant's sign-in and
permission, the store, the channels, and those of the portfolio. It says how to fix
what does not work.
In the store it writes a test object and deletes it again. It sends nothing
without --send-test. Of several tenants it says one line for each that is well, and
details of the others.`
}

func (c *doctorCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := cli.open(ctx, p)
	if err != nil {
		return err
	}
	tenants, err := chosen(j, c.Tenant)
	if err != nil {
		return err
	}
	c.limitMemory(p, len(tenants))
	checks := &checklist{
		p: p, progress: cli.waiting(p, c.JSON), json: c.JSON, quiet: cli.Quiet, tenants: tenants, parallel: c.Parallel,
	}
	return checks.doctor(ctx, j, len(c.Tenant) == 0, c.SendTest)
}

// doctor tries all that a run of the tenants would need, and the portfolio's
// channels where all are meant.
func (l *checklist) doctor(ctx context.Context, j *job.Job, all, sendTest bool) error {
	tests := job.TestsIf(sendTest)
	if all && len(j.Portfolio.Channels) > 0 {
		l.overall = &overall{words.English.PortfolioTitle(j.Portfolio.Name), func(ctx context.Context) []health.Finding {
			return j.ExaminePortfolio(ctx, tests)
		}}
	}
	return l.run(ctx, func(ctx context.Context, t job.Tenant) job.Examined { return j.Examine(ctx, t, tests) })
}
