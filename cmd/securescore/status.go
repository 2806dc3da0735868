package main

import (
	"context"
	"strconv"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	sheets "secure-score-reporter/report"
)

type statusCommand struct {
	reading
	Since string `help:"What to compare with, a duration like P7D or a date. Default: the day before." placeholder:"PERIOD"`
}

// statusResult is a run's result for the tenant, and what to do first.
type statusResult struct {
	job.TenantResult
	DoFirst []actionResult `json:"doFirst"`
}

func (c *statusCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	_, sight, err := c.look(ctx, cli, p, job.LookAt{Since: event.Period(c.Since)})
	if err != nil {
		return err
	}
	return c.print(p, printing{
		json: statusResult{sight.Result, actionResults(sight.Model.Top)},
		text: func(out *screen) { statusText(out, sight.Model) },
	})
}

func statusText(out *screen, m sheets.Model) {
	out.line("%s  %s  zone %s", out.bold(plain(m.Tenant)), out.bold(sheets.Percent(m.Percent)), strings.ToLower(sheets.ZoneName(m.Zone)))
	out.line("%s of %s points, score of %s", sheets.Points(m.Current), sheets.Points(m.Max), sheets.LongDate(m.Date))
	if m.Since != nil {
		out.line("%s percentage points, %s points", out.signed(m.Account.Percent, sheets.SignedHundredths(m.Account.Percent)), sheets.SignedPoints(m.Account.Points))
		out.text(sheets.In(m.Locale).Change(m))
	} else {
		out.line("There is no earlier day to compare with yet.")
	}
	a := m.Analysis
	out.heading("Where the points are")
	widths := []int{-24, 9, 9}
	if s := a.Split; s.Known {
		out.row(widths, []string{"by configuration", sheets.Points(s.Earned), ""})
		out.row(widths, []string{"by declaration", sheets.Points(s.Declared), ""}, "nobody verifies these")
		out.row(widths, []string{"given up, risk accepted", sheets.Points(s.Accepted), ""})
		out.row(widths, []string{"open", sheets.Points(s.Open), ""})
	} else {
		out.line("Not known: a day of Microsoft's history has no states.")
	}
	out.heading("Views")
	for _, v := range a.Views {
		out.row(widths, []string{sheets.ViewLabel(v.Name), sheets.Points(v.Points), sheets.Percent(v.Percent)}, sheets.ViewHow(v.Name))
	}
	out.heading("Others")
	for i, name := range []string{"All tenants", "Tenants of similar size"} {
		c := a.Comparisons[i]
		out.row([]int{-24, 9, 9}, []string{name, sheets.Percent(c.Percent), out.signed(c.Ahead, sheets.SignedHundredths(c.Ahead))})
	}
	if a.Progress != nil {
		out.heading("Goal")
		out.text(sheets.ProgressSays(*a.Progress))
		out.text(planSays(*a.Plan))
	}
	freshnessText(out, m)
	if len(m.Top) > 0 {
		out.heading("Do first")
		actionsTable(out, m.Top)
	}
}

func planSays(p score.Plan) string {
	switch {
	case p.Reachable && len(p.Steps) == 0:
		return ""
	case p.Reachable:
		return "The cheapest way there is " + sheets.Count(len(p.Steps), "action") + ", effort " + strconv.Itoa(p.Effort) + ": securescore plan."
	}
	return "It is not reachable with what is scored today: all " + sheets.Count(len(p.Steps), "open action") + " lead to " + sheets.Percent(p.Reaches) + "."
}

// mostStale is how many controls are named that were not measured for long.
const mostStale = 3

func freshnessText(out *screen, m sheets.Model) {
	stale, missing := m.Analysis.Stale, m.Trend.Missing
	if len(stale) == 0 && len(missing) == 0 {
		return
	}
	out.heading("Freshness")
	if n := len(stale); n > 0 {
		var names []string
		for _, c := range stale[:min(n, mostStale)] {
			names = append(names, c.Title+" ("+sheets.ShortDate(score.DateOf(c.LastSynced))+")")
		}
		if n > mostStale {
			names = append(names, "and "+strconv.Itoa(n-mostStale)+" more")
		}
		out.text("Not measured for over three days: " + sheets.Count(n, "control") + ": " + strings.Join(names, ", ") + ".")
	}
	if n := len(missing); n > 0 {
		out.text("Without a score in these 90 days: " + sheets.Count(n, "day") + ", the last of them " + sheets.LongDate(missing[n-1]) + ".")
	}
}
