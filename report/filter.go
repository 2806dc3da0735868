package report

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/score"
)

// Filter narrows the actions that a report lists; never the score itself. The
// zero value lets every action through.
type Filter = event.Filter

// matches reports whether the filter lets an action through.
func matches(f Filter, a Action) bool {
	return matchesWords(f, a) &&
		(f.MaxUserImpact == "" || a.UserImpact.AtMost(f.MaxUserImpact)) &&
		(f.MaxCost == "" || a.Cost.AtMost(f.MaxCost)) &&
		(f.New == nil || *f.New == a.New) &&
		a.Outside == outside(f)
}

// outside reports whether the filter asks for actions that are not scored.
// Graph has no property "licensed", so a scored action counts as licensed;
// without such a filter only scored actions are listed.
func outside(f Filter) bool { return f.Licensed != nil && !*f.Licensed }

func matchesWords(f Filter, a Action) bool {
	if len(f.Categories) > 0 && !slices.ContainsFunc(f.Categories,
		func(c string) bool { return score.Fold(c) == score.Fold(a.Category) }) {
		return false
	}
	status := score.Fold(string(a.Status()))
	if len(f.Statuses) > 0 && !slices.ContainsFunc(f.Statuses,
		func(s score.Status) bool { return score.Fold(string(s)) == status }) {
		return false
	}
	wanted := strings.ToLower(strings.TrimSpace(f.Search))
	if wanted == "" {
		return true
	}
	text := strings.ToLower(a.Title + "\n" + a.ID + "\n" + a.Product + "\n" + a.Category)
	return strings.Contains(text, wanted)
}

// KeepQuickWins leaves only the quick wins among the actions.
func (m *Model) KeepQuickWins() {
	all := len(m.Actions)
	m.Actions = slices.DeleteFunc(slices.Clone(m.Actions), func(a Action) bool { return a.Outside || !a.QuickWin() })
	m.Unlisted += all - len(m.Actions)
}
