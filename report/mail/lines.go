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
	named  func(score.Group) bool
	most   int    // lines of one cause
	moreIn string // where the others are
}

// scopeOf is the scope of a message: an alert has a line for each real event,
// a report for what is bad news or new.
func scopeOf(o report.Occasion) scope {
	if o == report.Periodic {
		return scope{named: isNewsOfAReport, most: 4, moreIn: words.InTheReport}
	}
	return scope{named: isEvent, most: 10, moreIn: words.InThePortal}
}

func isNewsOfAReport(g score.Group) bool {
	switch g.Cause {
	case score.Regression, score.Undeclared, score.Acceptance, score.Addition:
		return true
	}
	return g.Cause == score.StatusOnly && isBadNews(g.Changes[0])
}

func isEvent(g score.Group) bool {
	return g.Cause.By() != score.ByMicrosoft && g.Cause.By() != score.ByDrift
}

// isBadNews says whether a change of a status is bad news, although no points
// went: a risk was accepted, or the organisation no longer reports what it
// reported.
func isBadNews(c score.Change) bool {
	return c.StatusSet() && c.After.Status == score.RiskAccepted ||
		c.Before.Status.Declared() && !c.After.Status.Declared()
}

// byNews are the groups of an account, with the changes of a status that are
// bad news apart from the others.
func byNews(a score.Account) []score.Group {
	var groups []score.Group
	for _, g := range a.ByCause() {
		if g.Cause != score.StatusOnly {
			groups = append(groups, g)
			continue
		}
		bad, others := score.Group{Cause: g.Cause}, score.Group{Cause: g.Cause}
		for _, c := range g.Changes {
			part := &others
			if isBadNews(c) {
				part = &bad
			}
			part.Changes, part.Effect = append(part.Changes, c), part.Effect+c.Effect
		}
		for _, part := range []score.Group{bad, others} {
			if len(part.Changes) > 0 {
				groups = append(groups, part)
			}
		}
	}
	return groups
}

// linesOf is a change of the score in lines, whose effects add up to the last.
func linesOf(w words.Words, a score.Account, s scope) []changeLine {
	var lines []changeLine
	var rest, drift []score.Group
	for _, g := range byNews(a) {
		switch {
		case g.Cause == score.Drift:
			drift = append(drift, g)
		case s.named(g):
			lines = append(lines, namedLines(w, g, s)...)
		default:
			rest = append(rest, g)
		}
	}
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
		line := groupLine(g.Cause, words.MoreFrom(more, g.Cause), w.PP(left))
		line.Detail = s.moreIn
		lines = append(lines, line)
	}
	return lines
}

func lineOf(w words.Words, c score.Change, cause score.Cause) changeLine {
	title := plaintext.Clip(words.ActionTitle(c.Title, c.ID), longestTitle)
	line := groupLine(cause, title, w.PP(c.Effect))
	line.URL, line.Detail = portalOf(c), w.EventDetail(c, cause)
	return line
}

func groupLine(cause score.Cause, title, effect string) changeLine {
	line := changeLine{Title: title, Effect: effect}
	line.Mark, line.Tone = draw.CauseTone(cause)
	return line
}

// restLine is the changes that have no line of their own; those that Microsoft
// added are named.
func restLine(w words.Words, rest []score.Group) changeLine {
	line := changeLine{Mark: restMark, Tone: plainTone, Title: w.Counted(rest)}
	sum := 0.0
	for _, g := range rest {
		sum += g.Effect
		if g.Cause == score.Addition {
			line.Detail = words.Added(g.Changes)
		}
	}
	line.Effect = w.PP(sum)
	return line
}
