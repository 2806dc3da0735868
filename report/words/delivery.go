package words

import (
	"fmt"

	"secure-score-reporter/internal/score"
)

// These are about what a channel was sent before, and what it is still to be
// sent.

// RestOf names what was left of an earlier message, by the day it was sent.
func (w Words) RestOf(day score.Date) string {
	return "the rest of the message of " + w.LongDate(day)
}

// NotYetInLedger says that a message was sent, and that the ledger could not be
// written after it.
func (w Words) NotYetInLedger(to string, err error) string {
	return fmt.Sprintf("what was sent to %s is on record, but not yet in the ledger; the next run adds it: %v", to, err)
}

// RestLost says that the rest of a message is not in the store any more.
func (w Words) RestLost(day score.Date) string {
	return "the rest of the message of " + w.LongDate(day) + " is not in the store any more, and is given up"
}

// RestGivenUp says that the rest of a message is not tried any more.
func (w Words) RestGivenUp(day score.Date, days int) string {
	return fmt.Sprintf("the rest of the message of %s could not be sent for %d days and is given up", w.LongDate(day), days)
}
