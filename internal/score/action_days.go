package score

import (
	"slices"
	"strings"
)

// ActionDay is how one action stood on one day.
type ActionDay struct {
	Date Date
	Standing
	Thin bool // a day of Microsoft's history: the status is not known
}

// watchedDay has the versions of the watched action on one day.
type watchedDay struct {
	date     Date
	thin     bool
	versions []Control
}

// watch keeps how the watched action stood. A day whose actions are not all
// known says nothing where it lacks the action.
func (h *History) watch(s indexed) {
	if h.Watch == "" || s.HeadlineOnly() {
		return
	}
	day := watchedDay{date: s.Date, thin: s.Thin}
	name, _ := idVersion(Fold(h.Watch))
	for _, e := range s.entries {
		if !strings.HasPrefix(e.id, name) {
			continue // it takes long to find the version of every id on every day
		}
		if other, _ := idVersion(e.id); other == name {
			day.versions = append(day.versions, *e.control)
		}
	}
	if len(day.versions) > 0 || s.unlisted() == 0 {
		h.watched = append(h.watched, day)
	}
}

// WatchedIDs are the folded ids of the watched action, with those that it had
// before and after Microsoft raised the version in its id, sorted.
func (h *History) WatchedIDs() []string {
	ids := []string{Fold(h.Watch)}
	for _, d := range h.Days {
		for _, c := range d.Changes {
			if c.RenamedFrom != "" && slices.Contains(ids, Fold(c.RenamedFrom)) {
				ids = append(ids, Fold(c.ID))
			}
		}
	}
	for _, d := range slices.Backward(h.Days) {
		for _, c := range d.Changes {
			if c.RenamedFrom != "" && slices.Contains(ids, Fold(c.ID)) {
				ids = append(ids, Fold(c.RenamedFrom))
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Action is how the watched action stood on each day whose actions are known,
// oldest first, and the action itself as it was last. It has no days where it
// never was in the score.
func (h *History) Action() (last Control, days []ActionDay) {
	ids := h.WatchedIDs()
	found := false
	for _, w := range h.watched {
		day := ActionDay{Date: w.date, Thin: w.thin}
		for _, c := range w.versions {
			if slices.Contains(ids, Fold(c.ID)) {
				last, found = c, true
				day.Standing = standing(&c)
			}
		}
		days = append(days, day)
	}
	if !found {
		return Control{}, nil
	}
	return last, days
}
