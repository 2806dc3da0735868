package main

import (
	"context"
	"fmt"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

type backfillCommand struct {
	tenantFlag
	JSON bool
}

func (c *backfillCommand) flags(f *flagSet) {
	c.tenantFlag.flags(f)
	f.yes(&c.JSON, "json", "Print the outcome as JSON.")
}

func (c *backfillCommand) Help() string {
	return `Microsoft keeps the scores of 90 days. The first run stores them too; this
command fills gaps later. It never changes a day that is stored. The days that it
adds hold points only, no statuses and no sync times.`
}

func (c *backfillCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	j, t, err := c.open(ctx, cli, p)
	if err != nil {
		return err
	}
	done, err := c.watched(ctx, cli, p, j, t)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(p.stdout, done)
	}
	says := words.In(t.Locale).Backfilled(done.Stored, done.Kept, done.First, done.Last)
	_, err = fmt.Fprintf(p.stdout, "%s: %s\n", plain(t.Name), says)
	return err
}

// watched fills the gaps, and shows what it does to a person who waits.
func (c *backfillCommand) watched(
	ctx context.Context, cli *commandLine, p process, j *job.Job, t job.Tenant,
) (job.Backfilled, error) {
	if line := cli.waiting(p, c.JSON); line != nil {
		line.began(t.Name, words.English.Text(words.ReadingScore))
		defer line.clear()
		j.Began = line.began
	}
	return j.Backfill(ctx, t)
}
