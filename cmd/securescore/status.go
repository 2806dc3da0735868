package main

import (
	"cmp"
	"context"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

type statusCommand struct {
	reading
	Since string
}

func (c *statusCommand) flags(f *flagSet) {
	f.text(&c.Tenant, "tenant", "NAME", "", "The tenant, by name or id. Without it and with several tenants: a table.")
	f.yes(&c.JSON, "json", "Print JSON.")
	f.text(&c.Since, "since", "PERIOD", "", "What to compare with: a duration like P7D, or a date."+dayBefore)
}

func (c *statusCommand) Help() string {
	return `With several tenants and without --tenant it is a table, a row a tenant, of the
scores that are stored. The score of one tenant is read from Microsoft.`
}

// statusResult is a run's result for the tenant and the actions to do first.
type statusResult struct {
	job.TenantResult
	DoFirst []actionResult `json:"doFirst"`
}

func (c *statusCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	since, err := periodOf("--since", c.Since)
	if err != nil {
		return err
	}
	if c.Tenant == "" {
		j, err := cli.open(ctx, p)
		if err != nil {
			return err
		}
		if len(j.Tenants) > 1 {
			return c.ofAll(ctx, cli, p)
		}
	}
	_, inspection, err := c.inspect(ctx, cli, p, job.Query{Since: since})
	if err != nil {
		return err
	}
	return c.print(p, printing{
		json: statusResult{inspection.Result, actionResults(inspection.Model.Top)},
		text: func(out *screen) { statusText(out, inspection.Model) },
	})
}

// ofAll prints a row for each tenant.
func (c *statusCommand) ofAll(ctx context.Context, cli *commandLine, p process) error {
	m, err := openPortfolio(ctx, cli, p, job.PortfolioQuery{Since: event.Period(c.Since)})
	if err != nil {
		return err
	}
	err = printPortfolio(p, c.JSON, job.PortfolioTenants(m), func(out *screen) {
		w := words.In(m.Locale)
		out.text(w.PortfolioStored(m))
		out.line("")
		tenantsTable(out, w, m)
		tenantsSum(out, w, m)
	})
	return cmp.Or(err, unreadable(p, m))
}

func statusText(out *screen, m report.Model) {
	w := words.In(m.Locale)
	out.line("%s  %s  %s", out.bold(plain(m.Tenant)), out.bold(w.Percent(m.Percent)), w.InZone(m.Zone))
	out.text(w.ScoreOf(m))
	if m.Since != nil {
		moved := w.InPercentagePoints(m.Account.Percent)
		if !score.IsNoise(m.Account.Percent) {
			moved = out.signed(m.Account.Percent, moved)
		}
		out.line("%s, %s", moved, w.PointsMovedBy(m.Account.Points))
		out.text(w.Change(m))
	} else {
		out.line("%s", w.Text(words.NothingToCompare))
	}
	pointsText(out, w, m)
	if a := m.Analysis; a.Progress != nil {
		out.heading(w.Text(words.LabelGoal))
		out.text(w.Progress(*a.Progress))
		if len(a.Plan.Steps) > 0 {
			out.text(w.PlanIntro(*a.Plan) + " " + w.Text(words.PlanCommand))
		}
	}
	exceptionsText(out, w, m.Exceptions)
	freshnessText(out, w, m)
	if len(m.Top) > 0 {
		out.heading(w.Text(words.TopTitle))
		actionsTable(out, w, m.Top)
	}
}

// pointsText is where the points are, what the score could be, and what others
// have.
func pointsText(out *screen, w words.Words, m report.Model) {
	var names []string
	for _, part := range w.SplitParts(m) {
		names = append(names, part.Name)
	}
	for _, v := range m.Analysis.Views {
		names = append(names, w.ViewLabel(v.Name))
	}
	widths := []int{-longest(24, names), 9, 10}
	out.heading(w.Text(words.PointsTitle))
	if m.Analysis.Split.Known {
		for _, part := range w.SplitParts(m) {
			out.row(widths, []string{part.Name, w.Amount(part), ""}, part.Note)
		}
	} else {
		out.text(w.Text(words.SplitUnknown))
	}
	out.heading(w.Text(words.ViewsTitle))
	for _, v := range m.Analysis.Views {
		out.row(widths, []string{w.ViewLabel(v.Name), w.Points(v.Points), w.Percent(v.Percent)}, w.ViewHow(v.Name))
	}
	if note := w.ViewsNote(m); note != "" {
		out.text(note)
	}
	out.heading(w.Text(words.AveragesTitle))
	others := []string{w.Text(words.LabelAllTenants), w.SimilarSize(m)}
	widths[0] = -longest(longest(24, names), others)
	for i, name := range others {
		c := m.Analysis.Comparisons[i]
		out.row(widths, []string{name, w.Percent(c.Percent), out.signed(c.Ahead, w.PP(c.Ahead))})
	}
}

// exceptionsText is what the organisation decided to live with.
func exceptionsText(out *screen, w words.Words, list []score.Decision) {
	if len(list) == 0 {
		return
	}
	out.heading(w.Text(words.ExceptionsTitle))
	for _, d := range list {
		out.hang("  ", 2, w.ExceptionTitle(d), w.ExceptionFacts(d), w.ExceptionReason(d.Exception),
			w.DeclaredBy(d.Action))
	}
}

// mostStale is how many stale actions are named.
const mostStale = 3

func freshnessText(out *screen, w words.Words, m report.Model) {
	stale, missing := m.Analysis.Stale, m.Trend.Missing
	if len(stale) == 0 && len(missing) == 0 {
		return
	}
	out.heading(w.Text(words.FreshnessTitle))
	if len(stale) > 0 {
		out.text(w.StaleActions(stale, mostStale))
	}
	if len(missing) > 0 {
		out.text(w.MissingDays(missing))
	}
}
