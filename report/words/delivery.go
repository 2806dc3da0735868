package words

import "secure-score-reporter/internal/score"

// These are about what a channel was sent before, and what it is still to be
// sent.

// RestOf names what was left of an earlier message, by the day it was sent.
func (w Words) RestOf(day score.Date) string {
	return w.say("delivery.restOf", "day", w.LongDate(day))
}

// NotYetInLedger says that a message was sent, and that the ledger could not be
// written after it.
func (w Words) NotYetInLedger(to string, err error) string {
	return w.say("delivery.notYetInLedger", "to", to, "error", err.Error())
}

// RestLost says that the rest of a message is not in the store any more.
func (w Words) RestLost(day score.Date) string {
	return w.say("delivery.restLost", "day", w.LongDate(day))
}

// RestGivenUp says that the rest of a message is not tried any more.
func (w Words) RestGivenUp(day score.Date, days int) string {
	return w.say("delivery.restGivenUp", "day", w.LongDate(day), "days", days)
}
