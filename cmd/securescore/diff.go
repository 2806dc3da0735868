package main

import (
	"context"
	"fmt"
	"strings"

	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/csv"
	"secure-score-reporter/report/words"
)

type diffCommand struct {
	table
	From string
	To   string
}

func (c *diffCommand) flags(f *flagSet) {
	c.table.flags(f)
	f.argument(&c.From, "from", "What to compare with: a duration like P7D, or a date like 2026-11-16. The newest stored day at or before it counts."+dayBefore)
	f.argument(&c.To, "to", "The day that is compared: the newest stored day at or before this date. Default: the score as Microsoft reports it now.")
}

func (c *diffCommand) Help() string {
	return `Every effect is in percentage points of the whole score. The effects add up to
the change of the score exactly. Points that moved because Microsoft changed what
an action is worth are listed apart from what your organisation did.`
}

func (c *diffCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	since, err := periodOf("FROM", c.From)
	if err != nil {
		return err
	}
	at := job.Query{Since: since}
	if c.To != "" {
		if at.At, err = score.ParseDate(c.To); err != nil {
			return wrongError{fmt.Errorf("TO: %w", err)}
		}
	}
	_, inspection, err := c.inspect(ctx, cli, p, at)
	if err != nil {
		return err
	}
	return c.print(p, printing{
		json: inspection.Result,
		csv:  func() ([]byte, error) { return csv.Changes(inspection.Model.Account) },
		text: func(out *screen) { diffText(out, inspection.Model) },
	})
}

func diffText(out *screen, m report.Model) {
	w := words.In(m.Locale)
	if m.Since == nil {
		out.line("%s%s", plain(m.Tenant), w.Colon(w.Text(words.NothingToCompare)))
		return
	}
	out.titled(m.Tenant, w.Colon(w.ScoreFromTo(m.Since.Percent(), m.Since.Date, m.Percent, m.Date)))
	out.text(w.Change(m))
	widths := []int{7, -18}
	if len(m.Account.Changes) > 0 {
		out.text(w.Text(words.DiffNote))
	}
	for _, g := range m.Account.ByCause() {
		out.heading(w.CauseTotal(g))
		for _, c := range g.Changes {
			effect := w.SignedHundredths(c.Effect)
			if g.Cause != score.Drift {
				effect = out.signed(c.Effect, effect)
			}
			out.row(widths, []string{effect, moved(w, c)}, c.Title,
				strings.Join(append([]string{score.ProductName(c.Service)}, remarks(w, c)...), " · "))
		}
	}
	if m.Account.Unattributed != 0 {
		out.heading(w.UnattributedTotal(m.Account.Unattributed))
	}
	if len(m.Analysis.Reversals) == 0 {
		return
	}
	out.heading(w.Text(words.ReversalsTitle))
	for _, r := range m.Analysis.Reversals {
		between := "+" + w.Points(r.Gained) + " " + w.SignedPoints(-r.Lost)
		out.row(widths, []string{w.SignedPoints(r.Net()), between}, r.Control.Title)
	}
	out.line("")
	out.text(w.Text(words.ReversalsNote))
}

// moved is 6.67 → 10/10, in points.
func moved(w words.Words, c score.Change) string {
	of := func(s score.Standing) string { return pointsOf(w, s) }
	switch {
	case !c.Before.Scored:
		return of(c.After)
	case !c.After.Scored:
		return of(c.Before) + " → –"
	case c.Has(score.Repointed):
		return of(c.Before) + " → " + of(c.After)
	case c.Before.Points == c.After.Points:
		return of(c.After)
	}
	return w.Points(c.Before.Points) + " → " + of(c.After)
}

// pointsOf is 6.67/10, in points.
func pointsOf(w words.Words, s score.Standing) string {
	if !s.MaxKnown {
		return w.Points(s.Points) + "/?"
	}
	return w.Points(s.Points) + "/" + w.Points(s.Max)
}

func remarks(w words.Words, c score.Change) []string {
	var parts []string
	if c.Has(score.StatusChanged) {
		parts = append(parts, w.StatusName(c.Before.Status)+" → "+w.StatusName(c.After.Status))
	}
	if c.Declared {
		parts = append(parts, w.Text(words.LabelReported))
	}
	if who := w.DecidedBy(c); who != "" {
		parts = append(parts, who)
	}
	if names := w.FormerNames(c); names != "" {
		parts = append(parts, names)
	}
	return parts
}
