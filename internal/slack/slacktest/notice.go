package slacktest

import "secure-score-reporter/report"

// Notice says that a score was held back, in text that is not ours.
func Notice() report.Message {
	m := Watching()
	m.Occasion = report.Notified
	m.Notice = &report.Notice{
		Trouble: report.HeldBack, Details: "the score lists no actions, <@U1> *but* earlier ones did",
	}
	return m
}
