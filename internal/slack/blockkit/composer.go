package blockkit

import (
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// composer writes the content of one message.
type composer struct {
	words.Words
	message  report.Message
	mentions Mentions
	// newHere are the changes of a report that its channel was not notified of,
	// by folded id, where that is not all of them.
	newHere map[string]bool
}

func compose(m report.Message, mentions Mentions) composer {
	return composer{Words: words.In(m.Model.Locale), message: m, mentions: mentions, newHere: newHere(m)}
}
