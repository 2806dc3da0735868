package main

import (
	"context"
	"fmt"
	"slices"

	"secure-score-reporter/internal/app"
	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/edit"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

type tenantsCheck struct {
	Tenant []string
	JSON   bool
	sideBySide
}

func (c *tenantsCheck) flags(f *flagSet) {
	f.rest(&c.Tenant, "tenant", "Only these tenants, by name or id.")
	f.yes(&c.JSON, "json", "Print the findings as JSON.")
	c.sideBySide.flags(f)
}

func (c *tenantsCheck) Help() string {
	return `Signs in to each tenant and reads its score, as a run would. It says one line for
each tenant that is well, and how to fix the others. It stores and sends nothing.
doctor checks the store and the channels, too.`
}

func (c *tenantsCheck) Run(ctx context.Context, cli *commandLine, p process) error {
	j, err := cli.open(ctx, p)
	if err != nil {
		return err
	}
	if err := known(j, c.Tenant); err != nil {
		return wrongError{err}
	}
	checks := &checklist{
		p: p, progress: cli.waiting(p, c.JSON), json: c.JSON, quiet: cli.Quiet, brief: true,
		tenants: j.Chosen(c.Tenant), parallel: c.Parallel,
	}
	c.limitMemory(p, len(checks.tenants))
	return checks.run(ctx, j.ExamineSignIn)
}

// localFile opens the configuration to edit it.
func (cli *commandLine) localFile() (path string, file *edit.File, err error) {
	if path, err = config.LocalFile(cli.Config); err == nil {
		file, err = edit.OpenFile(path)
	}
	if err != nil {
		return "", nil, wrongError{fmt.Errorf("editing the configuration: %w", err)}
	}
	return path, file, nil
}

type tenantsRemove struct {
	Tenant string
}

func (c *tenantsRemove) flags(f *flagSet) {
	f.needed(&c.Tenant, "tenant", "The tenant, by name or id.")
}

func (c *tenantsRemove) Help() string {
	return `Removes the tenant's entry from the configuration, which has to be a local file.
Everything else in the file stays as it is, also comments. What is stored about
the tenant stays; the command says where.`
}

func (c *tenantsRemove) Run(ctx context.Context, cli *commandLine, p process) error {
	path, file, err := cli.localFile()
	if err != nil {
		return err
	}
	edited, err := edit.Remove(path, file.Text, c.Tenant)
	if err != nil {
		return wrongError{err}
	}
	said := c.remains(ctx, cli, p, path, file.Text)
	if err := file.Write(edited); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	if cli.Quiet {
		return nil
	}
	return p.show(func(s *screen) {
		s.text(words.TenantRemoved(c.Tenant, path))
		for _, text := range said {
			s.text(text)
		}
	})
}

// remains says what stays of the tenant, as far as the configuration can be
// used.
func (c *tenantsRemove) remains(ctx context.Context, cli *commandLine, p process, path string, text []byte) []string {
	cfg, err := config.ParseFile(path, text)
	if err != nil {
		return nil
	}
	t, found := cfg.Tenant(c.Tenant)
	if found && len(t.Problems) > 0 && t.ID != "" {
		return []string{words.MayStay(cfg.Store, folder(t.ID))}
	}
	j, err := cli.process(p).Job(cfg)
	if err != nil || !found || len(t.Problems) > 0 {
		return nil
	}
	said := []string{stored(ctx, cfg.Store, j.Chosen([]string{t.ID})[0])}
	if app.ConsentURL(cfg, t) != "" {
		said = append(said, words.RevokeConsent)
	}
	return said
}

// folder is where a tenant's data is in the store.
func folder(id string) string { return "tenants/" + score.Fold(id) }

// stored says what is stored about a tenant.
func stored(ctx context.Context, store string, t job.Tenant) string {
	folder := folder(t.ID)
	snapshots, history, err := t.Store.Dates(ctx)
	if err != nil {
		return words.StaysUnknown(store, folder, err)
	}
	days := distinct(append(snapshots, history...))
	if len(days) == 0 {
		return words.In(t.Locale.In(report.English)).StaysStored(store, folder, 0, "", "")
	}
	return words.In(t.Locale.In(report.English)).StaysStored(store, folder, len(days), days[0], days[len(days)-1])
}

// distinct are sorted days, each once.
func distinct(days []score.Date) []score.Date {
	sorted := slices.Clone(days)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}
