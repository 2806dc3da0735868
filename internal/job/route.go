package job

import (
	"slices"

	"secure-score-reporter/internal/score"
)

// Route is a further channel that is alerted to some changes only. It decides
// when its people are notified, not of what: the message has the whole change
// of the score, so that it adds up. Reports do not go there.
type Route struct {
	Channel
	Categories []string     // of these, ignoring case; empty for any
	Kinds      []score.Kind // of these; empty for any

	others []Route // further routes to the same recipient
}

// includes says whether a change is a reason to notify the route's people: for
// the route itself or for another one to the same recipient.
func (r Route) includes(c score.Change) bool {
	return r.names(c) || slices.ContainsFunc(r.others, func(other Route) bool { return other.names(c) })
}

// names says whether a change is of the route's own categories and kinds. Drift
// counts with its kind: left out, it would not add up over the days.
func (r Route) names(c score.Change) bool {
	named := func(category string) bool { return score.Fold(category) == score.Fold(c.Category) }
	return (len(r.Categories) == 0 || slices.ContainsFunc(r.Categories, named)) &&
		(len(r.Kinds) == 0 || slices.ContainsFunc(r.Kinds, c.Has))
}

// routes are the tenant's routes, one for each recipient. Several routes to one
// recipient are one: two messages about the same change would be repetition,
// and the recipient has one ledger. A route to a channel of the tenant's own
// adds nothing, because that channel is alerted to every change.
func (t Tenant) routes() []Route {
	var list []Route
	for _, route := range t.Routes {
		if slices.ContainsFunc(t.Channels, func(c Channel) bool { return oneRecipient(c, route) }) {
			continue
		}
		first := slices.IndexFunc(list, func(r Route) bool { return oneRecipient(r, route) })
		if first < 0 {
			list = append(list, route)
			continue
		}
		list[first].others = append(slices.Clone(list[first].others), route)
	}
	return list
}

func oneRecipient(a, b Channel) bool { return a.Name() == b.Name() && a.To() == b.To() }
