package blockkit

import (
	"math"
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// periodic is a report, with at most so many lines for each cause. The trend is
// nil for a report without a chart.
func (c composer) periodic(lines int, trend *chart) content {
	m, compared := c.message.Model, c.compared()
	var content content
	content.add(
		header(tenant(m)+" · Secure Score report, "+c.Percent(m.Percent)),
		c.summary(compared),
	)
	if trend != nil {
		content.add(trend)
	}
	content.add(c.toDoFirst()...)
	if compared != nil {
		content.add(c.changes(*compared, lines)...)
	}
	content.add(c.unannounced(compared, lines)...)
	content.add(c.footer()...)
	return content
}

// compared is the report's own comparison; nil on a first run.
func (c composer) compared() *score.Account {
	if c.message.Model.Since == nil {
		return nil
	}
	return &c.message.Model.Account
}

// summary is the score, how it stands beside others and the goal, and what
// moved it.
func (c composer) summary(compared *score.Account) paragraph {
	remark := ""
	if c.message.Model.SinceIsOldest {
		remark = ", the oldest score stored"
	}
	p := paragraph{c.headline(compared, remark)}
	if beside := c.beside(); beside != "" {
		p = append(p, line{plain("%s", beside)})
	}
	return append(p, c.why(compared, "This is the first report: there is no earlier score to compare with yet."))
}

// beside is the averages of others and the goal; it leaves out what is not
// known.
func (c composer) beside() string {
	m := c.message.Model
	var parts []string
	if !math.IsNaN(m.AllTenants) {
		parts = append(parts, "All tenants "+c.Percent(m.AllTenants))
	}
	if !math.IsNaN(m.Similar) {
		parts = append(parts, "Tenants of similar size "+c.Percent(m.Similar))
	}
	if m.Goal != nil {
		goal := "Goal " + c.RoundPercent(m.Goal.Percent)
		if m.Goal.By != "" {
			goal += " by " + c.LongDate(m.Goal.By)
		}
		if left := score.Hundredths(m.Goal.Percent - m.Percent); left > 0 {
			goal += ", " + c.Hundredths(left) + " percentage points to go"
		} else {
			goal += ", reached"
		}
		parts = append(parts, goal)
	}
	return strings.Join(parts, " · ")
}

// toDoFirst lists the actions to do first; it is empty where none is left.
func (c composer) toDoFirst() []section {
	m := c.message.Model
	top := m.Top[:min(firstThings, len(m.Top))]
	if len(top) == 0 {
		return nil
	}
	l := list{heading: line{bold("To do first")}, ordered: true}
	for _, a := range top {
		item := line{title(a.Title, a.ID, report.ActionURL(a.ID)), where(mrkdwn.Clip(a.Product, longWord))}
		if a.New {
			item = append(item, plain(" · new"))
		}
		l.items = append(l.items, append(item, plain("\n%s (%s) · %s", c.toGain(a.Control), c.SignedHundredths(a.Gain), effort(a.Control))))
	}
	if !m.Filter.Empty() {
		l.rest = "Narrowed by the report's filter, which leaves out " + words.Count(m.Unlisted, "action") + "."
	}
	return []section{l}
}

// unannounced is the news that the report's own comparison does not hold.
func (c composer) unannounced(compared *score.Account, lines int) []section {
	if !c.hasUnannounced(compared) {
		return nil
	}
	news := c.message.News
	fresh := without(*news, compared)
	l := line{plain("%s", c.Why(*news, c.message.Model.Zones))}
	switch above := len(news.Changes) - len(fresh.Changes); {
	case above > 0 && len(fresh.Changes) == 0:
		l = append(l, plain(" All of them are listed above."))
	case above == 1:
		l = append(l, plain(" 1 action is listed above."))
	case above > 0:
		l = append(l, plain(" %s are listed above.", words.Count(above, "action")))
	}
	sections := []section{paragraph{{bold("Not announced here before")}, l}}
	return append(sections, c.changes(fresh, lines)...)
}

// hasUnannounced says whether the news is more than the report's own
// comparison.
func (c composer) hasUnannounced(compared *score.Account) bool {
	news := c.message.News
	if news == nil || len(news.Changes) == 0 && news.Percent == 0 {
		return false
	}
	return compared == nil || compared.Before != news.Before || !slices.EqualFunc(compared.Changes, news.Changes, same)
}

// without is the news without the changes that the comparison lists in the same
// way.
func without(news score.Account, compared *score.Account) score.Account {
	if compared != nil {
		news.Changes = slices.DeleteFunc(slices.Clone(news.Changes), func(c score.Change) bool {
			return slices.ContainsFunc(compared.Changes, func(listed score.Change) bool { return same(listed, c) })
		})
	}
	return news
}

func same(a, b score.Change) bool {
	return a.ID == b.ID && a.Before == b.Before && a.After == b.After && slices.Equal(a.Kinds, b.Kinds)
}
