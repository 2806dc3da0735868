package main

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// storeFlags are the flags of both commands.
type storeFlags struct {
	Tenant []string
	JSON   bool
}

func (c *storeFlags) flags(f *flagSet) {
	f.texts(&c.Tenant, "tenant", "NAME", "Only this tenant, by name or id.")
	f.yes(&c.JSON, "json", "Print JSON.")
}

// open reads the configuration and checks the tenants' names.
func (f storeFlags) open(ctx context.Context, cli *commandLine, p process) (*job.Job, error) {
	j, err := cli.open(ctx, p)
	if err != nil {
		return nil, err
	}
	_, err = chosen(j, f.Tenant)
	return j, err
}

type storeVerifyCommand struct{ storeFlags }

func (c *storeVerifyCommand) Help() string {
	return `Reads every object of the tenants in the configuration and names those that are
damaged, missing, of another tenant, of the future, of a newer version, or not
expected there. Days with which the same is wrong share one entry; --json lists
each object. Folders of other tenants are named and not read. It changes nothing.
What a run is writing just now may look wrong: try again then. The exit code is 1
if anything is wrong.`
}

func (c *storeVerifyCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := c.open(ctx, cli, p)
	if err != nil {
		return err
	}
	list := j.Verify(ctx, c.Tenant)
	if ctx.Err() != nil { // the store is not to blame
		return ctx.Err()
	}
	if c.JSON {
		err = printJSON(p.stdout, list)
	} else {
		err = printVerified(p, j, list)
	}
	if err == nil && slices.ContainsFunc(list, job.Verified.Failed) {
		return errFailed
	}
	return err
}

func printVerified(p process, j *job.Job, list []job.Verified) error {
	s := p.screen()
	rebuild := false
	for _, v := range list {
		s.verified(v, wordsOf(j, v.Tenant))
		rebuild = rebuild || slices.ContainsFunc(v.Problems, func(p job.Problem) bool { return p.Rebuilt() })
	}
	if rebuild {
		s.text(words.RebuildHint)
	}
	_, err := fmt.Fprint(p.stdout, s.String())
	return err
}

// wordsOf are the English words for a tenant; where it is empty for the first
// one.
func wordsOf(j *job.Job, tenant string) words.Words {
	for _, t := range j.Tenants {
		if tenant == "" || t.Name == tenant {
			return words.In(t.Locale.In(report.English))
		}
	}
	return words.Words{}
}

func (s *screen) verified(v job.Verified, w words.Words) {
	s.line("%s", s.bold(plain(cmp.Or(v.Tenant, words.TheStore))))
	switch {
	case v.Error != "":
		s.hang("  ", 2, v.Error)
		s.hang("  → ", 4, v.Fix)
	case v.Tenant == "", v.Failed() && v.Empty():
	case v.Failed(), v.Empty():
		s.hang("  ", 2, v.Read())
	default:
		s.hang("  ", 2, v.Read()+" "+words.StoreIsSound)
	}
	s.problems(v.Problems, w)
	for _, other := range v.Others {
		s.hang("  ", 4, words.NotConfigured(other))
	}
	s.line("")
}

// problems writes what is wrong and what follows from it.
func (s *screen) problems(list []job.Problem, w words.Words) {
	for _, g := range job.Groups(list) {
		s.line("  %s", plain(words.DamagedObject(g))) // whole, so that it can be copied
		s.hang("    ", 4, w.Damage(g), words.Effect(w.DamageEffect(g)))
	}
}

type storeRebuildCommand struct{ storeFlags }

func (c *storeRebuildCommand) Help() string {
	return `Moves damaged objects, and days and ledgers of another tenant, aside into
damaged/ in the store; reads again the days that Microsoft still keeps and the
store lacks, as backfill does; makes the index of days again from the days that
are stored; and says what it did. Nothing is deleted. The exit code is 1 if
something is still wrong afterwards.`
}

func (c *storeRebuildCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := c.open(ctx, cli, p)
	if err != nil {
		return err
	}
	list := []job.Rebuilt{}
	failed := false
	add := func(done job.Rebuilt) error {
		list, failed = append(list, done), failed || done.Failed()
		if c.JSON {
			return nil
		}
		return printRebuilt(p, wordsOf(j, done.Tenant), done)
	}
	if err := c.each(ctx, j, add); err != nil {
		return err
	}
	rest := job.Verified{}
	if len(c.Tenant) == 0 {
		rest = j.VerifyRest(ctx, left(list))
		failed = failed || rest.Failed()
	}
	switch {
	case c.JSON && rest.Failed():
		list = append(list, job.Rebuilt{Moved: []job.Moved{}, Left: rest.Problems, Error: rest.Error})
		fallthrough
	case c.JSON:
		err = printJSON(p.stdout, list)
	case rest.Failed():
		err = printLeft(p, wordsOf(j, ""), rest)
	}
	if err == nil && failed {
		return errFailed
	}
	return err
}

// each rebuilds the tenants, and without names of tenants the portfolio too.
func (c *storeRebuildCommand) each(ctx context.Context, j *job.Job, add func(job.Rebuilt) error) error {
	for _, t := range j.Chosen(c.Tenant) {
		done := j.Rebuild(ctx, t)
		if ctx.Err() != nil && len(done.Moved) == 0 {
			return ctx.Err()
		}
		if err := cmp.Or(add(done), ctx.Err()); err != nil {
			return err
		}
	}
	if len(c.Tenant) > 0 {
		return nil
	}
	if done, there := j.RebuildPortfolio(ctx); there {
		return add(done)
	}
	return nil
}

// left is what is still wrong with the tenants.
func left(list []job.Rebuilt) (problems []job.Problem) {
	for _, done := range list {
		problems = append(problems, done.Left...)
	}
	return problems
}

// printLeft writes what is still wrong with what belongs to no tenant.
func printLeft(p process, w words.Words, rest job.Verified) error {
	s := p.screen()
	s.line("%s", s.bold(words.TheStore))
	if rest.Error != "" {
		s.hang("  ", 2, rest.Error)
	}
	if len(rest.Problems) > 0 {
		s.line("  %s", words.StillWrong)
		s.problems(rest.Problems, w)
	}
	s.line("")
	_, err := fmt.Fprint(p.stdout, s.String())
	return err
}

func printRebuilt(p process, w words.Words, done job.Rebuilt) error {
	s := p.screen()
	s.line("%s", s.bold(plain(done.Tenant)))
	s.moved(done.Moved, w)
	for _, warning := range slices.Concat(done.Backfill.Warnings, done.Warnings) {
		s.hang("  ", 4, w.Note(warning))
	}
	if b := done.Backfill; b.Kept > 0 {
		s.hang("  ", 4, w.Backfilled(b.Stored, b.Kept, b.First, b.Last))
	}
	if len(done.Thin) > 0 {
		s.hang("  ", 4, w.Note(w.PointsOnly(done.Thin)))
	}
	if done.Error != "" {
		s.hang("  ", 4, done.Error)
	} else {
		s.hang("  ", 4, w.Reindexed(done.Days, done.Restored))
	}
	if len(done.Left) > 0 {
		s.line("  %s", words.StillWrong)
		s.problems(done.Left, w)
	}
	s.line("")
	_, err := fmt.Fprint(p.stdout, s.String())
	return err
}

// moved writes what was moved aside, and where it is now.
func (s *screen) moved(list []job.Moved, w words.Words) {
	var found []damage.Finding
	to := map[string]string{}
	for _, m := range list {
		found, to[m.Object] = append(found, m.Finding), m.To
	}
	for _, g := range damage.Groups(found) {
		s.line("  %s", plain(words.DamagedObject(g)))
		s.hang("    ", 4, w.Damage(g))
		where := to[g.Object]
		if g.Findings > 1 {
			where = path.Dir(where) + "/"
		}
		s.line("    %s", plain(words.MovedTo(where)))
	}
}
