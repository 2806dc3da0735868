package blockkit

import (
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// periodic is a report on one screen, with at most so many lines for each
// cause. The trend is nil for a report without a chart.
func (c composer) periodic(lines int, trend *chart) content {
	content := c.reporting(trend)
	content.add(c.toDoFirst()...)
	content.add(c.whatChanged(lines)...)
	content.add(c.due()...)
	content.add(c.footer(c.warning(), c.Text(words.InTheThread))...)
	return content
}

// reporting is how every report begins: the answer, the organisation's note and
// the chart.
func (c composer) reporting(trend *chart) content {
	m := c.message.Model
	p := paragraph{c.answer()}
	if c.message.Diff() == nil {
		p = append(p, line{plain(c.Text(words.FirstReport))})
	}
	if zone := c.crossing(); zone != "" {
		p = append(p, line{plain(zone)})
	}
	if note := mrkdwn.Clip(m.Note, longWarning); note != "" {
		p = append(p, line{plain(note)})
	}
	content := content{sections: []section{header(c.ReportTitle(c.tenant(m), m.Percent)), p}}
	if trend != nil {
		content.add(trend)
	}
	return content
}

// answer is the report in one sentence, after the zone and the verdict.
func (c composer) answer() line {
	m := c.message.Model
	l := line{bold(c.zone(m.Zone))}
	if stands := c.GoalStands(m); stands != "" {
		l = append(l, plain(" · "), bold(stands))
	}
	return append(l, plainf(" · %s", c.Answer(m)))
}

// toDoFirst lists the actions to do first; it is empty where none is left. A
// filter that nothing matches is said.
func (c composer) toDoFirst() []section {
	m := c.message.Model
	top := m.Top[:min(firstThings, len(m.Top))]
	if len(top) == 0 && (m.Filter.Empty() || len(m.Actions) > 0) {
		return nil
	}
	l := list{heading: line{bold(c.Text(words.TopTitle))}, ordered: true}
	for _, a := range top {
		item := line{c.title(a.Title, a.ID, report.ActionURL(a.ID))}
		if a.New {
			item = append(item, plain(" · "+c.Text(words.LabelNew)))
		}
		l.items = append(l.items, append(item, plain("\n"+c.Gain(a)), where(mrkdwn.Clip(a.Product, longWord))))
	}
	if !m.Filter.Empty() {
		l.rest = mrkdwn.Clip(c.FilterNote(m), longWarning)
	}
	return []section{l}
}

// whatChanged is the report's own comparison, then what of the news it does not
// list.
func (c composer) whatChanged(lines int) []section {
	compared, rest := c.message.Diff(), c.message.Unannounced()
	var sections []section
	switch {
	case compared == nil:
	case len(compared.Changes) == 0 && compared.Unattributed == 0:
		sections = append(sections, paragraph{{plain(c.Unchanged(compared.Before.Date))}})
	default:
		heading := line{bold(c.Text(words.WhatChanged)), plain(c.Colon(c.comparedSince(*compared)))}
		sections = append(sections, c.brief(heading, *compared, lines, report.InBrief))
	}
	if rest != nil {
		sections = append(sections, c.notAnnounced(*rest, lines)...)
	}
	return sections
}

// notAnnounced is how many of the listed changes are new to the channel, and
// the news that is not among them.
func (c composer) notAnnounced(rest score.Account, lines int) []section {
	listed := ""
	if compared := c.message.Diff(); compared != nil {
		listed = c.ListedAlso(len(c.newHere), len(compared.Real()))
	}
	l := c.brief(nil, rest, lines, newsOnly)
	counts := ""
	if len(l.items) == 0 {
		counts, l.rest = l.rest, ""
	}
	listed = c.NotAnnounced(listed, counts, rest.Before.Date, len(l.items) > 0)
	if zone := c.Crossing(*c.message.News, c.message.Model.Zones); zone != "" && c.crossing() == "" {
		l.rest = strings.TrimSpace(l.rest + "\n" + zone)
	}
	if listed == "" && l.rest == "" {
		return nil
	}
	l.heading = line{bold(c.Text(words.UnannouncedTitle)), plain(c.Colon(listed))}
	return []section{l}
}

// crossing says that the score moved into another zone since the comparison;
// empty if it did not.
func (c composer) crossing() string {
	if compared := c.message.Diff(); compared != nil {
		return c.Crossing(*compared, c.message.Model.Zones)
	}
	return ""
}

// comparedSince is how far the score moved since the day of the comparison.
func (c composer) comparedSince(a score.Account) string {
	text := c.MovedSinceDay(a)
	if c.message.Model.SinceIsOldest {
		text += ", " + c.Text(words.OldestStored)
	}
	return text
}

// newHere are the changes that a report lists and its channel was not notified
// of, by folded id; nil where that is the same for all.
func newHere(m report.Message) map[string]bool {
	if m.Occasion != report.Periodic || m.Diff() == nil {
		return nil
	}
	rest := m.Unannounced()
	if rest == nil {
		return nil
	}
	ids := map[string]bool{}
	for _, c := range m.News.Real() {
		ids[score.Fold(c.ID)] = true
	}
	for _, c := range rest.Changes {
		delete(ids, score.Fold(c.ID))
	}
	return ids
}

// due is a line on the exceptions that are overdue or end soon; it is empty
// where there are none.
func (c composer) due() []section {
	m := c.message.Model
	overdue, soon := report.Due(m.Exceptions, score.DateOf(m.Made))
	if len(overdue)+len(soon) == 0 {
		return nil
	}
	return []section{paragraph{{plain("⏰ " + mrkdwn.Clean(c.ExceptionsDue(overdue, soon)))}}}
}
