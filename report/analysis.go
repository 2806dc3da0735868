package report

import (
	"secure-score-reporter/internal/score"
)

// Analysis is what a report says beyond the score and its change. Numbers are as
// internal/score computes them, not rounded.
type Analysis struct {
	Split       score.Split
	Views       []score.View
	Comparisons []score.Comparison   // all tenants, then those of similar size
	Scopes      []score.ServiceScope // by service, in the order of the products' names
	Outside     []score.Profile      // in the catalogue but not scored for this tenant
	Stale       []score.Control      // measured longer ago than score.StaleAfter
	Reversals   []score.Reversal     // what moved up and down between the comparison and now
	Progress    *score.Progress      // nil without a goal
	Plan        *score.Plan          // the cheapest way to the goal; nil without one
}

func analyse(in Input, days []score.Day) Analysis {
	s := in.Snapshot
	days = score.Since(days, "", s.Date) // a look back knows nothing of what came later
	a := Analysis{
		Split: s.Split(), Views: s.Views(), Comparisons: s.Comparisons(),
		Scopes: score.Scopes(s, in.Catalogue), Outside: score.OutOfScope(s, in.Catalogue),
		Stale: s.Stale(in.Now), Reversals: score.Reversals(in.Way),
	}
	if in.Goal != nil {
		progress := score.ProgressTo(s, days, in.Goal.Percent, in.Goal.By)
		plan := score.PlanFor(s, in.Goal.Percent, true)
		a.Progress, a.Plan = &progress, &plan
	}
	return a
}
