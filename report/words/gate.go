package words

import (
	"fmt"
	"slices"
	"strings"

	"secure-score-reporter/internal/score"
)

// These say why a day is not believed, and what is done without it.

// theScore begins what is wrong with a score.
const theScore Text = "gate.theScore"

// Fault says what is wrong with a day.
func (w Words) Fault(f score.Fault, s score.Snapshot) string {
	share := w.RoundPercent(score.MaxMismatch * 100)
	switch f {
	case score.OtherTenant:
		return w.Text(theScore) + " belongs to another tenant" + w.OtherTenant(s.TenantID)
	case score.Future:
		return fmt.Sprintf(w.Text(theScore)+" is dated %s, which is in the future", w.LongDate(s.Date))
	case score.OutOfRange:
		return fmt.Sprintf(w.Text(theScore)+" says %s, which is impossible", w.ScorePoints(s.Current, s.Max))
	case score.NoControls, score.Nothing:
		return w.Text(theScore) + " lists no actions, but earlier ones did"
	case score.PointsDiffer:
		return fmt.Sprintf(w.Text(actionsAddUp)+"%s, but the score says %s: they differ by more than %s",
			w.InPoints(s.Sum()), w.Points(s.Current), share)
	case score.MaximumDiffers:
		return fmt.Sprintf(w.Text(maximumsAddUp)+"do not add up to the %s of the score: they differ by more than %s",
			w.Points(s.Max), share)
	}
	return w.Text(theScore) + " is not plausible: " + string(f)
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
			text += ": " + advice
		}
		list = append(list, text)
	}
	return list
}

func (w Words) doubtAdvice(tenant string, f score.Fault) string {
	switch f {
	case score.OtherTenant:
		return "check auth and id of " + tenant + " in the configuration"
	case score.Future:
		return "check the clock of the computer that runs this; if it is right, contact Microsoft support"
	}
	return "Microsoft calculates the score; contact Microsoft support if this continues"
}

// ScoreIsDoubtful is why a channel gets no message about a score.
const ScoreIsDoubtful Text = "gate.scoreIsDoubtful"

// HeldBack says why a backfill stores nothing.
func (w Words) HeldBack(doubts []string) string {
	return "today's score is doubtful: " + strings.Join(doubts, "; ")
}

// CarriedOver names the controls whose points Microsoft did not send, and which
// keep those of the last reading.
func (w Words) CarriedOver(ids []string, from score.Date) string {
	return fmt.Sprintf(w.Text(noPointsFor)+"%s, so those of %s count: %s",
		Count(len(ids), "action"), w.LongDate(from), strings.Join(ids, ", "))
}

// PointsUnknown names the controls whose points are not known at all.
func (w Words) PointsUnknown(ids []string) string {
	return fmt.Sprintf(w.Text(noPointsFor)+"%s: %s", Count(len(ids), "action"), strings.Join(ids, ", "))
}

// LeftOutOfHistory says that days of Microsoft's history are not used, and why
// the first of them is not.
func (w Words) LeftOutOfHistory(days []score.Date, why string) string {
	return fmt.Sprintf("%s of Microsoft's history left out (%s): %s", Count(len(days), "day"), w.LongDate(days[0]), why)
}

// HistoryMissing says that the days that Microsoft keeps could not be read.
func (w Words) HistoryMissing(err error) string {
	return fmt.Sprintf("the history that Microsoft keeps could not be read; a later run tries again: %v", err)
}

// StoredDay says what is wrong with a stored day, and what to do.
func (w Words) StoredDay(day score.Date, faults []score.Fault, s score.Snapshot) string {
	wrong := strings.TrimPrefix(w.Fault(faults[0], s), w.Text(theScore))
	return "the stored score of " + w.LongDate(day) + wrong + ": run securescore store rebuild"
}

// DaysRefused says that stored days are not compared with, and why the first of
// them is not.
func (w Words) DaysRefused(days []score.Date, why error) string {
	if len(days) == 1 {
		return fmt.Sprintf("not used: %v", why)
	}
	return fmt.Sprintf("%s not used (%s to %s); the first: %v", Count(len(days), "stored day"),
		w.LongDate(slices.Min(days)), w.LongDate(slices.Max(days)), why)
}

// AnotherDay says that the day to compare with is known by its score only, and
// which one is used in its place.
func (w Words) AnotherDay(wanted, used score.Date) string {
	return fmt.Sprintf("the actions of %s are not known, so the score is compared with %s",
		w.LongDate(wanted), w.LongDate(used))
}

// ScoreOnly says that only the score of a day is known.
func (w Words) ScoreOnly(day score.Date) string {
	return fmt.Sprintf("only the score of %s is known, not its actions, so the change is not explained", w.LongDate(day))
}

// BaselineReplaced says that a channel is compared with a stored day, as the
// score that it was notified of last cannot be used.
func (w Words) BaselineReplaced(channel string, unusable, used score.Date) string {
	return fmt.Sprintf("%s was last notified of a score of %s, which cannot be right; it is compared with %s",
		channel, w.LongDate(unusable), w.LongDate(used))
}

// BaselineLost says that a channel is compared with a stored day, as no earlier
// message to it is on record.
func (w Words) BaselineLost(channel string, used, of score.Date) string {
	text := fmt.Sprintf("the record of messages to %s is missing: this message compares with %s", channel, w.LongDate(used))
	if used.AddDays(1) == of {
		text += ", the day before this score"
	}
	return text
}

// NotPruned says that days that are too old could not be deleted.
func (w Words) NotPruned(err error) string {
	return fmt.Sprintf("old days could not be deleted: %v", err)
}

// TwoTenants says that the score of one tenant is also another's.
func (w Words) TwoTenants(id, other string) string {
	return fmt.Sprintf("the score belongs to %s%s too: check the sign-in, or remove one of the two from the configuration",
		other, w.OtherTenant(id))
}

// TwoTenantsOutward is TwoTenants for the tenant's channels, which may not see
// the other one.
const TwoTenantsOutward Text = "gate.twoTenantsOutward"

// ClockBehind says that a clock cannot be right.
func (w Words) ClockBehind(ahead, days int, today score.Date) error {
	return fmt.Errorf("%d of %s are after today, which is %s by this machine's clock: set the clock, and run this again",
		ahead, Count(days, "stored day"), w.LongDate(today))
}

// HistoryNotStored says that a run could not store all days of the history.
func (w Words) HistoryNotStored(err error) string {
	return fmt.Sprintf("the history could not be stored: %v; the trend has gaps until securescore store rebuild", err)
}

// ReportNotStored says that a report was sent but has no link.
func (w Words) ReportNotStored(name string, err error) string {
	return fmt.Sprintf("the report %s could not be stored, so there is no link to it: %v", name, err)
}
