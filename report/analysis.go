package report

import (
	"math"
	"slices"

	"secure-score-reporter/internal/score"
)

// Analysis is what a report says beyond the score and its change. Numbers are
// as internal/score computes them, not rounded.
type Analysis struct {
	Split       score.Split
	Views       []score.View
	Comparisons []score.Comparison   // all organisations, then those of similar size
	Scopes      []score.ServiceScope // by service, in the order of the products' names
	Outside     []score.Profile      // in the catalogue but not scored for this tenant
	Stale       []score.Control      // measured longer ago than score.StaleAfter
	Reversals   []score.Reversal     // what moved up and down between the comparison and now
	Progress    *score.Progress      // nil without a goal
	Plan        *score.Plan          // the actions that reach the goal with the least effort; nil without one
}

func analyse(in Input, days []score.Day) Analysis {
	s := in.Snapshot
	days = score.Since(days, "", s.Date) // a report of an earlier day shows nothing later
	a := Analysis{
		Split: s.Split(), Views: s.Views(), Comparisons: s.Comparisons(),
		Scopes: score.Scopes(s, in.Catalogue), Outside: score.OutOfScope(s, in.Catalogue),
		Stale: s.Stale(in.Now), Reversals: score.Reversals(in.Between),
	}
	if in.Goal != nil {
		progress := score.ProgressTo(s, days, in.Goal.Percent, in.Goal.By)
		plan := score.PlanFor(s, in.Goal.Percent)
		a.Progress, a.Plan = &progress, &plan
	}
	return a
}

// PlanHalf is the first step at half the distance to the goal: how many steps
// lead there, their effort, and the percent then reached. A plan of fewer than
// eight steps has none.
func PlanHalf(p score.Plan) (steps, effort int, reached float64, ok bool) {
	const fewest = 8 // steps
	if len(p.Steps) < fewest {
		return 0, 0, 0, false
	}
	middle := (p.From + min(p.Goal, p.Reaches)) / 2
	for i, s := range p.Steps {
		effort += s.Effort
		if s.Percent >= middle {
			return i + 1, effort, s.Percent, true
		}
	}
	return 0, 0, 0, false
}

// listExceptions lists the exceptions. One of an action that is not scored has
// its title from the catalogue.
func (m *Model) listExceptions(in Input, today score.Date) {
	m.Exceptions = in.Snapshot.Decisions(in.Exceptions, today)
	for i, d := range m.Exceptions {
		if d.State != score.ExceptionNotScored {
			continue
		}
		for _, p := range in.Catalogue {
			if score.Fold(p.ID) == score.Fold(d.Control) {
				m.Exceptions[i].Action = p.Control()
			}
		}
	}
}

func (m *Model) exceptionsByID() map[string]*score.Decision {
	byID := make(map[string]*score.Decision, len(m.Exceptions))
	for i, d := range m.Exceptions {
		byID[score.Fold(d.Control)] = &m.Exceptions[i]
	}
	return byID
}

// Declared are the listed actions whose status the organisation reported:
// resolved elsewhere, or accepted as a risk.
func (m Model) Declared() []Action {
	var list []Action
	for _, a := range m.Actions {
		if a.Decided() {
			list = append(list, a)
		}
	}
	return list
}

// Decided says whether the organisation reported the action's status: resolved
// elsewhere, or accepted as a risk.
func (a Action) Decided() bool { return a.Declared() || a.Status() == score.RiskAccepted }

// OutsideScopes are the products with actions that are not scored for this
// tenant, and the number of these actions in all.
func (m Model) OutsideScopes() (scopes []score.ServiceScope, actions int) {
	for _, scope := range m.Analysis.Scopes {
		if scope.Outside > 0 {
			scopes = append(scopes, scope)
			actions += scope.Outside
		}
	}
	return scopes, actions
}

// DistinctViews are the views without those that have the points of the one
// before.
func (a Analysis) DistinctViews() []score.View {
	return slices.CompactFunc(slices.Clone(a.Views), func(a, b score.View) bool {
		return score.Hundredths(a.Points) == score.Hundredths(b.Points)
	})
}

// Difference is what the actions do not explain of the score and the maximum.
func (m Model) Difference() score.Difference {
	return m.Analysis.Split.Difference(score.Headline{Date: m.Date, Current: m.Current, Max: m.Max})
}

// Share is points as a percentage of the score's maximum, in hundredths; NaN
// where there is no maximum.
func (m Model) Share(points float64) float64 {
	if m.Max <= 0 {
		return math.NaN()
	}
	return score.Hundredths(points / m.Max * 100)
}
