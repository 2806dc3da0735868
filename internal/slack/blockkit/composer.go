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
	elsewhere string // where to read what has no room
}

func compose(m report.Message, mentions Mentions, elsewhere string) composer {
	return composer{Words: words.In(m.Model.Locale), message: m, mentions: mentions, elsewhere: elsewhere}
}
