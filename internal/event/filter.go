package event

import (
	"fmt"

	"secure-score-reporter/internal/score"
)

// Filter narrows the actions that a report lists; never the score itself. The
// zero value lets every action through.
type Filter struct {
	Categories []string `json:"categories,omitempty"` // any of these, ignoring case
	// At most this user impact; an unknown one does not pass.
	MaxUserImpact score.Level `json:"maxUserImpact,omitempty"`
	// At most this cost to implement; an unknown one does not pass.
	MaxCost score.Level `json:"maxCost,omitempty"`
	// Any of these, ignoring case: toAddress, planned, riskAccepted,
	// thirdParty, alternateMitigation or completed.
	Statuses []score.Status `json:"statuses,omitempty"`
	New      *bool          `json:"new,omitempty"` // whether the action was added since the comparison
	// Whether the action is scored for this tenant; absent means only those
	// that are.
	Licensed *bool  `json:"licensed,omitempty"`
	Search   string `json:"search,omitempty"` // in title, id, product or category, ignoring case
	// Any of these products, by name or Microsoft's code, ignoring case.
	Services []string `json:"services,omitempty"`
	// None of these products, by name or Microsoft's code, ignoring case.
	ExcludeServices []string `json:"excludeServices,omitempty"`
}

// Empty says whether the filter lets everything through.
func (f Filter) Empty() bool {
	return len(f.Categories) == 0 && f.MaxUserImpact == "" && f.MaxCost == "" && len(f.Statuses) == 0 &&
		f.New == nil && f.Licensed == nil && f.Search == "" && len(f.Services) == 0 && len(f.ExcludeServices) == 0
}

// statuses are those that an action can have, as far as Microsoft documents
// its states.
var statuses = []score.Status{
	score.ToAddress, score.Planned, score.RiskAccepted, score.ThirdParty, score.AlternateMitigation, score.Completed,
}

// Statuses are the names of those that a filter can have.
func Statuses() (names []string) {
	for _, s := range statuses {
		names = append(names, string(s))
	}
	return names
}

// ParseStatuses reads statuses, ignoring case. What is no status is a problem,
// a text each.
func ParseStatuses(names []string) (list []score.Status, problems []string) {
	for _, name := range unique(names) {
		known := false
		for _, s := range statuses {
			if score.Fold(string(s)) == score.Fold(name) {
				list, known = append(list, s), true
			}
		}
		if !known {
			problems = append(problems,
				fmt.Sprintf("%q is not a status; use %s", short(name), choice(score.Status(name), statuses)))
		}
	}
	return list, problems
}
