// Package blockkit makes Slack messages of a report.Message, in the blocks of
// Slack's Block Kit. It posts nothing.
//
// It reads in this order. Render (blockkit.go) picks the content by the
// message's occasion: notice.go, watching.go, alert.go, periodic.go, and
// thread.go for what goes below the message. The content is a list of sections
// in plain values (content.go), with changes.go, trend.go and mentions.go for
// its parts. blocks.go turns sections into blocks, text.go into the text that
// stands alone where blocks are not shown. fit.go shortens the content until
// Slack takes it (limits.go).
//
// What comes from Microsoft Graph or names a tenant is hostile. It goes only
// into rich_text and plain_text elements, which Slack does not parse; mrkdwn
// holds nothing but the mentions of the configuration. Microsoft's
// implementationStatus, which holds names of policies and counts of users, is
// never shown.
package blockkit

import "secure-score-reporter/report"

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
	c := compose(m, mentions, inThread)
	r := c.parent()
	if m.Occasion != report.Watching && m.Occasion != report.Notified {
		r.Thread = c.thread()
	}
	return r
}

// RenderAlone draws a message that can have no thread. It names another place
// for what has no room, and links the documents at its end.
func RenderAlone(m report.Message, mentions Mentions) Rendered {
	c := compose(m, mentions, inPortal)
	r := c.parent()
	if links := c.documents(); links != nil {
		r.Parent = r.Parent.with(links)
		if r.Plain != nil {
			plain := r.Plain.with(links)
			r.Plain = &plain
		}
	}
	return r
}

// parent is the message itself.
func (c composer) parent() Rendered {
	switch c.message.Occasion {
	case report.Notified:
		return Rendered{Parent: c.notice().post()}
	case report.Watching:
		return Rendered{Parent: c.watching().post()}
	case report.Periodic:
		chart := c.trend()
		r := Rendered{Parent: fit(func(lines int) content { return c.periodic(lines, chart) })}
		if chart != nil {
			plain := fit(func(lines int) content { return c.periodic(lines, nil) })
			r.Plain = &plain
		}
		return r
	}
	return Rendered{Parent: fit(c.alert)}
}
