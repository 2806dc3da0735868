package job

import (
	"secure-score-reporter/report/words"
	"slices"
	"time"
)

// Quiet is when no alerts are sent. What is held back then is sent later, as
// the channel's baseline does not move. Reports are sent whenever they are
// asked for.
type Quiet struct {
	Days     []time.Weekday // no alerts on these
	Digest   []time.Weekday // alerts on these only; empty for any
	From, To time.Duration  // since midnight: no alerts from the one to the other, over midnight too; equal for none
	Zone     *time.Location // of all of these; nil for UTC
}

// holds says why an alert has to wait at a moment; empty where it need not.
func (q Quiet) holds(now time.Time, w words.Words) string {
	if q.Zone != nil {
		now = now.In(q.Zone)
	} else {
		now = now.UTC()
	}
	clock := time.Duration(now.Hour())*time.Hour + time.Duration(now.Minute())*time.Minute
	within := clock >= q.From && clock < q.To
	if q.From > q.To {
		within = clock >= q.From || clock < q.To
	}
	switch {
	case len(q.Digest) > 0 && !slices.Contains(q.Digest, now.Weekday()):
		return w.HeldForDigest(q.Digest)
	case slices.Contains(q.Days, now.Weekday()):
		return w.HeldOnQuietDay(now.Weekday())
	case within:
		return w.HeldInQuietHours(q.To)
	}
	return ""
}
