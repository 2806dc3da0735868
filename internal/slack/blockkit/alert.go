package blockkit

import (
	"cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// alert is what changed, with at most so many lines for each cause.
func (c composer) alert(lines int) content {
	m, news := c.message.Model, c.message.News
	var content content
	content.add(
		header(c.AlertTitle(tenant(m), m.Percent)),
		paragraph{c.headline(news), c.why(news, words.NothingAnnounced)},
	)
	if news != nil {
		content.add(c.changes(*news, lines)...)
	}
	content.add(c.footer()...)
	content.mention = c.mentions.of(news, m.Zones)
	return content
}

// headline is the score in one line: zone, points, and the change since.
func (c composer) headline(a *score.Account) line {
	m := c.message.Model
	l := line{bold(zone(m.Zone)), plainf(" · %s", c.points())}
	if a != nil {
		isOldest := c.message.Occasion == report.Periodic && m.SinceIsOldest
		l = append(l, plainf(" (%s) · %s", c.PointsMovedBy(a.Points), c.ChangedSince(*a, isOldest)))
	}
	return l
}

// why is what moved the score, or the reason why there is nothing to compare.
func (c composer) why(a *score.Account, without string) line {
	if a == nil {
		return line{plain(without)}
	}
	return line{plain(c.Why(*a, c.message.Model.Zones))}
}

// footer is the warnings and where to look further.
func (c composer) footer() []section {
	return append(c.warnings(), paragraph{{
		span{text: words.OpenSecureScore, url: report.PortalURL},
		plainf(" · %s · %s", c.scoreOf(), words.AboutPP),
	}})
}

// scoreOf is the day of the score.
func (c composer) scoreOf() string {
	return words.MessageSubtitle(report.Alert, c.LongDate(c.message.Model.Date))
}

func (c composer) warnings() []section {
	all := c.message.Model.Warnings
	var shown notes
	for _, w := range all[:min(len(all), maxWarnings)] {
		shown = append(shown, "⚠ "+mrkdwn.Clip(w, longWarning))
	}
	if more := len(all) - len(shown); more > 0 {
		shown = append(shown, "⚠ "+words.MoreWarnings(more))
	}
	if len(shown) == 0 {
		return nil
	}
	return []section{shown}
}

// points is 698.17 of 1127 points.
func (c composer) points() string { return c.ScorePoints(c.message.Model.Current, c.message.Model.Max) }

func tenant(m report.Model) string {
	return cmp.Or(mrkdwn.Clip(m.Tenant, longTenant), words.TenantTitle(""))
}

// zoneMarks differ in shape, not in colour only.
var zoneMarks = map[score.Zone]string{score.Good: "🟢", score.Okay: "🔶", score.Bad: "🔺"}

func zone(z score.Zone) string {
	return cmp.Or(zoneMarks[z], zoneMarks[score.Bad]) + " " + words.ZoneName(z)
}
