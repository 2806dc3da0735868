package main

import (
	"context"
	"fmt"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/words"
)

type diffCommand struct {
	table
	From string `arg:"" optional:"" help:"What to compare with: a duration like P7D, or a date like 2026-11-16. The newest stored day at or before it counts. Default: the day before." placeholder:"FROM"`
	To   string `arg:"" optional:"" help:"The day that is compared: the newest stored day at or before this date. Default: the score as Microsoft reports it now." placeholder:"TO"`
}

func (c *diffCommand) Help() string {
	return `Every effect is in percentage points of the whole score. The effects add up to
the change of the score exactly. Points that moved because Microsoft changed what
an action is worth are listed apart from what your organisation did.`
}

func (c *diffCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	at := job.Query{Since: event.Period(c.From)}
	if c.To != "" {
		var err error
		if at.At, err = score.ParseDate(c.To); err != nil {
			return wrongError{fmt.Errorf("TO: %w", err)}
		}
	}
	_, sight, err := c.look(ctx, cli, p, at)
	if err != nil {
		return err
	}
	return c.print(p, printing{
		json: sight.Result,
		csv:  func() ([]byte, error) { return csv.Changes(sight.Model.Account) },
		text: func(out *screen) { diffText(out, sight.Model) },
	})
}

func diffText(out *screen, m report.Model) {
	if m.Since == nil {
		out.line("%s: there is no earlier day to compare with yet.", plain(m.Tenant))
		return
	}
	out.line("%s: %s on %s, %s on %s", out.bold(plain(m.Tenant)), words.Percent(m.Since.Percent()), words.LongDate(m.Since.Date),
		words.Percent(m.Percent), words.LongDate(m.Date))
	out.text(words.In(m.Locale).Change(m))
	widths := []int{7, -18}
	for _, g := range m.Account.ByCause() {
		out.heading("%s: %s, %s", words.CauseName(g.Cause), words.Count(len(g.Changes), "action"), words.SignedHundredths(g.Effect))
		for _, c := range g.Changes {
			out.row(widths, []string{out.signed(c.Effect, words.SignedHundredths(c.Effect)), moved(c)}, c.Title,
				strings.Join(append([]string{score.ProductName(c.Service)}, remarks(c)...), " · "))
		}
	}
	if m.Account.Unattributed != 0 {
		out.heading("Not attributable to any action: %s", words.SignedHundredths(m.Account.Unattributed))
	}
	if len(m.Analysis.Reversals) == 0 {
		return
	}
	out.heading("Moved there and back in between")
	for _, j := range m.Analysis.Reversals {
		out.row([]int{7, -18}, []string{words.SignedPoints(j.Net()), "+" + words.Points(j.Gained) + " " + words.SignedPoints(-j.Lost)}, j.Control.Title)
	}
	out.line("\n%s", "The first column is the net change in points, the second the way there.")
}

// moved is 6.67 → 10 of 10, in points.
func moved(c score.Change) string {
	most := func(s score.Standing) string {
		if !s.MaxKnown {
			return "?"
		}
		return words.Points(s.Max)
	}
	switch {
	case !c.Before.Scored:
		return words.Points(c.After.Points) + "/" + most(c.After)
	case !c.After.Scored:
		return words.Points(c.Before.Points) + "/" + most(c.Before) + " → –"
	case c.Has(score.Repointed):
		return words.Points(c.Before.Points) + "/" + most(c.Before) + " → " + words.Points(c.After.Points) + "/" + most(c.After)
	case c.Before.Points == c.After.Points:
		return words.Points(c.After.Points) + "/" + most(c.After)
	}
	return words.Points(c.Before.Points) + " → " + words.Points(c.After.Points) + "/" + most(c.After)
}

func remarks(c score.Change) []string {
	var parts []string
	if c.Has(score.StatusChanged) {
		parts = append(parts, words.StatusName(c.Before.Status)+" → "+words.StatusName(c.After.Status))
	}
	if c.Declared {
		parts = append(parts, "declared, not verified by Microsoft")
	}
	if names := words.FormerNames(c); names != "" {
		parts = append(parts, names)
	}
	return parts
}
