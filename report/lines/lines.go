// Package lines puts the change of a score into lines, one for each thing that
// a reader should see: the mail and Teams show them. Which changes have a line
// of their own is decided in report/news.go. It draws nothing and cannot fail.
package lines

import (
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// Line is a line about a change: one action, or several together.
type Line struct {
	Mark, Tone string // a sign that is read without colour; good, bad or plain
	Title, URL string // URL is empty for several actions, and once Microsoft removed one
	Detail     string // may be empty
	Effect     string // with its unit; empty where the line has none of its own
	Sum        bool   // the line adds up the others
}

// What lines of no cause have.
const (
	RestMark  = "•"
	PlainTone = "plain"

	LongestTitle = 140 // characters of a title in a line
)

// scope is what a message lists by name, one line an action. It has one line
// for all other causes together, and one for drift.
type scope struct {
	divide func([]score.Group) (named, others []score.Group)
	most   int    // lines of one cause
	moreIn string // where the others are
}

// scopeOf is the scope of a message: an alert has a line for each real event,
// a report for what report.InBrief names.
func scopeOf(w words.Words, o report.Occasion) scope {
	if o == report.Periodic {
		return scope{divide: report.InBrief, most: 4, moreIn: w.Text(words.InTheReport)}
	}
	return scope{divide: events, most: 10, moreIn: w.Text(words.InThePortal)}
}

func events(groups []score.Group) (named, others []score.Group) {
	return report.Divide(groups, report.IsEvent)
}

// Of is a change of the score in lines, whose effects add up to the last.
func Of(w words.Words, a score.Account, o report.Occasion) []Line {
	s := scopeOf(w, o)
	var lines []Line
	named, others := s.divide(a.ByCause())
	for _, g := range named {
		lines = append(lines, namedLines(w, g, s)...)
	}
	rest, drift := report.Divide(others, report.NotDrift)
	if len(rest) > 0 {
		lines = append(lines, restLine(w, rest))
	}
	for _, g := range drift {
		lines = append(lines, groupLine(g.Cause, w.Drifted(len(g.Changes)), w.PP(g.Effect)))
	}
	if a.Unattributed != 0 {
		lines = append(lines, Line{Mark: RestMark, Tone: PlainTone, Title: w.Text(words.LabelUnattributed),
			Effect: w.PP(a.Unattributed)})
	}
	if len(lines) == 0 {
		return nil
	}
	return append(lines, Line{Tone: PlainTone, Title: w.Text(words.LabelTotal), Effect: w.PP(a.Percent), Sum: true})
}

// namedLines are the actions of a cause, and a line for those that are left.
func namedLines(w words.Words, g score.Group, s scope) []Line {
	listed := len(g.Changes)
	if listed > s.most {
		listed = s.most - 1
	}
	var lines []Line
	left := g.Effect
	for _, c := range g.Changes[:listed] {
		lines = append(lines, One(w, c, g.Cause))
		left -= c.Effect
	}
	if more := len(g.Changes) - listed; more > 0 {
		line := groupLine(g.Cause, w.MoreOfCause(more, g.Cause), w.PP(left))
		line.Detail = s.moreIn
		lines = append(lines, line)
	}
	return lines
}

// One is the line of one action.
func One(w words.Words, c score.Change, cause score.Cause) Line {
	title := plaintext.Clip(w.ActionTitle(c.Title, c.ID), LongestTitle)
	line := groupLine(cause, title, w.PP(c.Effect))
	line.URL, line.Detail = PortalOf(c), w.EventDetail(cause, c)
	return line
}

// PortalOf opens the action in the portal; empty once Microsoft removed it.
func PortalOf(c score.Change) string {
	if !c.After.Scored {
		return ""
	}
	return report.ActionURL(c.ID)
}

func groupLine(cause score.Cause, title, effect string) Line {
	line := Line{Title: title, Effect: effect}
	line.Mark, line.Tone = draw.CauseTone(cause)
	return line
}

// restLine is the changes that have no line of their own.
func restLine(w words.Words, rest []score.Group) Line {
	sum := 0.0
	for _, g := range rest {
		sum += g.Effect
	}
	return Line{Mark: RestMark, Tone: PlainTone, Title: w.CountedBesideSum(rest), Effect: w.PP(sum)}
}
