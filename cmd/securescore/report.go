package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

type reportCommand struct {
	Period   string
	Tenant   string
	Cloud    string
	Full     bool
	Language string
	Format   string
	Out      string
	JSON     bool
}

func (c *reportCommand) flags(f *flagSet) {
	f.argument(&c.Period, "period", "What the report compares with: a duration like P7D, or a date like 2026-11-16. Default: "+
		string(event.DefaultPeriod)+".")
	f.text(&c.Tenant, "tenant", "NAME", "", "The tenant, by name or id. Needed if the configuration has several. Without a configuration: its id or one of its domains.")
	f.text(&c.Cloud, "cloud", "CLOUD", "", "Without a configuration: the Microsoft cloud of the tenant, public, usgov or usgovdod. Default: public.")
	f.yes(&c.Full, "full", "The full edition: every action, with its guidance. Default: the configuration's, or the summary.")
	f.text(&c.Language, "language", "LANGUAGE", "", "The language of the report: en, de or fr. Default: the configuration's, or en.")
	f.text(&c.Format, "format", "FORMAT", "", "Write pdf, html, or csv, which lists the actions. Default: what the name of --out ends in, or pdf.")
	f.file(&c.Out, "o,out", "FILE", "The file to write. Default: a name with the date, and with the language where it is not English, in this directory.")
	f.yes(&c.JSON, "json", "Print the result as JSON.")
}

func (c *reportCommand) Help() string {
	return `It is a PDF, a web page or a CSV:

  securescore report --tenant contoso.example --out board.pdf

Without a configuration you sign in in a browser, as a person with the role
Security Reader or Global Reader. If GRAPH_TOKEN is set, that access token signs
in. The report compares with the 90 days that Microsoft keeps.

With a configuration its sign-in and its store are used. Nothing is stored, and
later alerts and reports stay the same.`
}

func (c *reportCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	wanted, err := c.wanted()
	if err != nil {
		return wrongError{err}
	}
	j, t, err := c.open(ctx, cli, p)
	if err != nil {
		return err
	}
	if err := cli.step(p, words.ReportReading(plain(t.Name))); err != nil {
		return err
	}
	found, err := j.Inspect(ctx, t, job.Query{Since: wanted.Period, Report: &wanted})
	if err != nil {
		return err
	}
	if err := cli.step(p, words.ReportDrawing); err != nil {
		return err
	}
	files, notes, err := found.Draw(wanted)
	if err != nil {
		return err
	}
	warnings := found.Result.Warnings
	if found.Unread != nil {
		warnings = warnings[1:] // it ends the command
	}
	if err := cli.printNotes(p, words.In(found.Model.Locale), append(warnings, notes...)); err != nil {
		return err
	}
	return cmp.Or(c.deliver(cli, p, found, files[0]), found.Unread)
}

// wanted is the report that the flags ask for. A place where it cannot be
// written is refused before anybody signs in.
func (c *reportCommand) wanted() (event.Report, error) {
	period, err := periodOf("PERIOD", c.Period)
	r := event.Report{Period: cmp.Or(period, event.DefaultPeriod), Language: event.Language(c.Language)}
	if err != nil {
		return r, err
	}
	if c.Language != "" {
		if err := r.Language.Check(); err != nil {
			return r, fmt.Errorf("--language: %w", err)
		}
	}
	if c.Full {
		r.Edition = event.Full
	}
	format, err := formatOf(c.Format, c.Out)
	if err != nil {
		return r, err
	}
	r.Formats = event.Formats{cmp.Or(format, event.PDF)}
	return r, placeOf(c.Out)
}

// open is the tenant of the configuration, or without one any tenant.
func (c *reportCommand) open(ctx context.Context, cli *commandLine, p process) (*job.Job, job.Tenant, error) {
	if cli.Config != "" {
		if c.Cloud != "" {
			return nil, job.Tenant{}, wrongError{errors.New("--cloud: with a configuration its graph.cloud counts")}
		}
		return tenantFlag{c.Tenant}.open(ctx, cli, p)
	}
	j, err := cli.openAlone(p, c.Tenant, c.Cloud)
	if err != nil {
		return nil, job.Tenant{}, err
	}
	return j, j.Tenants[0], nil
}

// step says on standard error what a person at a terminal waits for.
func (cli *commandLine) step(p process, text string) error {
	if !cli.forPerson(p, false) {
		return nil
	}
	_, err := fmt.Fprintln(p.stderr, text)
	return err
}

// deliver writes the file and says where it is.
func (c *reportCommand) deliver(cli *commandLine, p process, found job.Inspection, file report.File) error {
	path := cmp.Or(c.Out, file.Name)
	if err := writeWhole(path, file.Data); err != nil {
		return err
	}
	if c.JSON {
		address, err := fileURL(path)
		if err != nil {
			return err
		}
		found.Result.Report = map[string]string{string(c.writtenAs()): address}
		return printJSON(p.stdout, found.Result)
	}
	if !cli.forPerson(p, false) {
		return printPath(p.stdout, path)
	}
	return p.show(func(s *screen) {
		w, m := words.In(found.Model.Locale), found.Model
		s.line("%s  %s  %s", s.bold(plain(m.Tenant)), s.bold(w.Percent(m.Percent)), w.InZone(m.Zone))
		s.text(w.ScoreOf(m))
		if m.Since != nil {
			s.text(w.Change(m))
		} else {
			s.text(w.Text(words.NothingToCompare))
		}
		s.line("%s %s", words.ReportWritten, plain(path)) // in one piece, so that it can be opened
	})
}

// writtenAs is the format of the file.
func (c *reportCommand) writtenAs() event.Format {
	format, _ := formatOf(c.Format, c.Out) // checked already
	return cmp.Or(format, event.PDF)
}

func fileURL(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return fileurl.Of(path), nil
}
