package blockkit

import (
	"cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// alert is what happened, with at most so many lines for each cause.
func (c composer) alert(lines int) content {
	content, news, details := c.alerting(), c.message.News, ""
	if news != nil {
		l := list{heading: c.changed(*news), items: c.events(*news, lines)}
		if len(l.items) > 0 {
			details = c.Text(words.InTheThread)
		}
		content.add(l)
	}
	content.add(c.footer(c.warning(), details)...)
	return content
}

// alerting is how every alert begins, and whom it mentions.
func (c composer) alerting() content {
	m, news := c.message.Model, c.message.News
	p := paragraph{c.headline(news)}
	if news == nil {
		p = append(p, line{plain(c.Text(words.NothingAnnounced))})
	} else if movement := c.Movement(*news, m.Zones); movement != "" {
		p = append(p, line{plain(movement)})
	}
	return content{
		sections: []section{header(c.AlertTitle(c.tenant(m), m.Percent, news)), p},
		mention:  c.mentions.of(news, m.Zones),
	}
}

// headline is the zone and the points.
func (c composer) headline(a *score.Account) line {
	l := line{bold(c.zone(c.message.Model.Zone))}
	if a == nil {
		return append(l, plainf(" · %s", c.points()))
	}
	return append(l, plainf(" · %s (%s)", c.points(), c.PointsMovedBy(a.Points)))
}

// changed is what the effects below it add up to.
func (c composer) changed(a score.Account) line {
	return line{bold(c.Text(words.WhatChanged)), plain(c.Colon(c.MovedSinceDay(a)))}
}

// footer is warnings and where to look further. The text on where the details
// are can be empty.
func (c composer) footer(warnings []section, details string) []section {
	of := c.scoreOf()
	if details != "" {
		of += ", " + details
	}
	return append(warnings, paragraph{{
		span{text: c.Text(words.OpenSecureScore), url: report.PortalURL}, plainf(" · %s · %s", of, c.Text(words.WhatIsPP)),
	}})
}

// scoreOf is the day of the score.
func (c composer) scoreOf() string {
	return c.MessageSubtitle(c.message.Occasion, c.LongDate(c.message.Model.Date))
}

// warning is the first warning in one line, and how many more there are.
func (c composer) warning() []section {
	all := c.message.Model.Warnings
	if len(all) == 0 {
		return nil
	}
	if more := len(all) - 1; more > 0 {
		rest := " (" + c.More(more) + ")"
		return []section{notes{"⚠ " + mrkdwn.Clip(all[0], longLine-len(rest)) + rest}}
	}
	return []section{notes{"⚠ " + mrkdwn.Clip(all[0], longLine)}}
}

// hasMoreWarnings says whether that line leaves something out.
func (c composer) hasMoreWarnings() bool {
	all := c.message.Model.Warnings
	return len(all) > 1 || len(all) == 1 && mrkdwn.Clip(all[0], longLine) != mrkdwn.Clip(all[0], longWarning)
}

// warnings are the first warnings in full, and how many more there are.
func (c composer) warnings() []section {
	all := c.message.Model.Warnings
	var shown notes
	for _, w := range all[:min(len(all), maxWarnings)] {
		shown = append(shown, "⚠ "+mrkdwn.Clip(w, longWarning))
	}
	if more := len(all) - len(shown); more > 0 {
		shown = append(shown, "⚠ "+c.MoreWarnings(more))
	}
	if len(shown) == 0 {
		return nil
	}
	return []section{shown}
}

// points is 698.17 of 1127 points.
func (c composer) points() string { return c.ScorePoints(c.message.Model.Current, c.message.Model.Max) }

func (c composer) tenant(m report.Model) string {
	return cmp.Or(mrkdwn.Clip(m.Tenant, longTenant), c.TenantTitle(""))
}

// zoneMarks differ in shape, not in colour only.
var zoneMarks = map[score.Zone]string{score.Good: "🟢", score.Okay: "🔶", score.Bad: "🔺"}

func (c composer) zone(z score.Zone) string {
	return cmp.Or(zoneMarks[z], zoneMarks[score.Bad]) + " " + c.ZoneName(z)
}
