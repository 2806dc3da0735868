package blockkit

import "secure-score-reporter/internal/slack/mrkdwn"

// notice says that the score cannot be relied on, or that it can be again.
func (c composer) notice() content {
	m := c.message
	m.Model.Tenant = c.tenant(m.Model)
	mark := "⚠️ "
	if m.Notice.Over {
		mark = "✅ "
	}
	return content{sections: []section{paragraph{
		{bold(mark + c.Headline(m))},
		{plain(mrkdwn.Clean(c.NoticeText(*m.Notice)))},
	}}}
}
