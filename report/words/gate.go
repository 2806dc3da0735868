package words

import (
	"fmt"
	"strings"

	"secure-score-reporter/internal/score"
)

// These say why a day is not believed, and what is done without it.

// Fault says what is wrong with a day. The gate that found it knows the
// tenant's id.
func (w Words) Fault(f score.Fault, s score.Snapshot, g score.Gate) string {
	share := w.RoundPercent(score.MaxMismatch * 100)
	switch f {
	case score.OtherTenant:
		return fmt.Sprintf("the score is of the tenant %s, not of %s: check the sign-in", s.TenantID, g.TenantID)
	case score.Future:
		return fmt.Sprintf("the score is dated %s, which is in the future", w.LongDate(s.Date))
	case score.OutOfRange:
		return fmt.Sprintf("the score says %s of %s points, which is impossible", w.Points(s.Current), w.Points(s.Max))
	case score.NoControls, score.Nothing:
		return "the score lists no actions, but earlier ones did"
	case score.PointsDiffer:
		return fmt.Sprintf("the actions add up to %s points, but the score says %s: they differ by more than %s",
			w.Points(s.Sum()), w.Points(s.Current), share)
	case score.MaximumDiffers:
		return fmt.Sprintf("the maximum points of the actions do not add up to the %s of the score: they differ by more than %s",
			w.Points(s.Max), share)
	}
	return "the score is not plausible: " + string(f)
}

// TheTenant stands before a tenant's id in every sentence that may name another
// tenant than the reader's own.
const TheTenant = "the tenant "

// OtherTenant stands for another tenant where its id is not to be seen.
const OtherTenant = "another tenant"

// Faults says all that is wrong with a day.
func (w Words) Faults(faults []score.Fault, s score.Snapshot, g score.Gate) string {
	var list []string
	for _, f := range faults {
		list = append(list, w.Fault(f, s, g))
	}
	return strings.Join(list, "; ")
}

// ScoreIsDoubtful is why a channel gets no message about a score.
const ScoreIsDoubtful = "held back: the score is doubtful"

// HeldBack says why nothing of a score was stored or sent.
func HeldBack(doubts []string) string {
	return "held back, nothing was stored or sent: " + strings.Join(doubts, "; ")
}

// CarriedOver names the controls whose points Microsoft did not send, and which
// keep those of the last reading.
func (w Words) CarriedOver(ids []string, from score.Date) string {
	return fmt.Sprintf("Microsoft sent no points for %s, so those of %s count: %s",
		Count(len(ids), "action"), w.LongDate(from), strings.Join(ids, ", "))
}

// PointsUnknown names the controls whose points are not known at all.
func (w Words) PointsUnknown(ids []string) string {
	return fmt.Sprintf("Microsoft sent no points for %s: %s", Count(len(ids), "action"), strings.Join(ids, ", "))
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

// DayRefused says that a stored day is not compared with.
func (w Words) DayRefused(err error) string { return fmt.Sprintf("not used: %v", err) }

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

// BaselineLost says that a channel is compared with a stored day, as nothing is
// known of earlier messages.
func (w Words) BaselineLost(channel string, used score.Date) string {
	return fmt.Sprintf("nothing is known of earlier messages to %s; it is compared with %s, the newest score stored",
		channel, w.LongDate(used))
}

// NotPruned says that days that are too old could not be deleted.
func (w Words) NotPruned(err error) string {
	return fmt.Sprintf("old days could not be deleted: %v", err)
}

// TwoTenants says that the score of one tenant is also another's.
func TwoTenants(id, other string) string {
	return fmt.Sprintf("the score is of "+TheTenant+"%s, which the configuration has also as %s: "+
		"check the sign-in, or remove one of the two", id, other)
}

// TwoTenantsOutward is TwoTenants for the tenant's channels, which may not see
// the other one.
const TwoTenantsOutward = "the score is of a tenant that the configuration has twice"

// HistoryNotStored says that a run could not store all days of the history.
func (w Words) HistoryNotStored(err error) string {
	return fmt.Sprintf("the history could not be stored: %v; the trend has gaps until securescore store rebuild", err)
}

// ReportNotStored says that a report was sent but has no link.
func (w Words) ReportNotStored(name string, err error) string {
	return fmt.Sprintf("the report %s could not be stored, so there is no link to it: %v", name, err)
}

// HistoryDamaged says what of the stored history could not be read.
func (w Words) HistoryDamaged(err error) string {
	return fmt.Sprintf("the stored history is damaged: %v; securescore store verify lists all that is", err)
}
