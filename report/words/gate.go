package words

import (
	"errors"
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
)

// These say why a day is not believed, and what is done without it.

// theScore begins what is wrong with a score.
const theScore Text = "gate.theScore"

const (
	checkClock       Text = "gate.checkClock"
	contactMicrosoft Text = "gate.contactMicrosoft"
)

// Fault says what is wrong with a day.
func (w Words) Fault(f score.Fault, s score.Snapshot) string {
	return w.fault(f, s, w.Text(theScore))
}

// fault is Fault about a score that is called something else.
func (w Words) fault(f score.Fault, s score.Snapshot, called string) string {
	share := w.RoundPercent(score.MaxMismatch * 100)
	switch f {
	case score.OtherTenant:
		return w.say("gate.otherTenant", "score", called, "id", w.OtherTenant(s.TenantID))
	case score.Future:
		return w.say("gate.future", "score", called, "day", w.LongDate(s.Date))
	case score.OutOfRange:
		return w.say("gate.outOfRange", "score", called, "points", w.ScorePoints(s.Current, s.Max))
	case score.NoControls, score.Nothing:
		return w.say("gate.noControls", "score", called)
	case score.PointsDiffer:
		return w.say("gate.pointsDiffer", "score", called, "sum", w.number(s.Sum()), "points", w.Points(s.Current),
			"share", share)
	case score.MaximumDiffers:
		return w.say("gate.maximumDiffers", "score", called, "max", w.Points(s.Max), "share", share)
	}
	return w.say("gate.implausible", "score", called, "fault", string(f))
}

// OtherTenant names another tenant after a text. What goes to a channel has it
// not.
func (w Words) OtherTenant(id string) string { return " (id " + id + ")" }

// Faults says all that is wrong with a day that is not today's.
func (w Words) Faults(faults []score.Fault, s score.Snapshot) string {
	var list []string
	for _, f := range faults {
		list = append(list, w.Fault(f, s))
	}
	return strings.Join(list, "; ")
}

// Doubts say what is wrong with the score that Microsoft sent, and what to do.
func (w Words) Doubts(tenant string, faults []score.Fault, s score.Snapshot) (list []string) {
	for i, f := range faults {
		text := w.Fault(f, s)
		advice := w.doubtAdvice(tenant, f)
		last := !slices.ContainsFunc(faults[i+1:], func(f score.Fault) bool { return w.doubtAdvice(tenant, f) == advice })
		if last {
			text = w.say("gate.doubt", "fault", text, "advice", advice)
		}
		list = append(list, text)
	}
	return list
}

func (w Words) doubtAdvice(tenant string, f score.Fault) string {
	switch f {
	case score.OtherTenant:
		return w.say("gate.checkTenant", "tenant", tenant)
	case score.Future:
		return w.Text(checkClock)
	}
	return w.Text(contactMicrosoft)
}

// ScoreIsDoubtful is why a channel gets no message about a score.
const ScoreIsDoubtful Text = "gate.scoreIsDoubtful"

// HeldBack says why a score is not used.
func (w Words) HeldBack(doubts []string) Said {
	return Said(w.say("gate.heldBack", "doubts", strings.Join(doubts, "; ")))
}

// HeldBackRun is HeldBack of a run.
func (w Words) HeldBackRun(doubts []string) Said {
	return Said(w.say("gate.heldBackRun", "doubts", strings.Join(doubts, "; ")))
}

// CarriedOver names the controls whose points Microsoft did not send, and which
// keep those of the last reading.
func (w Words) CarriedOver(ids []string, from score.Date) string {
	return w.say("gate.carriedOver", "n", len(ids), "day", w.LongDate(from), "ids", strings.Join(ids, ", "))
}

// PointsUnknown names the controls whose points are not known at all.
func (w Words) PointsUnknown(ids []string) string {
	return w.say("gate.pointsUnknown", "n", len(ids), "ids", strings.Join(ids, ", "))
}

// LeftOutOfHistory says that days of Microsoft's history are not used, and why
// the first of them is not.
func (w Words) LeftOutOfHistory(days []score.Date, why string) string {
	return w.say("gate.leftOutOfHistory", "n", len(days), "day", w.LongDate(days[0]), "why", why)
}

// HistoryMissing says that the days that Microsoft keeps could not be read.
func (w Words) HistoryMissing(err error) string {
	return w.say("gate.historyMissing", "error", err.Error())
}

// StoredDay says what is wrong with a stored day, and what to do.
func (w Words) StoredDay(day score.Date, faults []score.Fault, s score.Snapshot) Said {
	stored := w.say("gate.storedScore", "day", w.LongDate(day))
	return Said(w.say("gate.storedDay", "fault", w.fault(faults[0], s, stored)))
}

// DaysRefused says that stored days are not compared with, and why the first of
// them is not.
func (w Words) DaysRefused(days []score.Date, why error) string {
	if len(days) == 1 {
		return w.say("gate.dayRefused", "why", w.cause(why))
	}
	return w.say("gate.daysRefused", "n", len(days), "first", w.LongDate(slices.Min(days)),
		"last", w.LongDate(slices.Max(days)), "why", w.cause(why))
}

// AnotherDay says that the day to compare with is known by its score only, and
// which one is used in its place.
func (w Words) AnotherDay(wanted, used score.Date) string {
	return w.say("gate.anotherDay", "wanted", w.LongDate(wanted), "used", w.LongDate(used))
}

// ScoreOnly says that only the score of a day is known.
func (w Words) ScoreOnly(day score.Date) string {
	return w.say("gate.scoreOnly", "day", w.LongDate(day))
}

// BaselineReplaced says that a channel is compared with a stored day, as the
// score that it was notified of last cannot be used.
func (w Words) BaselineReplaced(channel string, unusable, used score.Date) string {
	return w.say("gate.baselineReplaced", "channel", channel, "unusable", w.LongDate(unusable), "used", w.LongDate(used))
}

// BaselineLost says that a channel is compared with a stored day, as no earlier
// message to it is on record.
func (w Words) BaselineLost(channel string, used, of score.Date) string {
	if used.AddDays(1) == of {
		return w.say("gate.baselineLostDayBefore", "channel", channel, "used", w.LongDate(used))
	}
	return w.say("gate.baselineLost", "channel", channel, "used", w.LongDate(used))
}

// NotPruned says that days that are too old could not be deleted.
func (w Words) NotPruned(err error) string {
	return w.say("gate.notPruned", "error", err.Error())
}

// TwoTenants says that the score of one tenant is also another's.
func (w Words) TwoTenants(id, other string) string {
	return w.say("gate.twoTenants", "other", other, "id", w.OtherTenant(id))
}

// ClockBehind says that a clock cannot be right.
func (w Words) ClockBehind(ahead, days int, today score.Date) error {
	return errors.New(w.say("gate.clockBehind", "ahead", ahead, "n", days, "today", w.LongDate(today)))
}

// HistoryNotStored says that a run could not store all days of the history.
func (w Words) HistoryNotStored(err error) string {
	return w.say("gate.historyNotStored", "error", err.Error())
}

// ReportNotStored says that a report was sent but has no link.
func (w Words) ReportNotStored(name string, err error) string {
	return w.say("gate.reportNotStored", "name", name, "error", err.Error())
}
