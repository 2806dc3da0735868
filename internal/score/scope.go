package score

import (
	"cmp"
	"math"
	"slices"
)

// ServiceScope is how much of one service in Microsoft's catalogue the score of
// the tenant covers.
type ServiceScope struct {
	Service       string  // Microsoft's code; ProductName has the name for people
	Scored        int     // actions in the score
	ScoredMax     float64 // points
	Outside       int     // actions that are only in the catalogue
	OutsidePoints float64 // their maximum
}

// Scopes compares the score with the catalogue by service, in the order of the
// products' names. An action without a score is outside: not licensed or not
// applicable, which Microsoft Graph does not distinguish. Deprecated actions
// outside the score do not count.
func Scopes(s Snapshot, catalogue []Profile) []ServiceScope {
	byService := map[string]*ServiceScope{}
	at := func(service string) *ServiceScope {
		scope := byService[Fold(service)]
		if scope == nil {
			scope = &ServiceScope{Service: service}
			byService[Fold(service)] = scope
		}
		return scope
	}
	for _, c := range s.Controls {
		scope := at(c.Service)
		scope.Scored++
		scope.ScoredMax = Hundredths(scope.ScoredMax + c.Max)
	}
	for _, p := range OutOfScope(s, catalogue) {
		scope := at(p.Service)
		scope.Outside++
		scope.OutsidePoints = Hundredths(scope.OutsidePoints + p.Max)
	}
	scopes := make([]ServiceScope, 0, len(byService))
	for _, scope := range byService {
		scopes = append(scopes, *scope)
	}
	slices.SortFunc(scopes, func(a, b ServiceScope) int {
		return cmp.Or(cmp.Compare(ProductName(a.Service), ProductName(b.Service)),
			cmp.Compare(Fold(a.Service), Fold(b.Service)))
	})
	return scopes
}

// OutOfScope lists the actions that are in the catalogue but not in the score,
// by product, then the most points first, then by folded id. It leaves out
// deprecated ones.
func OutOfScope(s Snapshot, catalogue []Profile) []Profile {
	scored := make(map[string]bool, len(s.Controls))
	for _, c := range s.Controls {
		scored[Fold(c.ID)] = true
	}
	type named struct {
		*Profile
		id, product string
	}
	outside := make([]named, 0, len(catalogue))
	for i := range catalogue {
		p := &catalogue[i]
		if id := Fold(p.ID); !p.Deprecated && !scored[id] {
			outside = append(outside, named{p, id, ProductName(p.Service)})
		}
	}
	slices.SortFunc(outside, func(a, b named) int {
		return cmp.Or(
			cmp.Compare(a.product, b.product),
			cmp.Compare(b.Max, a.Max),
			cmp.Compare(a.id, b.id),
		)
	})
	if len(outside) == 0 {
		return nil
	}
	profiles := make([]Profile, 0, len(outside))
	for i, o := range outside {
		if i == 0 || o.id != outside[i-1].id {
			profiles = append(profiles, *o.Profile)
		}
	}
	return profiles
}

// Control is the action as it would be in the score with nothing of it done.
func (p Profile) Control() Control {
	return Control{
		ID: p.ID, Title: p.Title, Category: p.Category, Service: p.Service, Percent: math.NaN(),
		Max: p.Max, MaxSource: MaxOfProfile, HasProfile: true, Deprecated: p.Deprecated, Rank: p.Rank,
		Cost: p.Cost, UserImpact: p.UserImpact, Tier: p.Tier, ActionType: p.ActionType, Threats: p.Threats,
		ActionURL: p.ActionURL,
		State:     p.State, StateBy: p.StateBy, StateAt: p.StateAt, StateComment: p.StateComment,
		StateAssigned: p.StateAssigned,
	}
}
