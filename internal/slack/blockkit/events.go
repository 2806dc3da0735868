package blockkit

import (
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
)

// linesFor is how many lines each group may have, so that all of them have no
// more than room.
func linesFor(groups []score.Group, most, room int) int {
	for ; most > 0; most-- {
		sum := 0
		for _, g := range groups {
			sum += min(most, len(g.Changes))
		}
		if sum <= room {
			return most
		}
	}
	return 0
}

// names lists at most so many changes of each group, and says how many more
// there are of those groups.
func (c composer) names(groups []score.Group, lines int) (items []line, more []string) {
	for _, g := range groups {
		shown := g.Changes[:min(lines, len(g.Changes))]
		left := g.Effect
		for _, change := range shown {
			items = append(items, c.event(g.Cause, change))
			left -= change.Effect
		}
		switch n := len(g.Changes) - len(shown); {
		case n > 0 && len(shown) == 0:
			more = append(more, c.WithPP(c.CauseCountInFull(n, g.Cause), left))
		case n > 0:
			more = append(more, c.WithPP(c.MoreOfCause(n, g.Cause), left))
		}
	}
	return items, more
}

// event is a change in one line: 🔻 Its title: regressed, 4 → 0 of 5 points
// (−0.36 pp).
func (c composer) event(cause score.Cause, change score.Change) line {
	return line{
		plain(markOf(cause)), c.title(change.Title, change.ID, linkOf(change)),
		plain(c.Colon(c.WithPP(mrkdwn.Clean(c.Event(cause, change)), change.Effect))),
	}
}

func markOf(cause score.Cause) string { return strings.TrimLeft(causeMarks[cause]+" ", " ") }

// events are the changes of an account for an alert: a line for each event, one
// for what Microsoft changed, one for drift.
func (c composer) events(a score.Account, most int) []line {
	events, others := report.Divide(a.ByCause(), report.IsEvent)
	microsofts, drift := report.Divide(others, report.NotDrift)
	items, more := c.names(events, linesFor(events, most, alertEvents))
	if len(more) > 0 {
		items = append(items, line{plain(strings.Join(more, ", "))})
	}
	if len(microsofts) > 0 {
		items = append(items, c.microsofts(microsofts))
	}
	for _, g := range drift {
		items = append(items, line{plain(markOf(g.Cause) + c.WithPP(c.Drifted(len(g.Changes)), g.Effect))})
	}
	if a.Unattributed != 0 {
		items = append(items, line{plain(c.NotAttributable(a.Unattributed))})
	}
	return items
}

// microsofts is what Microsoft changed in one line. A single change has its
// name.
func (c composer) microsofts(groups []score.Group) line {
	first := groups[0]
	if len(groups) == 1 && len(first.Changes) == 1 {
		return c.event(first.Cause, first.Changes[0])
	}
	return line{plain(markOf(first.Cause) + c.MicrosoftChanged(groups))}
}

// counted are groups, and what no action explains, in one line: 4 improved
// (+0.90 pp), 6 drifted (−0.03 pp).
func (c composer) counted(before []string, groups []score.Group, unattributed float64) string {
	parts := append(slices.Clone(before), c.Counted(groups)...)
	if unattributed != 0 {
		parts = append(parts, c.UnattributedPart(unattributed))
	}
	return strings.Join(parts, ", ")
}

// division is which changes a report has by name, and which as counts.
type division func([]score.Group) (named, counted []score.Group)

// newsOnly names no improvement, however little else there is.
func newsOnly(groups []score.Group) (named, counted []score.Group) {
	return report.Divide(groups, report.IsNews)
}

// brief is the changes of an account in a report: some by name, the others as
// counts.
func (c composer) brief(heading line, a score.Account, most int, divide division) list {
	some, others := divide(a.ByCause())
	items, more := c.names(some, linesFor(some, most, reportNames))
	return list{heading: heading, items: items, rest: c.counted(more, others, a.Unattributed)}
}
