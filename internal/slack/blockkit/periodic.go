package blockkit

import (
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// periodic is a report, with at most so many lines for each cause. The trend is
// nil for a report without a chart.
func (c composer) periodic(lines int, trend *chart) content {
	m, compared := c.message.Model, c.message.Diff()
	var content content
	content.add(
		header(c.ReportTitle(tenant(m), m.Percent)),
		c.summary(compared),
	)
	if trend != nil {
		content.add(trend)
	}
	content.add(c.toDoFirst()...)
	content.add(c.exceptions(lines)...)
	if compared != nil {
		content.add(c.changes(*compared, lines)...)
	}
	content.add(c.unannounced(lines)...)
	content.add(c.footer()...)
	return content
}

// summary is the score, the averages of others and the goal, and what moved the
// score.
func (c composer) summary(compared *score.Account) paragraph {
	p := paragraph{c.headline(compared)}
	if beside := c.Comparisons(c.message.Model); len(beside) > 0 {
		p = append(p, line{plain(strings.Join(beside, " · "))})
	}
	return append(p, c.why(compared, words.FirstReport))
}

// toDoFirst lists the actions to do first; it is empty where none is left. A
// filter that nothing matches is said.
func (c composer) toDoFirst() []section {
	m := c.message.Model
	top := m.Top[:min(firstThings, len(m.Top))]
	if len(top) == 0 && (m.Filter.Empty() || len(m.Actions) > 0) {
		return nil
	}
	l := list{heading: line{bold(words.TopTitle)}, ordered: true}
	for _, a := range top {
		item := line{title(a.Title, a.ID, report.ActionURL(a.ID)), where(mrkdwn.Clip(a.Product, longWord))}
		if a.New {
			item = append(item, plain(" · "+words.LabelNew))
		}
		l.items = append(l.items, append(item, plain("\n"+c.TopGainAndEffort(a, m.Max))))
	}
	if !m.Filter.Empty() {
		l.rest = mrkdwn.Clip(c.FilterNote(m), longWarning)
	}
	return []section{l}
}

// exceptions lists what the organisation decided to live with, at most so many
// of it; it is empty where it decided nothing.
func (c composer) exceptions(lines int) []section {
	all := c.message.Model.Exceptions
	if len(all) == 0 {
		return nil
	}
	heading := line{bold(words.ExceptionsTitle), plainf(": %s", words.ExceptionsCount(all))}
	shown := all[:min(len(all), maxExceptions, max(lines, 0))]
	if len(shown) == 0 {
		return []section{paragraph{heading}}
	}
	l := list{heading: heading}
	for _, d := range shown {
		item := line{title(d.Action.Title, d.Control, ""), plain("\n" + mrkdwn.Clip(c.ExceptionFacts(d), longWarning)),
			plain("\n" + mrkdwn.Clip(words.ExceptionReason(d.Exception), longReason))}
		if who := mrkdwn.Clip(c.DeclaredBy(d.Action), longReason); who != "" {
			item = append(item, plain("\n"+who))
		}
		l.items = append(l.items, item)
	}
	if more := len(all) - len(shown); more > 0 {
		l.rest = words.MoreExceptions(more)
	}
	return []section{l}
}

// unannounced is the news that the report's own comparison does not hold.
func (c composer) unannounced(lines int) []section {
	rest := c.message.Unannounced()
	if rest == nil {
		return nil
	}
	lead := line{plain(c.AnnouncedBefore(c.message, *rest))}
	sections := []section{paragraph{{bold(words.UnannouncedTitle)}, lead}}
	return append(sections, c.changes(*rest, lines)...)
}
