package mail

import (
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// changeGroup is the changes of one cause as the email lists them.
type changeGroup struct {
	Cause   score.Cause
	Mark    string // a sign that is read without colour
	Tone    string // good, bad or plain: a class of the style sheet
	Heading string
	Count   int    // of all its changes
	Effect  string // of all its changes
	Changes []changeView
	More    int // changes that are not listed
}

// changeView is what happened to one action, in words.
type changeView struct {
	Title    string
	URL      string // opens the action in the portal; empty once Microsoft removed it
	Where    string // product and category
	Detail   string // 10 → 6.67 of 10 points
	Effect   string // +0.30, in percentage points
	Declared bool
}

// groupsOf puts a change of the score into words. It lists at most limit
// actions, in the order of the causes, and counts the rest. Drift has one line
// and lists none.
func groupsOf(w words.Words, a score.Account, limit int) (groups []changeGroup, more int) {
	for _, g := range a.ByCause() {
		view := changeGroup{Cause: g.Cause, Count: len(g.Changes), Effect: w.SignedHundredths(g.Effect)}
		view.Mark, view.Tone = draw.CauseTone(g.Cause)
		view.Heading = words.CauseHeading(g.Cause)
		for _, c := range g.Changes {
			if g.Cause == score.Drift {
				break
			}
			if limit == 0 {
				view.More++
				continue
			}
			limit--
			view.Changes = append(view.Changes, changeOf(w, c, a))
		}
		more += view.More
		groups = append(groups, view)
	}
	return groups, more
}

func changeOf(w words.Words, c score.Change, a score.Account) changeView {
	view := changeView{
		Title: words.ActionTitle(c.Title, c.ID), Where: placeOf(c.Service, c.Category),
		Detail: w.ChangeDetail(c, a.After), Effect: w.SignedHundredths(c.Effect), Declared: c.Declared,
	}
	if c.After.Scored {
		view.URL = report.ActionURL(c.ID)
	}
	return view
}

func placeOf(service, category string) string {
	product := plaintext.Clip(score.ProductName(service), 80)
	category = plaintext.Clip(category, 60)
	switch {
	case product == "":
		return category
	case category == "":
		return product
	}
	return product + " · " + category
}
