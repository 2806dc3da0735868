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
		header(tenant(m)+" · Secure Score "+c.Percent(m.Percent)),
		paragraph{c.headline(news, ""), c.why(news, "There is no earlier score that was announced here.")},
	)
	if news != nil {
		content.add(c.changes(*news, lines)...)
	}
	content.add(c.footer()...)
	content.mention = c.mentions.of(news, m.Zones)
	return content
}

// headline is the score in one line: zone, points, and the change since.
func (c composer) headline(a *score.Account, remark string) line {
	l := line{bold(zone(c.message.Model.Zone)), plain(" · %s", c.scored())}
	if a != nil {
		l = append(l, plain(" (%s) · %s percentage points since %s%s",
			c.SignedPoints(a.Points), c.SignedHundredths(a.Percent), c.ShortDate(a.Before.Date), remark))
	}
	return l
}

// why is what moved the score, or the reason why there is nothing to compare.
func (c composer) why(a *score.Account, without string) line {
	if a == nil {
		return line{plain("%s", without)}
	}
	return line{plain("%s", c.Why(*a, c.message.Model.Zones))}
}

// footer is the warnings and where to look further.
func (c composer) footer() []section {
	return append(c.warnings(), paragraph{{
		span{text: "Open Secure Score", url: report.PortalURL},
		plain(" · score of %s · in brackets: percentage points of the whole score", c.LongDate(c.message.Model.Date)),
	}})
}

func (c composer) warnings() []section {
	all := c.message.Model.Warnings
	var shown notes
	for _, w := range all[:min(len(all), maxWarnings)] {
		shown = append(shown, "⚠ "+mrkdwn.Clip(w, longWarning))
	}
	if more := len(all) - len(shown); more > 0 {
		shown = append(shown, "⚠ and "+words.Count(more, "more warning")+" in the run's result")
	}
	if len(shown) == 0 {
		return nil
	}
	return []section{shown}
}

// scored is 698.17 of 1127 points.
func (c composer) scored() string {
	return c.Points(c.message.Model.Current) + " of " + c.inPoints(c.message.Model.Max)
}

func tenant(m report.Model) string {
	return cmp.Or(mrkdwn.Clip(m.Tenant, longTenant), "(without a name)")
}

// zoneMarks differ in shape, not in colour only.
var zoneMarks = map[score.Zone]string{score.Good: "🟢", score.Okay: "🔶", score.Bad: "🔺"}

func zone(z score.Zone) string {
	return cmp.Or(zoneMarks[z], zoneMarks[score.Bad]) + " " + words.ZoneName(z)
}
