package report

import (
	"cmp"
	"maps"
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
	return matchesNames(f, a) && matchesSearch(f, a) &&
		(f.MaxUserImpact == "" || a.UserImpact.AtMost(f.MaxUserImpact)) &&
		(f.MaxCost == "" || a.Cost.AtMost(f.MaxCost)) &&
		(f.New == nil || *f.New == a.New) &&
		a.Outside == outside(f)
}

// outside reports whether the filter asks for actions that are not scored.
// Graph has no property "licensed", so a scored action counts as licensed;
// without such a filter only scored actions are listed.
func outside(f Filter) bool { return f.Licensed != nil && !*f.Licensed }

// matchesNames compares the category, the product and the status.
func matchesNames(f Filter, a Action) bool {
	status := score.Fold(string(a.Status()))
	return (len(f.Categories) == 0 || ofAny(f.Categories, a.Control, inCategory)) &&
		(len(f.Services) == 0 || ofAny(f.Services, a.Control, ofService)) &&
		!ofAny(f.ExcludeServices, a.Control, ofService) &&
		(len(f.Statuses) == 0 || slices.ContainsFunc(f.Statuses,
			func(s score.Status) bool { return score.Fold(string(s)) == status }))
}

func ofAny(names []string, c score.Control, is func(score.Control, string) bool) bool {
	return slices.ContainsFunc(names, func(name string) bool { return is(c, name) })
}

func inCategory(c score.Control, name string) bool {
	return score.Fold(categoryOf(c)) == score.Fold(name)
}

func categoryOf(c score.Control) string {
	return cmp.Or(strings.TrimSpace(c.Category), score.Uncategorized)
}

// ofService takes a product by its name or by Microsoft's code.
func ofService(c score.Control, name string) bool {
	return score.Fold(c.Service) == score.Fold(name) || score.Fold(score.ProductName(c.Service)) == score.Fold(name)
}

func matchesSearch(f Filter, a Action) bool {
	wanted := strings.ToLower(strings.TrimSpace(f.Search))
	text := strings.ToLower(a.Title + "\n" + a.ID + "\n" + a.Product + "\n" + a.Category)
	return strings.Contains(text, wanted) // always for an empty one
}

// KeepQuickWins leaves only the quick wins among the actions.
func (m *Model) KeepQuickWins() {
	all := len(m.Actions)
	m.Actions = slices.DeleteFunc(slices.Clone(m.Actions), func(a Action) bool { return a.Outside || !a.QuickWin() })
	m.Unlisted += all - len(m.Actions)
}

// FilterMiss is a name in a filter that no action has: it is misspelt, or the
// tenant has no such action.
type FilterMiss struct {
	Product bool // Name is a product; else a category
	Name    string
	Known   []string // the products or categories that there are, in order
}

// FilterMisses are the names in the filter that none of the actions has from
// which it chooses. Where no action is known, nothing is said.
func (in Input) FilterMisses() []FilterMiss {
	controls := in.Snapshot.Controls
	if outside(in.Filter) {
		controls = nil
		for _, p := range score.OutOfScope(in.Snapshot, in.Catalogue) {
			controls = append(controls, p.Control())
		}
	}
	if len(controls) == 0 {
		return nil
	}
	var misses []FilterMiss
	miss := func(names []string, product bool, is func(score.Control, string) bool, known func(score.Control) string) {
		for _, name := range names {
			if !slices.ContainsFunc(controls, func(c score.Control) bool { return is(c, name) }) {
				misses = append(misses, FilterMiss{product, name, namesOf(controls, known)})
			}
		}
	}
	productOf := func(c score.Control) string { return score.ProductName(c.Service) }
	miss(in.Filter.Categories, false, inCategory, categoryOf)
	miss(in.Filter.Services, true, ofService, productOf)
	miss(in.Filter.ExcludeServices, true, ofService, productOf)
	return misses
}

func namesOf(controls []score.Control, name func(score.Control) string) []string {
	found := map[string]bool{}
	for _, c := range controls {
		if s := name(c); s != "" {
			found[s] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
