package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

type portfolioCommand struct {
	Period string
	Tenant []string
	Format string
	Out    string
	JSON   bool
}

func (c *portfolioCommand) flags(f *flagSet) {
	f.argument(&c.Period, "period", "What changes count from: a duration like P7D, or a date. Default: "+
		string(job.PortfolioPeriod)+".")
	f.texts(&c.Tenant, "tenant", "NAME", "Only these tenants, by name or id.")
	f.text(&c.Format, "format", "FORMAT", "", "Write pdf, html or csv. Default: what the name of --out ends in. A CSV without --out is printed.")
	f.file(&c.Out, "o,out", "FILE", "The file to write. Default: a name with the date, and with the language where it is not English, in this directory.")
	f.yes(&c.JSON, "json", "Print JSON.")
}

func (c *portfolioCommand) Help() string {
	return `It shows how the scores are spread, which fell and rose and why, which recommended
actions are open in most tenants, what Microsoft changed, and which tenants have no
current score.

It reads nothing from Microsoft and notifies nobody. It prints the report, or writes
a file:

  securescore portfolio P30D --out customers.pdf`
}

func (c *portfolioCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	format, err := c.format()
	if err := cmp.Or(err, placeOf(c.Out)); err != nil {
		return wrongError{err}
	}
	since, err := periodOf("PERIOD", c.Period)
	if err != nil {
		return err
	}
	since = cmp.Or(since, job.PortfolioPeriod)
	m, err := openPortfolio(ctx, cli, p, job.PortfolioQuery{Tenants: c.Tenant, Since: since})
	if err != nil {
		return err
	}
	if format != "" {
		err = c.write(p, m, format)
	} else {
		err = printPortfolio(p, c.JSON, job.PortfolioResultOf(m), func(out *screen) { portfolioText(out, m) })
	}
	return cmp.Or(err, unreadable(p, m))
}

// openPortfolio reads what is stored of the tenants.
func openPortfolio(
	ctx context.Context, cli *commandLine, p process, q job.PortfolioQuery,
) (portfolio.Model, error) {
	if q.Since != "" {
		if err := q.Since.Check(); err != nil {
			return portfolio.Model{}, wrongError{err}
		}
	}
	if p.keepCollectingLate != nil {
		p.keepCollectingLate()
	}
	j, err := cli.open(ctx, p)
	if err != nil {
		return portfolio.Model{}, err
	}
	if _, err := chosen(j, q.Tenants); err != nil {
		return portfolio.Model{}, err
	}
	m, warnings, err := j.PortfolioOf(ctx, q)
	if err != nil {
		return m, err
	}
	return m, cli.printNotes(p, words.In(m.Locale), warnings)
}

var fileFormats = []event.Format{event.PDF, event.HTML, event.CSV}

// format is the format of the file to write; empty for none.
func (c *portfolioCommand) format() (event.Format, error) {
	format, err := formatOf(c.Format, c.Out)
	if err == nil && format != "" && c.JSON {
		return "", errors.New("use --json, or --format and --out, not both")
	}
	return format, err
}

// formatOf is the format that the flags --format and --out say; empty for none.
func formatOf(flag, out string) (event.Format, error) {
	format := event.Format(strings.ToLower(flag))
	if format == "" && out != "" {
		format = event.Format(strings.TrimPrefix(strings.ToLower(filepath.Ext(out)), "."))
		if !slices.Contains(fileFormats, format) {
			return "", fmt.Errorf("--out %s: its name says no format; end it in .pdf, .html or .csv, or use --format", out)
		}
	}
	if format != "" && !slices.Contains(fileFormats, format) {
		return "", fmt.Errorf("--format %s: it has to be pdf, html or csv", flag)
	}
	return format, nil
}

// write writes the portfolio as a file; a CSV without a place for it goes to
// standard output.
func (c *portfolioCommand) write(p process, m portfolio.Model, format event.Format) error {
	files, err := job.DrawPortfolio(m, event.Formats{format})
	if err != nil {
		return err
	}
	file := files[0]
	if c.Out == "" && format == event.CSV {
		_, err = p.stdout.Write(file.Data)
		return err
	}
	path := cmp.Or(c.Out, file.Name)
	if err := writeWhole(path, file.Data); err != nil {
		return err
	}
	return printPath(p.stdout, path)
}

func printPortfolio(p process, asJSON bool, value any, text func(*screen)) error {
	if asJSON {
		return printJSON(p.stdout, value)
	}
	return p.show(text)
}

// unreadable says of which tenants nothing can be read, and fails if there are
// any.
func unreadable(p process, m portfolio.Model) error {
	w := words.In(m.Locale)
	var list []trouble
	for _, t := range m.Tenants {
		switch t.Trouble.Kind {
		case portfolio.Unreadable:
			list = append(list, trouble{w.Text(words.MarkFail), t.Trouble.Detail, []string{t.Name}, score.Fold(t.ID)})
		case portfolio.Misconfigured:
			list = append(list, trouble{w.Text(words.MarkFail), words.BrokenTenantHere, []string{t.Name}, ""})
		}
	}
	if len(list) == 0 {
		return nil
	}
	return errors.Join(errFailed, printTroubles(p, w, folded(list)))
}

// How many lines the parts of a portfolio have in a terminal.
const (
	screenActions    = 10
	screenChanges    = 8
	screenExceptions = 8
)

func portfolioText(out *screen, m portfolio.Model) {
	w := words.In(m.Locale)
	out.line("%s", out.bold(plain(w.PortfolioTitle(m.Name))))
	out.text(w.PortfolioSubtitle(m))
	out.text(w.PortfolioAnswer(m))
	out.line("")
	tenantsTable(out, w, m)
	tenantsSum(out, w, m)
	if len(m.Actions) > 0 {
		out.heading(w.Text(words.PortfolioActions))
		out.row([]int{10, 9}, []string{w.Text(words.HeadTenants), w.Text(words.HeadPointsLeft)}, w.Text(words.HeadAction))
		for _, a := range m.Actions[:min(screenActions, len(m.Actions))] {
			out.row([]int{10, 9}, []string{w.OfTenants(a.Tenants, m.Current), w.Points(a.Left)},
				w.ActionTitle(a.Title, a.ID))
		}
		if n := len(m.Actions) - screenActions; n > 0 {
			out.text(w.MoreRows(n))
		}
		out.text(w.ActionsInAll(m))
	}
	if len(m.Changes) > 0 {
		out.heading(w.Text(words.PortfolioChanges))
		for _, c := range m.Changes[:min(screenChanges, len(m.Changes))] {
			out.row([]int{10}, []string{w.OfTenants(c.Tenants, m.Compared)}, w.ActionTitle(c.Title, c.ID),
				w.ChangedByMicrosoft(c)+", "+w.EffectsOn(c))
		}
		if n := len(m.Changes) - screenChanges; n > 0 {
			out.text(w.MoreMoves(n))
		}
	}
	if len(m.Exceptions) > 0 {
		out.heading(w.Text(words.PortfolioExceptions))
		for _, e := range m.Exceptions[:min(screenExceptions, len(m.Exceptions))] {
			out.hang("  ", 2, w.ActionTitle(e.Title, e.ID), w.ExceptionEnds(e)+" · "+w.ReasonAndOwner(e),
				w.TenantNames(e.Tenants, 5))
		}
		if n := len(m.Exceptions) - screenExceptions; n > 0 {
			out.text(w.MoreExceptions(n))
		}
	}
}

// tenantsSum is what the rows of the table add up to.
func tenantsSum(out *screen, w words.Words, m portfolio.Model) {
	out.line("")
	for _, f := range w.PortfolioFigures(m) {
		out.row([]int{-27}, []string{f.Label}, f.Text)
	}
	for _, k := range m.Kinds() {
		if k.Kind == portfolio.Failing || k.Kind == portfolio.NoScore {
			out.line("")
			out.text(w.Text(words.TryTenants))
			return
		}
	}
}

// tenantsTable is a row for each tenant: the fewer columns, the narrower the
// terminal.
func tenantsTable(out *screen, w words.Words, m portfolio.Model) {
	columns := []tenantColumn{
		{head: w.Text(words.HeadTenant), width: -22, cell: func(t portfolio.Tenant) string { return w.TenantTitle(t.Name) }},
		{head: w.Text(words.HeadScore), width: 7, cell: w.ScoreOrNot},
		{head: w.Text(words.HeadChange), width: 6, cell: w.ChangeOrNot, paint: out.colouredChange},
		{head: w.Text(words.HeadDay), width: -6, cell: w.DayOrNot},
	}
	zone := tenantColumn{head: w.Text(words.HeadZone), width: -4, cell: w.ZoneOrNot}
	goal := tenantColumn{head: w.Text(words.HeadGoal), width: -17, cell: w.TenantVerdict}
	switch {
	case out.width >= 100:
		columns[0].width = -longestName(w, m, 22, 34)
		columns = slices.Insert(columns, 2, zone)
		columns = append(columns, goal)
	case out.width >= 76:
		columns = slices.Insert(columns, 2, zone)
	default:
		columns[0].width = -18
	}
	var widths []int
	var heads []string
	for i, c := range columns {
		if i > 0 {
			c.fit(m.Tenants)
		}
		columns[i] = c
		widths, heads = append(widths, c.width), append(heads, c.head)
	}
	out.row(widths, heads, w.Text(words.HeadWhy))
	for _, t := range m.Tenants {
		var cells []string
		for _, c := range columns {
			cell := shortened(plain(c.cell(t)), max(c.width, -c.width))
			if c.paint != nil {
				cell = c.paint(t, cell)
			}
			cells = append(cells, cell)
		}
		out.row(widths, cells, w.TenantNewsInShort(t))
	}
}

// tenantColumn is a column of the table of tenants.
type tenantColumn struct {
	head  string
	width int // as row has it
	cell  func(portfolio.Tenant) string
	paint func(t portfolio.Tenant, cell string) string // nil for none
}

// fit widens a column whose head or cells are longer in another language.
func (c *tenantColumn) fit(tenants []portfolio.Tenant) {
	cells := []string{c.head}
	for _, t := range tenants {
		cells = append(cells, plain(c.cell(t)))
	}
	if c.width < 0 {
		c.width = -longest(-c.width, cells)
		return
	}
	c.width = longest(c.width, cells)
}

func (s *screen) colouredChange(t portfolio.Tenant, text string) string {
	if !t.Compared() || score.IsNoise(t.Change) {
		return text
	}
	return s.signed(t.Change, text)
}

// longestName is the width of the longest name of a tenant within two bounds.
func longestName(w words.Words, m portfolio.Model, least, most int) int {
	var names []string
	for _, t := range m.Tenants {
		names = append(names, plain(w.TenantTitle(t.Name)))
	}
	return min(longest(least, names), most)
}
