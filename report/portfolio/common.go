package portfolio

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// What several tenants have in common is said once.

// Action is a recommended action that is open in some tenants with a current
// score.
type Action struct {
	ID, Title, Service string
	Tenants            int
	Left               float64 // points in all of them
}

// CommonChange is something that Microsoft changed about an action, in some
// tenants with a current score.
type CommonChange struct {
	ID, Title   string
	Cause       score.Cause
	Before, Now float64 // maximum points; 0 where the action was not scored, or its maximum is unknown
	Tenants     int
	Least, Most float64 // percentage points: the effects on these tenants, from the lowest
}

// URL opens the action in the portal; empty where the portal does not have it
// any more.
func (c CommonChange) URL() string {
	if c.Cause == score.Retirement {
		return ""
	}
	return report.ActionURL(c.ID)
}

// CommonException is an exception that some tenants have.
type CommonException struct {
	Exception
	Tenants []string // their names
}

// DueDays is within how many days an exception ends that a portfolio lists.
const DueDays = 30

type key [4]string

func byKey(a, b key) int {
	for i := range a {
		if by := strings.Compare(a[i], b[i]); by != 0 {
			return by
		}
	}
	return 0
}

// commonActions are the open actions of current tenants: open in the most
// tenants first, then with the most points. Left is the points of all.
func commonActions(tenants []Tenant) (list []Action, left float64) {
	at := map[string]int{}
	folded := map[string]string{}
	for _, t := range tenants {
		if !t.Current() {
			continue
		}
		for _, o := range t.Open {
			id, known := folded[o.ID]
			if !known {
				id = score.Fold(o.ID)
				folded[o.ID] = id
			}
			i, found := at[id]
			if !found {
				i = len(list)
				at[id] = i
				list = append(list, Action{ID: o.ID, Title: o.Title, Service: o.Service})
			}
			list[i].Tenants++
			list[i].Left += o.Left
			left += o.Left
		}
	}
	for i := range list {
		list[i].Left = score.Hundredths(list[i].Left)
	}
	slices.SortFunc(list, func(a, b Action) int {
		return cmp.Or(
			cmp.Compare(b.Tenants, a.Tenants), cmp.Compare(b.Left, a.Left),
			strings.Compare(score.Fold(a.ID), score.Fold(b.ID)),
		)
	})
	return list, score.Hundredths(left)
}

func changeKey(c Change) key {
	return key{score.Fold(c.ID), string(c.Cause), number(c.Before), number(c.Now)}
}

// number is points as part of a key.
func number(x float64) string { return strconv.FormatFloat(score.Hundredths(x), 'f', 2, 64) }

// commonChanges are what Microsoft changed: in the most tenants first, then
// with the largest effect.
func commonChanges(tenants []Tenant) []CommonChange {
	at := map[key]int{}
	var list []CommonChange
	for _, t := range tenants {
		if !t.Compared() {
			continue
		}
		for _, c := range t.Changed {
			i, found := at[changeKey(c)]
			if !found {
				i = len(list)
				at[changeKey(c)] = i
				list = append(list, CommonChange{ID: c.ID, Title: c.Title, Cause: c.Cause, Before: c.Before, Now: c.Now,
					Least: c.Effect, Most: c.Effect})
			}
			list[i].Tenants++
			list[i].Least, list[i].Most = min(list[i].Least, c.Effect), max(list[i].Most, c.Effect)
		}
	}
	slices.SortFunc(list, func(a, b CommonChange) int {
		return cmp.Or(
			cmp.Compare(b.Tenants, a.Tenants), cmp.Compare(b.reach(), a.reach()),
			byKey(a.key(), b.key()),
		)
	})
	return list
}

func (c CommonChange) key() key {
	return changeKey(Change{ID: c.ID, Cause: c.Cause, Before: c.Before, Now: c.Now})
}

// reach is the largest effect in either direction.
func (c CommonChange) reach() float64 { return max(math.Abs(c.Least), math.Abs(c.Most)) }

// commonExceptions are the exceptions that are overdue or end within DueDays:
// those that end or ended first, then in the most tenants. Tenants without a
// current score count too: an exception ends all the same.
func commonExceptions(tenants []Tenant, today score.Date) []CommonException {
	at := map[key]int{}
	var list []CommonException
	for _, t := range tenants {
		for _, e := range t.Exceptions {
			if !e.Overdue && e.Until > today.AddDays(DueDays) {
				continue
			}
			k := key{score.Fold(e.ID), string(e.Until), e.Reason, e.Owner}
			i, found := at[k]
			if !found {
				i = len(list)
				at[k] = i
				list = append(list, CommonException{Exception: e})
			}
			list[i].Overdue = list[i].Overdue || e.Overdue
			list[i].Tenants = append(list[i].Tenants, t.Name)
		}
	}
	for i := range list {
		slices.Sort(list[i].Tenants)
	}
	slices.SortFunc(list, func(a, b CommonException) int {
		return cmp.Or(
			cmp.Compare(a.Until, b.Until), cmp.Compare(len(b.Tenants), len(a.Tenants)),
			strings.Compare(score.Fold(a.ID), score.Fold(b.ID)), strings.Compare(a.Reason, b.Reason),
			strings.Compare(a.Owner, b.Owner),
		)
	})
	return list
}
