package main

import (
	"context"
	"strconv"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

type statusCommand struct {
	reading
	Since string `help:"What to compare with, a duration like P7D or a date. Default: the day before." placeholder:"PERIOD"`
}

// statusResult is a run's result for the tenant and the actions to do first.
type statusResult struct {
	job.TenantResult
	DoFirst []actionResult `json:"doFirst"`
}

func (c *statusCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	_, sight, err := c.look(ctx, cli, p, job.Query{Since: event.Period(c.Since)})
	if err != nil {
		return err
	}
	return c.print(p, printing{
		json: statusResult{sight.Result, actionResults(sight.Model.Top)},
		text: func(out *screen) { statusText(out, sight.Model) },
	})
}

func statusText(out *screen, m report.Model) {
	out.line("%s  %s  zone %s", out.bold(plain(m.Tenant)), out.bold(words.Percent(m.Percent)), strings.ToLower(words.ZoneName(m.Zone)))
	out.line("%s of %s points, score of %s", words.Points(m.Current), words.Points(m.Max), words.LongDate(m.Date))
	if m.Since != nil {
		out.line("%s percentage points, %s points", out.signed(m.Account.Percent, words.SignedHundredths(m.Account.Percent)), words.SignedPoints(m.Account.Points))
		out.text(words.In(m.Locale).Change(m))
	} else {
		out.line("There is no earlier day to compare with yet.")
	}
	a := m.Analysis
	out.heading("Where the points are")
	widths := []int{-24, 9, 9}
	if s := a.Split; s.Known {
		out.row(widths, []string{"by configuration", words.Points(s.Earned), ""})
		out.row(widths, []string{"by declaration", words.Points(s.Declared), ""}, "nobody verifies these")
		out.row(widths, []string{"given up, risk accepted", words.Points(s.Accepted), ""})
		out.row(widths, []string{"open", words.Points(s.Open), ""})
	} else {
		out.line("Not known: a day of Microsoft's history has no states.")
	}
	out.heading("Views")
	for _, v := range a.Views {
		out.row(widths, []string{words.ViewLabel(v.Name), words.Points(v.Points), words.Percent(v.Percent)}, words.ViewHow(v.Name))
	}
	out.heading("Others")
	for i, name := range []string{"All tenants", "Tenants of similar size"} {
		c := a.Comparisons[i]
		out.row([]int{-24, 9, 9}, []string{name, words.Percent(c.Percent), out.signed(c.Ahead, words.SignedHundredths(c.Ahead))})
	}
	if a.Progress != nil {
		out.heading("Goal")
		out.text(words.Progress(*a.Progress))
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
		return "The cheapest way there is " + words.Count(len(p.Steps), "action") + ", effort " + strconv.Itoa(p.Effort) + ": securescore plan."
	}
	return "It is not reachable with what is scored today: all " + words.Count(len(p.Steps), "open action") + " lead to " + words.Percent(p.Reaches) + "."
}

// mostStale is how many stale controls are named.
const mostStale = 3

func freshnessText(out *screen, m report.Model) {
	stale, missing := m.Analysis.Stale, m.Trend.Missing
	if len(stale) == 0 && len(missing) == 0 {
		return
	}
	out.heading("Freshness")
	if n := len(stale); n > 0 {
		var names []string
		for _, c := range stale[:min(n, mostStale)] {
			names = append(names, c.Title+" ("+words.ShortDate(score.DateOf(c.LastSynced))+")")
		}
		if n > mostStale {
			names = append(names, "and "+strconv.Itoa(n-mostStale)+" more")
		}
		out.text("Not measured for over three days: " + words.Count(n, "control") + ": " + strings.Join(names, ", ") + ".")
	}
	if n := len(missing); n > 0 {
		out.text("Without a score in these 90 days: " + words.Count(n, "day") + ", the last of them " + words.LongDate(missing[n-1]) + ".")
	}
}
