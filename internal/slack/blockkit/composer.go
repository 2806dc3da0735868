package blockkit

import (
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// composer writes the content of one message.
type composer struct {
	words.Words
	message   report.Message
	mentions  Mentions
	elsewhere elsewhere
}

func compose(m report.Message, mentions Mentions, elsewhere elsewhere) composer {
	return composer{Words: words.In(m.Model.Locale), message: m, mentions: mentions, elsewhere: elsewhere}
}

// elsewhere says where to read the changes that a message does not list.
type elsewhere struct {
	all  string             // of a group none of which is listed
	more func(n int) string // of one that is listed in part
}

var (
	inThread = elsewhere{words.ListedInThread, words.MoreInThread}
	inPortal = elsewhere{words.ListedInPortal, words.MoreInPortal}
)
