package blockkit

import (
	"secure-score-reporter/internal/score"
	"secure-score-reporter/report/words"
)

// These messages have no thread. They hold what the thread would.

// wholeAlert is every change, with at most so many lines for each cause.
func (c composer) wholeAlert(lines int) content {
	content, news := c.alerting(), c.message.News
	if news != nil {
		content.add(paragraph{c.changed(*news)})
		content.add(c.changes(*news, lines)...)
	}
	content.add(c.footer(c.warnings(), "")...)
	return content
}

// wholeReport is a report with everything, and at most so many lines for each
// cause.
func (c composer) wholeReport(lines int, trend *chart) content {
	compared := c.message.Diff()
	content := c.reporting(trend)
	content.add(c.figures())
	content.add(c.toDoFirst()...)
	if compared != nil {
		content.add(c.changes(*compared, lines)...)
	}
	if rest := c.message.Unannounced(); rest != nil {
		content.add(c.announcedBefore(*rest))
		content.add(c.changes(*rest, lines)...)
	}
	content.add(c.exceptions(maxExceptions, maxMessage/6)...)
	content.add(c.footer(c.warnings(), "")...)
	return content
}

// figures are the score, the averages of others and the goal, in full.
func (c composer) figures() paragraph {
	m, compared := c.message.Model, c.message.Diff()
	points := line{plain(c.Percent(m.Percent) + " · " + c.points())}
	if compared != nil {
		points = append(points, plainf(" (%s) · %s", c.PointsMovedBy(compared.Points),
			c.ChangedSince(*compared, m.SinceIsOldest)))
	}
	p := paragraph{{bold(c.Text(words.InFigures))}, points}
	for _, beside := range c.Comparisons(m) {
		p = append(p, line{plain(beside)})
	}
	return p
}

// announcedBefore introduces the news that the report's own comparison does not
// list.
func (c composer) announcedBefore(rest score.Account) paragraph {
	return paragraph{{bold(c.Text(words.UnannouncedTitle))}, {plain(c.AnnouncedBefore(c.message, rest))}}
}

// changes lists an account's changes by cause, at most so many of each.
func (c composer) changes(a score.Account, lines int) []section {
	if lines == noGroups {
		if len(a.Changes) == 0 {
			return nil
		}
		others := len(a.Real())
		counts := c.ChangesAndDrift(others, len(a.Changes)-others)
		return []section{paragraph{{plain(counts + ". " + c.Text(words.ListedInPortal))}}}
	}
	var sections []section
	for _, g := range a.ByCause() {
		if g.Cause == score.Drift { // one line with its sum
			sections = append(sections, list{heading: c.groupHeading(g)})
			continue
		}
		shown := g.Changes[:min(lines, len(g.Changes))]
		l := list{heading: c.groupHeading(g), rest: c.notShown(len(g.Changes)-len(shown), len(shown))}
		for _, change := range shown {
			l.items = append(l.items, c.glance(change))
		}
		sections = append(sections, l)
	}
	if a.Unattributed != 0 {
		sections = append(sections, paragraph{{plain(c.NotAttributable(a.Unattributed))}})
	}
	return sections
}

// notShown says where the changes are for which there is no room.
func (c composer) notShown(missing, shown int) string {
	switch {
	case missing == 0:
		return ""
	case shown == 0:
		return c.Text(words.ListedInPortal)
	}
	return "… " + c.MoreInPortal(missing) + "."
}
