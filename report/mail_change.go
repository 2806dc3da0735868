package report

import (
	"strings"

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

// mailDeclared goes with every change whose points rest on somebody's word.
const mailDeclared = "declared, not verified by Microsoft"

// mailGroups words an account. It lists at most limit changes, the first causes
// first; what it leaves out it counts.
func (l Locale) mailGroups(a score.Account, limit int) (groups []mailGroup, more int) {
	for _, g := range a.ByCause() {
		view := mailGroup{Cause: g.Cause, Count: len(g.Changes), Effect: l.SignedHundredths(g.Effect)}
		view.Mark, view.Tone, view.Heading = mailHeading(g.Cause)
		for _, c := range g.Changes {
			if limit == 0 {
				view.More++
				continue
			}
			limit--
			view.Changes = append(view.Changes, l.mailChangeOf(c, a))
		}
		more += view.More
		groups = append(groups, view)
	}
	return groups, more
}

func mailHeading(c score.Cause) (mark, tone, heading string) {
	switch c {
	case score.Regression, score.Undeclared, score.Acceptance:
		return "▼", "bad", CauseName(c)
	case score.Improvement, score.Declaration:
		return "▲", "good", CauseName(c)
	case score.Addition:
		return "+", "plain", "New from Microsoft"
	case score.Repointing:
		return "≠", "plain", "Re-pointed by Microsoft"
	case score.Retirement:
		return "–", "plain", "Retired by Microsoft"
	}
	return "•", "plain", CauseName(c)
}

func (l Locale) mailChangeOf(c score.Change, a score.Account) mailChange {
	view := mailChange{
		Title: mailTitle(c.Title, c.ID), Where: mailWhere(c.Service, c.Category),
		Detail: l.mailDetail(c, a.After), Effect: l.SignedHundredths(c.Effect), Declared: c.Declared,
	}
	if c.After.Scored {
		view.URL = ActionURL(c.ID)
	}
	return view
}

// mailDetail says what happened, one part for each kind.
func (l Locale) mailDetail(c score.Change, now score.Headline) string {
	var parts []string
	for _, k := range c.Kinds {
		switch k {
		case score.Improved, score.Regressed:
			parts = append(parts, l.Points(c.Before.Points)+" → "+l.mailPoints(c.After))
		case score.Added:
			if c.After.Points != 0 || !c.After.MaxKnown {
				parts = append(parts, l.mailPoints(c.After))
			}
			parts = append(parts, l.mailEffort(c.Control, now.Max))
		case score.Retired:
			parts = append(parts, "had "+l.mailPoints(c.Before))
		case score.Repointed:
			parts = append(parts, "maximum "+l.mailMax(c.Before)+" → "+l.mailMax(c.After)+" points")
		case score.Restated:
			parts = append(parts, mailStatus(c.Before.Status)+" → "+mailStatus(c.After.Status))
		}
	}
	if names := Names(c); names != "" {
		parts = append(parts, mailClip(names, 120))
	}
	return strings.Join(parts, " · ")
}

// mailEffort is what an action still gives, and what it takes.
func (l Locale) mailEffort(c score.Control, maximum float64) string {
	gain := "points to gain unknown"
	switch {
	case c.MaxKnown() && c.Left() == 0:
		return "nothing left to gain"
	case c.MaxKnown() && maximum > 0:
		gain = l.Points(c.Left()) + " points to gain (" + l.SignedHundredths(c.Left()/maximum*100) + " on the score)"
	case c.MaxKnown():
		gain = l.Points(c.Left()) + " points to gain"
	}
	return gain + " · cost " + strings.ToLower(LevelName(c.Cost)) + " · user impact " + strings.ToLower(LevelName(c.UserImpact))
}

func (l Locale) mailPoints(s score.Standing) string {
	if !s.MaxKnown {
		return l.Points(s.Points) + " points, maximum unknown"
	}
	return l.Points(s.Points) + " of " + l.Points(s.Max) + " points"
}

func (l Locale) mailMax(s score.Standing) string {
	if !s.MaxKnown {
		return "unknown"
	}
	return l.Points(s.Max)
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
