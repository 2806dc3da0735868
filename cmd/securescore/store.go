package main

import (
	"context"
	"fmt"
	"slices"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

type storeCommand struct {
	Verify  storeVerifyCommand  `cmd:"" help:"Find what is damaged, missing or does not belong there, and say what it costs."`
	Rebuild storeRebuildCommand `cmd:"" help:"Repair what can be repaired. Nothing is deleted."`
}

// storeFlags are the flags of both commands.
type storeFlags struct {
	Tenant []string `help:"Only this tenant, by name or id." placeholder:"NAME"`
	JSON   bool     `help:"Print JSON." name:"json"`
}

// open reads the configuration and checks the tenants' names.
func (f storeFlags) open(ctx context.Context, cli *commandLine, p process) (*job.Job, error) {
	j, err := cli.open(ctx, p)
	if err != nil {
		return nil, err
	}
	return j, j.Check(event.Event{Tenants: f.Tenant})
}

type storeVerifyCommand struct{ storeFlags }

func (c *storeVerifyCommand) Help() string {
	return `Reads every object of the store and names those that are damaged, missing, of
another tenant, of the future, of a newer version, or not expected there. It
changes nothing. What a run is writing just now may look wrong: try again then.
The exit code is 1 if anything is wrong.`
}

func (c *storeVerifyCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := c.open(ctx, cli, p)
	if err != nil {
		return err
	}
	list := j.Verify(ctx, c.Tenant)
	if c.JSON {
		err = printJSON(p.stdout, list)
	} else {
		err = printVerified(p, list)
	}
	if err == nil && slices.ContainsFunc(list, job.Verified.Failed) {
		return errFailed
	}
	return err
}

func printVerified(p process, list []job.Verified) error {
	s := p.screen()
	for _, v := range list {
		s.line("%s", s.bold(plain(orStore(v.Tenant))))
		if v.Error != "" {
			s.hang("  ", 2, v.Error)
		}
		s.problems(v.Problems)
		if !v.Failed() {
			s.line("  %s", words.StoreIsSound)
		}
		s.line("")
	}
	if slices.ContainsFunc(list, func(v job.Verified) bool { return len(v.Problems) > 0 }) {
		s.text(words.RebuildHint)
	}
	_, err := fmt.Fprint(p.stdout, s.String())
	return err
}

func orStore(tenant string) string {
	if tenant == "" {
		return words.TheStore
	}
	return tenant
}

// problems writes what is wrong and what it costs.
func (s *screen) problems(list []job.Problem) {
	for _, problem := range list {
		s.line("  %s", plain(problem.Object)) // whole, so that it can be copied
		s.hang("    ", 4, problem.Says, words.Costs(problem.Costs))
	}
}

type storeRebuildCommand struct{ storeFlags }

func (c *storeRebuildCommand) Help() string {
	return `Moves damaged objects aside, into damaged/ in the store; reads again the days
that Microsoft still keeps and the store lacks, as backfill does; makes the
index of days anew from the days that are stored; and says what it did. Nothing
is deleted. The exit code is 1 if something is still wrong afterwards.`
}

func (c *storeRebuildCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := c.open(ctx, cli, p)
	if err != nil {
		return err
	}
	list := []job.Rebuilt{}
	failed := false
	for _, t := range j.Chosen(c.Tenant) {
		done := j.Rebuild(ctx, t)
		list, failed = append(list, done), failed || done.Failed()
		if !c.JSON {
			if err := printRebuilt(p, words.In(t.Locale), done); err != nil {
				return err
			}
		}
	}
	if c.JSON {
		if err := printJSON(p.stdout, list); err != nil {
			return err
		}
	}
	if failed {
		return errFailed
	}
	return nil
}

func printRebuilt(p process, w words.Words, done job.Rebuilt) error {
	s := p.screen()
	s.line("%s", s.bold(plain(done.Tenant)))
	for _, m := range done.Moved {
		s.line("  %s", plain(m.Object))
		s.hang("    ", 4, m.Says)
		s.line("    %s", plain(words.MovedTo(m.To)))
	}
	for _, warning := range slices.Concat(done.Backfill.Warnings, done.Warnings) {
		s.hang("  ", 4, words.Note(warning))
	}
	if b := done.Backfill; b.Kept > 0 {
		s.hang("  ", 4, w.Backfilled(b.Stored, b.Kept, b.First, b.Last))
	}
	if done.Error != "" {
		s.hang("  ", 4, done.Error)
	} else {
		s.hang("  ", 4, w.Reindexed(done.Days, done.Restored))
	}
	if len(done.Left) > 0 {
		s.line("  %s", words.StillWrong)
		s.problems(done.Left)
	}
	s.line("")
	_, err := fmt.Fprint(p.stdout, s.String())
	return err
}
