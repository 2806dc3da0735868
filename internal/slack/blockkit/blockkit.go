// Package blockkit makes Slack messages of a report.Message, in the blocks of
// Slack's Block Kit. It posts nothing.
//
// It reads in this order. Render (blockkit.go) picks the content by the
// message's occasion: notice.go, watching.go, alert.go, periodic.go, and
// thread.go for what goes below the message. A message with a thread names the
// events and counts the rest (events.go); one without has every change
// (alone.go). The content is a list of sections in plain values (content.go),
// with changes.go, trend.go and mentions.go for its parts. blocks.go turns
// sections into blocks, text.go into the text that stands alone where blocks
// are not shown. fit.go shortens the content until Slack takes it (limits.go).
//
// What comes from Microsoft Graph or names a tenant is hostile. It goes only
// into rich_text and plain_text elements, which Slack does not parse; mrkdwn
// holds nothing but the mentions of the configuration. Microsoft's
// implementationStatus, which holds names of policies and counts of users, is
// never shown.
package blockkit

import (
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Rendered is a delivery as Slack takes it: the message, and the posts of its
// thread in this order.
type Rendered struct {
	Parent Post `json:"parent"`
	// Plain is the message for a workspace that has no charts; nil if there is
	// no chart in it.
	Plain  *Post  `json:"-"`
	Thread []Post `json:"thread"`
}

// Render draws a message. The same message gives the same bytes, and they are
// within Slack's limits whatever it holds; what has no room is counted.
func Render(m report.Message, mentions Mentions) Rendered {
	c := compose(m, mentions)
	switch m.Occasion {
	case report.Notified, report.Watching:
		return c.simple()
	case report.Periodic:
		r := charted(c.Words, maxNames, c.trend(), c.periodic)
		r.Thread = c.thread()
		return r
	}
	return Rendered{Parent: fit(c.Words, maxEvents, c.alert), Thread: c.thread()}
}

// RenderAlone draws a message that can have no thread. It has every change for
// which there is room, and links the documents at its end.
func RenderAlone(m report.Message, mentions Mentions) Rendered {
	c := compose(m, mentions)
	var r Rendered
	switch m.Occasion {
	case report.Notified, report.Watching:
		r = c.simple()
	case report.Periodic:
		r = charted(c.Words, threadLines, c.trend(), c.wholeReport)
	default:
		r = Rendered{Parent: fit(c.Words, threadLines, c.wholeAlert)}
	}
	if links := c.documents(); links != nil {
		r.Parent = r.Parent.with(links)
		if r.Plain != nil {
			plain := r.Plain.with(links)
			r.Plain = &plain
		}
	}
	return r
}

// simple is a message that lists no changes, and has no thread.
func (c composer) simple() Rendered {
	if c.message.Occasion == report.Notified {
		return Rendered{Parent: c.notice().post(c.Words)}
	}
	return Rendered{Parent: c.watching().post(c.Words)}
}

// charted is a report with its chart, and without it. The chart is left out
// where there is no room for it.
func charted(w words.Words, most int, chart *chart, draw func(lines int, chart *chart) content) Rendered {
	r := Rendered{Parent: fit(w, most, func(lines int) content { return draw(lines, chart) })}
	if chart != nil {
		plain := fit(w, most, func(lines int) content { return draw(lines, nil) })
		if !r.Parent.fits() {
			return Rendered{Parent: plain}
		}
		r.Plain = &plain
	}
	return r
}
