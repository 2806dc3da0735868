package graph

import (
	"cmp"
	"slices"

	"secure-score-reporter/internal/score"
)

// join copies the properties of each control's profile. A control without a
// profile has its id as title.
func join(controls []score.Control, profiles []score.Profile) {
	for i := range controls {
		control := &controls[i]
		profile := find(profiles, control.ID)
		setMax(control, profile)
		if profile == nil {
			continue
		}
		control.HasProfile = true
		control.Title = cmp.Or(profile.Title, control.ID)
		control.Category = cmp.Or(control.Category, profile.Category)
		control.Service = profile.Service
		control.Deprecated, control.Rank = profile.Deprecated, profile.Rank
		control.Cost, control.UserImpact = profile.Cost, profile.UserImpact
		control.Tier, control.ActionType = profile.Tier, profile.ActionType
		control.Threats, control.ActionURL = profile.Threats, profile.ActionURL
		control.State, control.StateBy = profile.State, profile.StateBy
		control.StateAt, control.StateComment = profile.StateAt, profile.StateComment
		control.StateAssigned = profile.StateAssigned
	}
}

// setMax sets the profile's maximum, or else the computed one.
func setMax(control *score.Control, profile *score.Profile) {
	if profile != nil && !profile.MaxUnusable {
		control.Max, control.MaxSource = profile.Max, score.MaxOfProfile
		return
	}
	if most, ok := maxFrom(control.Points, control.Percent); ok {
		control.Max, control.MaxSource = most, score.MaxComputed
	}
}

// find looks up an id in a sorted catalogue. It returns nil if there is none.
func find(profiles []score.Profile, id string) *score.Profile {
	i, ok := slices.BinarySearchFunc(profiles, score.Fold(id), func(p score.Profile, id string) int {
		return cmp.Compare(score.Fold(p.ID), id)
	})
	if !ok {
		return nil
	}
	return &profiles[i]
}

// sortProfiles sorts by folded id, as find requires.
func sortProfiles(profiles []score.Profile) {
	slices.SortStableFunc(profiles, func(a, b score.Profile) int {
		return cmp.Compare(score.Fold(a.ID), score.Fold(b.ID))
	})
}
