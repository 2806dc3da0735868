package words

import (
	"cmp"

	"secure-score-reporter/report"
)

const (
	heldBackOver  Text = "notice.heldBackOver"
	failingOver   Text = "notice.failingOver"
	noReasonKnown Text = "notice.noReasonKnown"
)

// NoticeTitle is a notice in a few words.
func (w Words) NoticeTitle(n report.Notice) string {
	if n.Trouble == report.ExceptionEnded {
		return w.endedTitle(n.Ended)
	}
	if n.Over {
		return w.say("notice.overTitle", "trouble", string(n.Trouble))
	}
	return w.say("notice.title", "trouble", string(n.Trouble))
}

// NoticeText is a notice in sentences: what is wrong, what it means, and what
// to do.
func (w Words) NoticeText(n report.Notice) string {
	switch {
	case n.Trouble == report.ExceptionEnded:
		return w.endedText(n.Ended)
	case n.Trouble == report.Stale && n.Over:
		return w.say("notice.staleOver", "day", w.LongDate(n.Newest))
	case n.Trouble == report.Stale:
		return w.say("notice.stale", "day", w.LongDate(n.Newest))
	case n.Trouble == report.HeldBack && n.Over:
		return w.Text(heldBackOver)
	case n.Trouble == report.HeldBack:
		return w.say("notice.heldBack", "why", n.Details)
	case n.Over:
		return w.Text(failingOver)
	}
	return w.say("notice.failing", "why", cmp.Or(n.Details, w.Text(noReasonKnown)))
}
