package words

import (
	"fmt"

	"secure-score-reporter/internal/damage"
)

// These say what is wrong in the store, what it costs, and what a rebuild did.

// Damage says what is wrong with an object.
func (w Words) Damage(f damage.Finding) string {
	detail := ""
	if f.Detail != "" {
		detail = ": " + f.Detail
	}
	switch f.Kind {
	case damage.Unreadable:
		return "damaged" + detail
	case damage.Newer:
		return "made by a newer version of this program" + detail
	case damage.Missing:
		return "missing" + detail
	case damage.Foreign:
		return "another tenant's" + detail
	case damage.Future:
		return "from the future" + detail
	case damage.Impossible:
		return "an impossible score" + detail
	case damage.Unlisted:
		return "not in the index of days" + detail
	case damage.Differs:
		return "the index has another score of " + w.LongDate(f.Date) + detail
	case damage.Temporary:
		return "left behind by a process that was killed" + detail
	}
	return "not expected here" + detail
}

// DamageCosts says what it costs that something is wrong with an object.
func (w Words) DamageCosts(f damage.Finding) string {
	if f.Kind == damage.Newer {
		return "this version cannot use it; run the newer one"
	}
	switch f.Part {
	case damage.Snapshot, damage.History:
		return w.dayCosts(f)
	case damage.Index:
		return w.indexCosts(f)
	case damage.Ledger:
		if f.Kind == damage.Unreadable {
			return "nothing is sent on this channel"
		}
		return "nothing: the next message compares with a day that is sound"
	case damage.Step:
		return "a message that was sent when the machine crashed, or a part of it, may be sent again"
	case damage.Draft:
		if f.Kind == damage.Unexpected {
			return "nothing; it may be deleted"
		}
		return "the rest of a message cannot be sent"
	case damage.Identity:
		return "no run of this tenant can tell whose score it reads, so none stores or sends anything"
	case damage.Claim:
		return "a first run of this tenant fails, and nobody notices if two tenants have one id"
	case damage.Report:
		return "a link to this report does not open what was sent"
	}
	return "nothing; it may be deleted"
}

func (w Words) dayCosts(f damage.Finding) string {
	day := w.LongDate(f.Date)
	switch f.Kind {
	case damage.Missing:
		return "of " + day + " only the score is known, not its actions"
	case damage.Unlisted:
		return "each run reads the day again; the trend does not show what moved on it"
	case damage.Future:
		return "it is not used now, but would be when its day comes"
	}
	if f.Part == damage.History {
		return "the score of " + day + " may be missing in the trend"
	}
	return "nothing is compared with " + day + ", and its score may be missing in the trend"
}

func (w Words) indexCosts(f damage.Finding) string {
	switch f.Kind {
	case damage.Differs, damage.Future:
		return "the trend has a wrong score of " + w.LongDate(f.Date)
	}
	return "nothing: the next run makes it anew"
}

// StoreIsSound says that nothing is wrong in a store.
const StoreIsSound = "Nothing is wrong."

// TheStore is the heading of what belongs to no tenant.
const TheStore = "The store"

// Costs is what something costs.
func Costs(costs string) string { return "costs: " + costs }

// RebuildHint says how to repair a store.
const RebuildHint = "securescore store rebuild repairs what can be repaired. It deletes nothing."

// MovedTo says where an object is now.
func MovedTo(to string) string { return "moved to " + to }

// Reindexed says that the index of days was made anew.
func (w Words) Reindexed(days, restored int) string {
	text := "the index of days has " + Count(days, "day")
	if restored > 0 {
		text += fmt.Sprintf("; of %s only the score could be saved", Count(restored, "day"))
	}
	return text + "."
}

// NotBackfilled says that the days that Microsoft keeps could not be read.
func (w Words) NotBackfilled(err error) string {
	return fmt.Sprintf("what Microsoft keeps could not be read; securescore backfill tries again: %v", err)
}

// StillWrong says that a rebuild could not repair something.
const StillWrong = "What is still wrong:"
