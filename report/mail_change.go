package report

import (
	"secure-score-reporter/internal/score"
)

// mailGroup is the changes of one cause as the mail and the page list it.
type mailGroup struct {
	Cause   score.Cause
	Mark    string // a sign that is read without colour
	Tone    string // good, bad or plain: a class of the style sheet
	Heading string
	Count   int    // of all its changes
	Effect  string // of all its changes
	Changes []mailChange
	More    int // changes that are not listed
}

// mailChange is what happened to one control, in words.
type mailChange struct {
	Title    string
	URL      string // opens the action in the portal; empty once it is retired
	Where    string // product and category
	Detail   string // 10 → 6.67 of 10 points
	Effect   string // +0.30, in percentage points
	Declared bool
}

// mailGroups words an account. It lists at most limit changes, the first causes
// first; what it leaves out it counts.
func (w Words) mailGroups(a score.Account, limit int) (groups []mailGroup, more int) {
	for _, g := range a.ByCause() {
		view := mailGroup{Cause: g.Cause, Count: len(g.Changes), Effect: w.SignedHundredths(g.Effect)}
		view.Mark, view.Tone, view.Heading = mailHeading(g.Cause)
		for _, c := range g.Changes {
			if limit == 0 {
				view.More++
				continue
			}
			limit--
			view.Changes = append(view.Changes, w.mailChangeOf(c, a))
		}
		more += view.More
		groups = append(groups, view)
	}
	return groups, more
}

func (w Words) mailChangeOf(c score.Change, a score.Account) mailChange {
	view := mailChange{
		Title: mailTitle(c.Title, c.ID), Where: mailWhere(c.Service, c.Category),
		Detail: w.mailDetail(c, a.After), Effect: w.SignedHundredths(c.Effect), Declared: c.Declared,
	}
	if c.After.Scored {
		view.URL = ActionURL(c.ID)
	}
	return view
}

func mailStatus(s score.Status) string { return mailClip(StatusName(s), 60) }

// mailTitle is a title that can be shown: never empty, never endless.
func mailTitle(title, id string) string {
	if title = mailClip(title, 300); title != "" {
		return title
	}
	if id = mailClip(id, 300); id != "" {
		return id
	}
	return "(without a name)"
}

func mailWhere(service, category string) string {
	product := mailClip(score.ProductName(service), 80)
	category = mailClip(category, 60)
	switch {
	case product == "":
		return category
	case category == "":
		return product
	}
	return product + " · " + category
}
