package main

import (
	"context"
	"errors"
	"fmt"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report/words"
)

// periodOf reads a period of the command line, which the error names.
func periodOf(argument, text string) (event.Period, error) {
	if text == "" {
		return "", nil
	}
	period := event.Period(text)
	if err := period.Check(); err != nil {
		return "", wrongError{fmt.Errorf("%s: %w", argument, err)}
	}
	return period, nil
}

// tenantFlag chooses the tenant of a command that is about one.
type tenantFlag struct {
	Tenant string
}

func (c *tenantFlag) flags(f *flagSet) {
	f.text(&c.Tenant, "tenant", "NAME", "", "The tenant, by name or id. Needed if the configuration has several.")
}

// reading is the part that all reading commands share. They show a tenant's
// score and change nothing.
type reading struct {
	tenantFlag
	JSON bool
}

func (c *reading) flags(f *flagSet) {
	c.tenantFlag.flags(f)
	f.yes(&c.JSON, "json", "Print JSON.")
}

// table is a reading command that can print CSV.
type table struct {
	reading
	CSV bool
}

func (c *table) flags(f *flagSet) {
	c.reading.flags(f)
	f.yes(&c.CSV, "csv", "Print CSV.")
}

// open reads the configuration and finds the tenant.
func (f tenantFlag) open(ctx context.Context, cli *commandLine, p process) (*job.Job, job.Tenant, error) {
	j, err := cli.open(ctx, p)
	if err != nil {
		return nil, job.Tenant{}, err
	}
	t, err := f.find(j)
	if err == nil && t.Broken != nil {
		err = fmt.Errorf("%s: %w", t.Name, t.Broken)
	}
	if err != nil {
		return nil, job.Tenant{}, wrongError{err}
	}
	return j, t, nil
}

func (f tenantFlag) find(j *job.Job) (job.Tenant, error) {
	if f.Tenant != "" {
		if err := known(j, []string{f.Tenant}); err != nil {
			return job.Tenant{}, fmt.Errorf("--tenant %w", err)
		}
		return j.Chosen([]string{f.Tenant})[0], nil
	}
	if len(j.Tenants) > 1 {
		return job.Tenant{}, fmt.Errorf("the configuration has several tenants; choose one with --tenant: %s", j.TenantNames())
	}
	return j.Tenants[0], nil
}

// known refuses names and ids that are not those of a tenant.
func known(j *job.Job, names []string) error {
	for _, name := range names {
		if len(j.Chosen([]string{name})) == 0 {
			return fmt.Errorf("%s is not in the configuration; the tenants are %s", name, j.TenantNames())
		}
	}
	return nil
}

// chosen are the tenants with these names or ids; all for none.
func chosen(j *job.Job, names []string) ([]job.Tenant, error) {
	if err := known(j, names); err != nil {
		return nil, wrongError{fmt.Errorf("--tenant %w", err)}
	}
	return j.Chosen(names), nil
}

// inspect computes what the command shows. Warnings go to standard error.
func (r reading) inspect(
	ctx context.Context, cli *commandLine, p process, at job.Query,
) (job.Tenant, job.Inspection, error) {
	if err := at.Check(); err != nil {
		return job.Tenant{}, job.Inspection{}, wrongError{err}
	}
	j, t, err := r.open(ctx, cli, p)
	if err != nil {
		return job.Tenant{}, job.Inspection{}, err
	}
	inspection, err := j.Inspect(ctx, t, at)
	if err != nil {
		return t, inspection, err
	}
	return t, inspection, cli.printNotes(p, words.In(inspection.Model.Locale), inspection.Result.Warnings)
}

// printNotes writes warnings to standard error.
func (cli *commandLine) printNotes(p process, w words.Words, warnings []string) error {
	if cli.Quiet {
		return nil
	}
	s := p.forNotes()
	for _, warning := range warnings {
		s.hang("", 2, w.Note(warning))
	}
	_, err := p.stderr.Write([]byte(s.String()))
	return err
}

// printing is a command's output in each of its forms.
type printing struct {
	json any
	csv  func() ([]byte, error)
	text func(*screen)
}

func (r reading) print(p process, out printing) error {
	if r.JSON {
		return printJSON(p.stdout, out.json)
	}
	s := p.screen()
	out.text(&s)
	_, err := p.stdout.Write([]byte(s.String()))
	return err
}

func (t table) print(p process, out printing) error {
	if !t.CSV {
		return t.reading.print(p, out)
	}
	if t.JSON {
		return wrongError{errors.New("use --json or --csv, not both")}
	}
	data, err := out.csv()
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(data)
	return err
}
