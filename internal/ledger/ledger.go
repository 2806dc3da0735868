// Package ledger records what was sent where, so that every delivery happens,
// and happens once.
//
// There is one Ledger for each tenant and channel. It holds the baseline, which
// is the snapshot that the channel last announced and that the next alert
// compares with. It also holds the past deliveries by their keys.
//
// A Ledger is a value, and its methods return a changed copy. The caller stores
// that copy whole (internal/store), so that a baseline never moves without its
// delivery on record. A Step is what it stores first of each acceptance, as it
// is small; with that and with what is Pending any run can write the ledger.
// The package itself stores and sends nothing.
//
// Only encoding and decoding can fail: on numbers that JSON cannot hold, and on
// bytes that are no ledger or step of a known schema.
package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
)

// ErrNoDraft means that the draft of a delivery is not in the store.
var ErrNoDraft = errors.New("no such draft")

// Schema is the version of the stored ledger that this program writes.
const Schema = 1

// Key is the idempotency key of a delivery: two deliveries with the same key
// are one, and the second is not sent.
type Key struct {
	Tenant   string // the tenant's id
	Channel  string // slack, email, teams, webhook
	To       string // the recipient
	Occasion string // the time of the schedule, or the id of the request
	Kind     string // alert, report, report-full, portfolio; for a period of its own: report-P30D
}

// Digest is the key as 32 hexadecimal digits. Messages carry it in place of the
// key, which is not for everybody to read.
func (k Key) Digest() string {
	parts := []string{score.Fold(k.Tenant), k.Channel, k.To, k.Occasion, k.Kind}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Ledger is what was sent about one tenant on one channel.
type Ledger struct {
	Baseline *Snapshot // as last announced; nil before the first announcement
	Entries  []Entry   // oldest first, one for each key
	// Unstable are the controls that the channel announced as unstable: their
	// folded ids, sorted. See score.Unstable.
	Unstable []string
	// Pending is what the delivery that is tried is about to announce; nil where
	// none is.
	Pending *Pending
	// Troubles are what the channel was notified of and that is not over.
	Troubles []Trouble
	// Ended are the ended exceptions that the channel was notified of, by their
	// keys.
	Ended []string
	// Failures is how many runs failed, one after the other, up to LastFailed.
	Failures   int
	LastFailed string // the occasion of the last one; see Key
}

// Trouble is a lasting state of a tenant that people have to know of.
type Trouble struct {
	Kind  string    `json:"kind"`
	Since time.Time `json:"since"` // when it was noticed, UTC
}

// Entry is one delivery. It is tried until its channel accepts the message,
// owed while a part of the message is still to be sent, and then done.
type Entry struct {
	Digest   string    `json:"key"`
	To       string    `json:"to"`
	Occasion string    `json:"occasion"`
	Kind     string    `json:"kind"`
	At       time.Time `json:"at"`                 // the last attempt, UTC
	Progress string    `json:"progress,omitempty"` // how far the channel got, in the channel's own format
	Steps    int       `json:"steps,omitempty"`    // that the channel accepted; older programs did not count them
	Drafted  bool      `json:"drafted,omitempty"`  // what is sent is stored, so that a later run can send the rest
	Owed     bool      `json:"owed,omitempty"`
	Done     bool      `json:"done"`
	// Regressed are the controls that this delivery announced as regressed and
	// that have not recovered since: their folded ids, sorted.
	Regressed []string `json:"regressed,omitempty"`
}

// Entry is a delivery with the key that is tried at a time.
func (k Key) Entry(at time.Time) Entry {
	return Entry{Digest: k.Digest(), To: k.To, Occasion: k.Occasion, Kind: k.Kind, At: at.UTC()}
}

// Find is the entry with a key, and whether there is one.
func (l Ledger) Find(k Key) (Entry, bool) {
	digest := k.Digest()
	for _, e := range l.Entries {
		if e.Digest == digest {
			return e, true
		}
	}
	return Entry{}, false
}

// Owed are the deliveries that were accepted in part, the oldest first.
func (l Ledger) Owed() []Entry {
	return slices.DeleteFunc(slices.Clone(l.Entries), func(e Entry) bool { return !e.Owed })
}

// With is the ledger with an entry, in place of an earlier one with its key.
func (l Ledger) With(e Entry) Ledger {
	l.Entries = slices.DeleteFunc(slices.Clone(l.Entries), func(old Entry) bool { return old.Digest == e.Digest })
	l.Entries = append(l.Entries, e)
	return l
}

// Announced is the ledger after a message about a snapshot, with which these
// controls were announced as unstable. The baseline never moves back to an
// older day.
func (l Ledger) Announced(s *Snapshot, unstable []string) Ledger {
	if l.Baseline == nil || l.Baseline.Date <= s.Date {
		l.Baseline, l.Unstable = s, unstable
	}
	return l
}

// Forget is the ledger in which no other delivery than this one has these
// controls as regressed: they recovered, or this one announced them again.
func (l Ledger) Forget(controls []string, but Entry) Ledger {
	l.Entries = slices.Clone(l.Entries)
	for i, e := range l.Entries {
		if e.Digest != but.Digest {
			l.Entries[i].Regressed = slices.DeleteFunc(slices.Clone(e.Regressed), func(id string) bool {
				return slices.Contains(controls, id)
			})
		}
	}
	return l
}

// Has says whether the channel was notified of a trouble that is not over.
func (l Ledger) Has(trouble string) bool {
	return slices.ContainsFunc(l.Troubles, func(t Trouble) bool { return t.Kind == trouble })
}

// Notified is the ledger of a channel that was notified that a trouble began,
// or that it is over.
func (l Ledger) Notified(trouble string, over bool, at time.Time) Ledger {
	l.Troubles = slices.DeleteFunc(slices.Clone(l.Troubles), func(t Trouble) bool { return t.Kind == trouble })
	if !over {
		l.Troubles = append(l.Troubles, Trouble{trouble, at.UTC()})
	}
	return l
}

// Failed is the ledger after a run that failed, by its occasion; after one that
// did not, without.
func (l Ledger) Failed(occasion string) Ledger {
	l.Failures, l.LastFailed = l.Failures+1, occasion
	if occasion == "" {
		l.Failures = 0
	}
	return l
}

// Since is the ledger without the entries whose last attempt was before t and
// that owe nothing.
func (l Ledger) Since(t time.Time) Ledger {
	l.Entries = slices.DeleteFunc(slices.Clone(l.Entries), func(e Entry) bool { return !e.Owed && e.At.Before(t) })
	return l
}
