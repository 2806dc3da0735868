package blockkit

import (
	"secure-score-reporter/report"
	"secure-score-reporter/report/words"
)

// Recovered is what the thread of an earlier regression gets when its points
// are back.
func Recovered(m report.Model, r report.Recovery) Post {
	c := compose(report.Message{Model: m}, Mentions{})
	l := list{heading: line{bold("✅ " + c.Text(words.Recovered)), plainf(" · %s", c.LongDate(m.Date))}}
	shown := r.Changes[:min(len(r.Changes), threadLines)]
	for _, change := range shown {
		l.items = append(l.items, c.glance(change))
	}
	if more := len(r.Changes) - len(shown); more > 0 {
		l.rest = "… " + c.More(more)
	}
	return content{sections: []section{l}}.post(c.Words)
}
