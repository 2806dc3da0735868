package words

import (
	"fmt"

	"secure-score-reporter/internal/damage"
	"secure-score-reporter/internal/score"
)

// These are what the doctor finds, and how to fix it.

// MicrosoftGraph is the name of the check that reads the score.
const MicrosoftGraph = "Microsoft Graph"

// CheckConfiguration is the name of the check of a tenant's own settings.
const CheckConfiguration = "configuration"

// CheckTenant is the name of what is checked about a tenant where the check
// itself failed.
const CheckTenant = "tenant"

// What is said where the time was up before a check had ended.
const (
	NotChecked    = "not checked: out of time"
	FixNotChecked = "check fewer tenants at once, or give the function more time"
)

// What is said of a tenant whose settings cannot be used to the person who runs
// the program, and what to do.
const (
	BrokenTenant     = "the tenant's settings cannot be used"
	FixConfiguration = "securescore config check lists every problem with its line"
	BrokenTenantHere = BrokenTenant + "; " + FixConfiguration
)

// Nobody says that no channel is set.
func (w Words) Nobody() (message, fix string) {
	return "no messages are sent about this tenant: neither slack nor email is set",
		"set slack.channel or email.to"
}

// MayRead says what was read with the tenant's sign-in.
func (w Words) MayRead(s score.Snapshot, profiles int) string {
	return fmt.Sprintf("signed in, and may read: %s on %s, %s, %s in the catalogue",
		w.Percent(s.Percent()), w.LongDate(s.Date), Count(len(s.Controls), "action"), Count(profiles, "profile"))
}

// SignedIn says the same on a line with the tenant's name.
func (w Words) SignedIn(s score.Snapshot) string {
	return fmt.Sprintf("signed in: %s on %s", w.Percent(s.Percent()), w.LongDate(s.Date))
}

// OldScore says that Microsoft has not computed a score for days.
func (w Words) OldScore(days int) (message, fix string) {
	return w.ScoreIsOld(days), "nothing to do here: Microsoft calculates the score. Contact Microsoft support if this " +
		"continues"
}

// Partial says what a partial answer means for a run.
func (w Words) Partial() (message, fix string) {
	return "the answer is partial; such a score is neither stored nor sent", "try again later"
}

// StoreUnreadable says how to fix a store that cannot be read.
const StoreUnreadable = "check the store setting and its read permission"

// StoreReadOnly says that the store can be read only.
func (w Words) StoreReadOnly(err error) (message, fix string) {
	return fmt.Sprintf("reading works, writing does not: %v", err),
		"check the write permission, and that no other run is in progress"
}

// StoreNotWritable says that a test object could not be written, read or
// deleted.
func (w Words) StoreNotWritable(err error) (message, fix string) {
	return fmt.Sprintf("a test object could not be written, read back and deleted: %v", err),
		"check the permissions and the free space there"
}

// LedgerUnreadable says what it means that a channel's ledger cannot be read.
func (w Words) LedgerUnreadable(channel string, err error) (message, fix string) {
	return fmt.Sprintf("%s gets no messages: %v", channel, err), StoreUnreadable
}

// LedgerDamaged says the same of one that is damaged.
func (w Words) LedgerDamaged(channel string, f damage.Finding) (message, fix string) {
	return channel + " gets no messages: " + w.Damaged(damage.One(f)),
		w.FixDamage([]damage.Finding{f})
}

// RestUnreadable says that the rest of a message cannot be sent.
func (w Words) RestUnreadable(channel string, err error) string {
	return fmt.Sprintf("the rest of a message to %s cannot be sent: %v", channel, err)
}

// FaultFix says what to do about a score that a run would not believe.
func FaultFix(f score.Fault) string {
	switch f {
	case score.OtherTenant:
		return "check auth and id of this tenant in the configuration; until they match, nothing is stored or sent"
	case score.Future:
		return "check the clock of this computer; until it matches, nothing is stored or sent"
	}
	return "run doctor again later: Microsoft computes the score, and such a one is neither stored nor sent"
}

// RestMissing says that the rest of a message is not stored any more.
func (w Words) RestMissing(channel string) (message, fix string) {
	return fmt.Sprintf("the rest of a message to %s is missing", channel), "nothing to do: the next run gives it up"
}

// StoreWorks says what is stored.
func (w Words) StoreWorks(days int, newest score.Date) string {
	if days == 0 {
		return "can be read and written; nothing is stored yet, so the first run only starts the history (if there were " +
			"runs before, check the store setting)"
	}
	return fmt.Sprintf("can be read and written; %s stored, the newest %s; securescore store verify reads every object",
		Count(days, "day"), w.LongDate(newest))
}

// Drifts says that drift alone causes many alerts, and which threshold would
// have held back which of them.
func (w Words) Drifts(c score.Calm, threshold float64) (message, fix string) {
	return fmt.Sprintf("with alerts.minPoints at %s, drift alone would have sent %s in the last %s",
			w.Points(threshold), Count(c.Alerts, "alert"), Count(c.Days, "day")),
		fmt.Sprintf("set alerts.minPoints to %s: it would have held back %d of these alerts, with drift of at most %s; "+
			"any other change still sends an alert", w.Points(c.MinPoints), c.HeldBack, w.InPoints(c.Largest))
}

// ReportWithout says how to fix a logo or a font that cannot be read.
func (w Words) ReportWithout() (fix string) {
	return "fix the file or the setting; until then reports are made without it"
}
