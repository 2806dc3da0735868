// Package damage is the form in which a store reports what is wrong with its
// objects: which object, what is wrong with it, and since that decides what it
// costs, which part of the store it is.
//
// It is for securescore store verify. It reads nothing itself and cannot fail.
package damage

import "secure-score-reporter/internal/score"

// Kind is what is wrong with an object.
type Kind string

// The kinds.
const (
	Unreadable Kind = "damaged"
	Newer      Kind = "newer"      // a newer version of this program wrote it
	Missing    Kind = "missing"    // another object says that it is there
	Foreign    Kind = "foreign"    // another tenant's
	Future     Kind = "future"     // of a day that has not come
	Impossible Kind = "impossible" // a score that cannot be
	Unlisted   Kind = "unlisted"   // a day that the index lacks
	Differs    Kind = "differs"    // the index has another score of the day
	Unexpected Kind = "unexpected" // nothing needs such an object
	Temporary  Kind = "temporary"  // left behind by a process that was killed
)

// Part is what an object is in the store.
type Part string

// The parts.
const (
	Snapshot Part = "snapshot" // a day, whole
	History  Part = "history"  // a day of Microsoft's history
	Index    Part = "index"    // of days
	Ledger   Part = "ledger"
	Step     Part = "step"  // the last one of a delivery that a channel accepted
	Draft    Part = "draft" // a message of which a part is still to be sent
	Identity Part = "identity"
	Claim    Part = "claim" // which tenant has an id
	Report   Part = "report"
	Other    Part = "other"
)

// Finding is one object with which something is wrong.
type Finding struct {
	Object string     `json:"object"` // its key; a file's path in a directory
	Kind   Kind       `json:"kind"`
	Part   Part       `json:"part"`
	Date   score.Date `json:"date,omitempty"`   // of the day that it concerns
	Detail string     `json:"detail,omitempty"` // what exactly is wrong
}
