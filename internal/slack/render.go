package slack

import (
	"fmt"
	"slices"

	slackapi "github.com/slack-go/slack"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/slack/mrkdwn"
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Rendered is a delivery as Slack takes it: the message, and what goes into its
// thread in this order.
type Rendered struct {
	Parent Post `json:"parent"`
	// Plain is the message for a workspace that has no charts; nil where there is
	// none in it.
	Plain  *Post  `json:"-"`
	Thread []Post `json:"thread"`
}

// Render draws a message. Mention is what calls somebody, by kind of change, as
// the configuration writes it (<!subteam^S012>); it is trusted, and used in an
// alert only. The same message gives the same bytes, within Slack's limits
// whatever the message holds; what has no room is counted.
func Render(m report.Message, mention map[string]string) Rendered {
	r := render(m, mention, inTheThread)
	if m.Occasion != report.Watching {
		r.Thread = thread(m)
	}
	return r
}

// RenderAlone draws a message that has no thread: what has no room is told of where
// it can be read, and the documents are linked at its end.
func RenderAlone(m report.Message, mention map[string]string) Rendered {
	r := render(m, mention, inThePortal)
	for _, post := range []*Post{&r.Parent, r.Plain} {
		if post == nil {
			continue
		}
		for _, links := range documents(m.Links) {
			if all := append(slices.Clone(post.Blocks), links.Blocks...); len(all) <= maxBlocks && size(all) <= maxMessage {
				post.Blocks = all
			}
		}
	}
	return r
}

// Where the rest of a message can be read.
const (
	inTheThread = "in the thread"
	inThePortal = "in the Defender portal"
)

// render draws the message itself.
func render(m report.Message, mention map[string]string, rest string) Rendered {
	switch m.Occasion {
	case report.Watching:
		return Rendered{Parent: watching(m.Model)}
	case report.Periodic:
		return renderedReport(m, rest)
	}
	calls := calls(m.News, m.Model.Zones, mention)
	return Rendered{Parent: fitting(func(lines int) *draft { return alert(m, lines, calls, rest) }).post()}
}

// renderedReport is a report with a chart, and without.
func renderedReport(m report.Message, rest string) Rendered {
	r := Rendered{Parent: fitting(func(lines int) *draft { return periodic(m, lines, trend(m.Model), rest) }).post()}
	if trend(m.Model) != nil {
		without := fitting(func(lines int) *draft { return periodic(m, lines, nil, rest) }).post()
		r.Plain = &without
	}
	return r
}

// fitting draws with ever fewer lines a group until Slack would take it, at last
// with noGroups. Then it always does: everything else is bounded.
func fitting(draw func(lines int) *draft) *draft {
	for lines := parentLines; ; lines-- {
		if d := draw(lines); lines == noGroups || d.fits() {
			return d
		}
	}
}

func watching(m report.Model) Post {
	var d draft
	d.paragraph(
		line{bold("Now watching " + tenant(m)), plain(": %s, %s, %s on %s.",
			words.Percent(m.Percent), zone(m.Zone), scored(m), words.LongDate(m.Date))},
		line{plain("Changes of the score and of its actions are told here; a day without any stays silent.")},
	)
	d.warnings(m.Warnings)
	return d.post()
}

func alert(m report.Message, lines int, calls, rest string) *draft {
	d := draft{rest: rest}
	d.header(tenant(m.Model) + " · Secure Score " + words.Percent(m.Model.Percent))
	d.paragraph(headline(m.Model, m.News, ""), why(m.News, m.Model.Zones, "There is no earlier score that was announced here."))
	if m.News != nil {
		d.groups(*m.News, lines)
	}
	d.footer(m.Model)
	d.mention(calls)
	return &d
}

// headline is the score in one line: zone, points, and the change since.
func headline(m report.Model, a *score.Account, remark string) line {
	l := line{bold(zone(m.Zone)), plain(" · %s", scored(m))}
	if a != nil {
		l = append(l, plain(" (%s) · %s percentage points since %s%s",
			words.SignedPoints(a.Points), words.SignedHundredths(a.Percent), words.ShortDate(a.Before.Date), remark))
	}
	return l
}

func why(a *score.Account, zones score.Zones, without string) line {
	if a == nil {
		return line{plain("%s", without)}
	}
	return line{plain("%s", words.Why(*a, zones))}
}

// noGroups is fewer than no lines: not even the headings.
const noGroups = -1

// groups lists an account's changes, at most lines of each cause.
func (d *draft) groups(a score.Account, lines int) {
	if lines == noGroups {
		if n := len(a.Changes); n > 0 {
			d.paragraph(line{plain("%s: listed %s.", words.Count(n, "change"), d.rest)})
		}
		return
	}
	for _, g := range a.ByCause() {
		shown := g.Changes[:min(lines, len(g.Changes))]
		items := make([]line, len(shown))
		for i, c := range shown {
			items[i] = glance(c)
		}
		d.list(slackapi.RTEListBullet, groupHeading(g), items, d.elsewhere(len(g.Changes)-len(shown), len(shown)))
	}
}

// elsewhere is where the changes are that are not shown.
func (d *draft) elsewhere(missing, shown int) string {
	switch {
	case missing == 0:
		return ""
	case shown == 0:
		return "Listed " + d.rest + "."
	}
	return fmt.Sprintf("… and %d more %s.", missing, d.rest)
}

func (d *draft) footer(m report.Model) {
	d.warnings(m.Warnings)
	d.paragraph(line{
		span{text: "Open Secure Score", url: report.PortalURL},
		plain(" · score of %s · in brackets: percentage points of the whole score", words.LongDate(m.Date)),
	})
}

func tenant(m report.Model) string {
	if name := mrkdwn.Clip(m.Tenant, longTenant); name != "" {
		return name
	}
	return "(without a name)"
}

func scored(m report.Model) string {
	return words.Points(m.Current) + " of " + inPoints(m.Max)
}
