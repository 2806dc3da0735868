package mail

import (
	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// changeLine is a line about a change: one action, or several together.
type changeLine struct {
	Mark, Tone string // as of a changeGroup
	Title, URL string // URL is empty for several actions, and once Microsoft removed one
	Detail     string // may be empty
	Effect     string // with its unit; empty where the line has none of its own
	Sum        bool   // the line adds up the others
}

const (
	restMark  = "•"
	plainTone = "plain"

	longestTitle = 140 // characters of a title in a line
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
func scopeOf(o report.Occasion) scope {
	if o == report.Periodic {
		return scope{divide: report.InBrief, most: 4, moreIn: words.InTheReport}
	}
	return scope{divide: events, most: 10, moreIn: words.InThePortal}
}

func events(groups []score.Group) (named, others []score.Group) {
	return report.Divide(groups, report.IsEvent)
}

// linesOf is a change of the score in lines, whose effects add up to the last.
func linesOf(w words.Words, a score.Account, s scope) []changeLine {
	var lines []changeLine
	named, others := s.divide(a.ByCause())
	for _, g := range named {
		lines = append(lines, namedLines(w, g, s)...)
	}
	rest, drift := report.Divide(others, report.NotDrift)
	if len(rest) > 0 {
		lines = append(lines, restLine(w, rest))
	}
	for _, g := range drift {
		lines = append(lines, groupLine(g.Cause, words.Drifted(len(g.Changes)), w.PP(g.Effect)))
	}
	if a.Unattributed != 0 {
		lines = append(lines, changeLine{Mark: restMark, Tone: plainTone, Title: words.LabelUnattributed,
			Effect: w.PP(a.Unattributed)})
	}
	if len(lines) == 0 {
		return nil
	}
	return append(lines, changeLine{Tone: plainTone, Title: words.LabelTotal, Effect: w.PP(a.Percent), Sum: true})
}

// namedLines are the actions of a cause, and a line for those that are left.
func namedLines(w words.Words, g score.Group, s scope) []changeLine {
	listed := len(g.Changes)
	if listed > s.most {
		listed = s.most - 1
	}
	var lines []changeLine
	left := g.Effect
	for _, c := range g.Changes[:listed] {
		lines = append(lines, lineOf(w, c, g.Cause))
		left -= c.Effect
	}
	if more := len(g.Changes) - listed; more > 0 {
		line := groupLine(g.Cause, words.MoreOfCause(more, g.Cause), w.PP(left))
		line.Detail = s.moreIn
		lines = append(lines, line)
	}
	return lines
}

func lineOf(w words.Words, c score.Change, cause score.Cause) changeLine {
	title := plaintext.Clip(words.ActionTitle(c.Title, c.ID), longestTitle)
	line := groupLine(cause, title, w.PP(c.Effect))
	line.URL, line.Detail = portalOf(c), w.EventDetail(cause, c)
	return line
}

func groupLine(cause score.Cause, title, effect string) changeLine {
	line := changeLine{Title: title, Effect: effect}
	line.Mark, line.Tone = draw.CauseTone(cause)
	return line
}

// restLine is the changes that have no line of their own.
func restLine(w words.Words, rest []score.Group) changeLine {
	sum := 0.0
	for _, g := range rest {
		sum += g.Effect
	}
	return changeLine{Mark: restMark, Tone: plainTone, Title: w.CountedBesideSum(rest), Effect: w.PP(sum)}
}
