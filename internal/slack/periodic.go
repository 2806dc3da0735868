package slack

import (
	"math"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

func periodic(m report.Message, lines int, chart slackapi.Block, rest string) *draft {
	d := draft{rest: rest}
	d.header(tenant(m.Model) + " · Secure Score report, " + words.Percent(m.Model.Percent))
	told, remark := reported(m.Model), ""
	if m.Model.SinceIsOldest {
		remark = ", the oldest score stored"
	}
	paragraph := []line{headline(m.Model, told, remark)}
	if compared := compared(m.Model); compared != "" {
		paragraph = append(paragraph, line{plain("%s", compared)})
	}
	d.paragraph(append(paragraph, why(told, m.Model.Zones, "This is the first report: there is no earlier score to compare with yet."))...)
	if chart != nil {
		d.blocks = append(d.blocks, chart)
	}
	d.first(m.Model)
	if told != nil {
		d.groups(*told, lines)
	}
	if news := untold(m); news != nil {
		fresh := unlisted(*news, told)
		l := line{plain("%s", words.Why(*news, m.Model.Zones))}
		switch above := len(news.Changes) - len(fresh.Changes); {
		case above > 0 && len(fresh.Changes) == 0:
			l = append(l, plain(" All of them are listed above."))
		case above > 0:
			l = append(l, plain(" %s listed above.", isAre(above)))
		}
		d.paragraph(line{bold("Not announced here before")}, l)
		d.groups(fresh, lines)
	}
	d.footer(m.Model)
	return &d
}

// reported is the report's own comparison; nil on a first run.
func reported(m report.Model) *score.Account {
	if m.Since == nil {
		return nil
	}
	return &m.Account
}

// untold is what the report's own comparison does not tell; nil if it tells all.
func untold(m report.Message) *score.Account {
	news, told := m.News, reported(m.Model)
	switch {
	case news == nil:
		return nil
	case len(news.Changes) == 0 && news.Percent == 0:
		return nil
	case told != nil && told.Before == news.Before && slices.EqualFunc(told.Changes, news.Changes, same):
		return nil
	}
	return news
}

// unlisted is news without the changes that were told in just the same way.
func unlisted(news score.Account, told *score.Account) score.Account {
	if told != nil {
		news.Changes = slices.DeleteFunc(slices.Clone(news.Changes), func(c score.Change) bool {
			return slices.ContainsFunc(told.Changes, func(t score.Change) bool { return same(t, c) })
		})
	}
	return news
}

func isAre(n int) string {
	if n == 1 {
		return "1 action is"
	}
	return words.Count(n, "action") + " are"
}

func same(a, b score.Change) bool {
	return a.ID == b.ID && a.Before == b.Before && a.After == b.After && slices.Equal(a.Kinds, b.Kinds)
}

// first lists what to do first.
func (d *draft) first(m report.Model) {
	top := m.Top[:min(firstThings, len(m.Top))]
	if len(top) == 0 {
		return
	}
	items := make([]line, len(top))
	for i, a := range top {
		l := line{title(a.Title, a.ID, report.ActionURL(a.ID)), where(mrkdwn.Clip(a.Product, longWord))}
		if a.New {
			l = append(l, plain(" · new"))
		}
		items[i] = append(l, plain("\n%s (%s) · %s", toGain(a.Control), words.SignedHundredths(a.Gain), effort(a.Control)))
	}
	var rest string
	if !m.Filter.Empty() {
		rest = "Narrowed by the report's filter, which leaves out " + words.Count(m.Unlisted, "action") + "."
	}
	d.list(slackapi.RTEListOrdered, line{bold("To do first")}, items, rest)
}

// compared says how others do and what the goal is; what is not known is left out.
func compared(m report.Model) string {
	var parts []string
	if !math.IsNaN(m.AllTenants) {
		parts = append(parts, "All tenants "+words.Percent(m.AllTenants))
	}
	if !math.IsNaN(m.Similar) {
		parts = append(parts, "Tenants of similar size "+words.Percent(m.Similar))
	}
	if m.Goal != nil {
		goal := "Goal " + words.Points(m.Goal.Percent) + " %"
		if m.Goal.By != "" {
			goal += " by " + words.LongDate(m.Goal.By)
		}
		if left := score.Hundredths(m.Goal.Percent - m.Percent); left > 0 {
			goal += ", " + words.Hundredths(left) + " percentage points to go"
		} else {
			goal += ", reached"
		}
		parts = append(parts, goal)
	}
	return strings.Join(parts, " · ")
}
