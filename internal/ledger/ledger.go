// Package ledger records what was sent where, so that every delivery happens,
// and happens once.
//
// There is one Ledger for each tenant and channel. It holds the baseline, which
// is the snapshot that the channel last announced and that the next alert
// compares with. It also holds the past deliveries by their keys.
//
// A Ledger is a value, and its methods return a changed copy. The caller stores
// that copy whole (internal/store), so that a baseline never moves without its
// delivery on record. The package itself stores and sends nothing.
//
// Only Encode and Decode can fail: on numbers that JSON cannot hold, and on
// bytes that are no ledger of a known schema.
package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/score"
)

// Schema is the version of the stored ledger that this program writes.
const Schema = 1

// Key is the idempotency key of a delivery: two deliveries with the same key
// are one, and the second is not sent.
type Key struct {
	Tenant   string // the tenant's id
	Channel  string // slack, email
	To       string // the recipient
	Occasion string // the time of the schedule, or the id of the request
	Kind     string // alert, report
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
	Baseline *score.Snapshot // as last announced; nil before the first announcement
	Entries  []Entry         // oldest first, one for each key
	// Unstable are the controls that the channel announced as unstable: their
	// folded ids, sorted. See score.Unstable.
	Unstable []string
}

// Entry is one delivery, in progress or done.
type Entry struct {
	Digest   string    `json:"key"`
	To       string    `json:"to"`
	Occasion string    `json:"occasion"`
	Kind     string    `json:"kind"`
	At       time.Time `json:"at"`                 // the last attempt, UTC
	Progress string    `json:"progress,omitempty"` // how far the channel got, in the channel's own format
	Done     bool      `json:"done"`
	// Regressed are the controls that this delivery announced as regressed and
	// that have not recovered since: their folded ids, sorted.
	Regressed []string `json:"regressed,omitempty"`
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

// With is the ledger with an entry for a key, in place of an earlier one.
func (l Ledger) With(k Key, at time.Time, progress string, done bool) Ledger {
	e := Entry{Digest: k.Digest(), To: k.To, Occasion: k.Occasion, Kind: k.Kind, At: at.UTC(), Progress: progress,
		Done: done}
	entries := slices.DeleteFunc(slices.Clone(l.Entries), func(old Entry) bool { return old.Digest == e.Digest })
	return Ledger{Baseline: l.Baseline, Entries: append(entries, e), Unstable: l.Unstable}
}

// Announced is the ledger with another baseline, with which these controls were
// announced as unstable.
func (l Ledger) Announced(s score.Snapshot, unstable []string) Ledger {
	return Ledger{Baseline: &s, Entries: l.Entries, Unstable: unstable}
}

// WithRegressed is the ledger with the controls that the delivery of a key
// announced as regressed. All other entries lose these controls and those that
// recovered.
func (l Ledger) WithRegressed(k Key, regressed, recovered []string) Ledger {
	digest := k.Digest()
	entries := slices.Clone(l.Entries)
	for i, e := range entries {
		if e.Digest == digest {
			entries[i].Regressed = regressed
			continue
		}
		entries[i].Regressed = slices.DeleteFunc(slices.Clone(e.Regressed), func(id string) bool {
			return slices.Contains(recovered, id) || slices.Contains(regressed, id)
		})
	}
	return Ledger{Baseline: l.Baseline, Entries: entries, Unstable: l.Unstable}
}

// Since is the ledger without the entries whose last attempt was before t.
func (l Ledger) Since(t time.Time) Ledger {
	entries := slices.DeleteFunc(slices.Clone(l.Entries), func(e Entry) bool { return e.At.Before(t) })
	return Ledger{Baseline: l.Baseline, Entries: entries, Unstable: l.Unstable}
}

type stored struct {
	Schema     int             `json:"schema"`
	Baseline   json.RawMessage `json:"baseline,omitempty"`
	Deliveries []Entry         `json:"deliveries"`
	Unstable   []string        `json:"unstable,omitempty"`
}

// Encode writes the stored form: JSON, the same bytes for the same ledger.
func Encode(l Ledger) ([]byte, error) {
	out := stored{Schema: Schema, Deliveries: l.Entries, Unstable: l.Unstable}
	if out.Deliveries == nil {
		out.Deliveries = []Entry{}
	}
	if l.Baseline != nil {
		baseline, err := score.Encode(*l.Baseline)
		if err != nil {
			return nil, fmt.Errorf("encoding ledger: baseline: %w", err)
		}
		out.Baseline = baseline
	}
	return json.Marshal(out)
}

// Decode reads the stored form. A ledger of a newer program is
// score.ErrFromTheFuture.
func Decode(data []byte) (Ledger, error) {
	var in stored
	if err := json.Unmarshal(data, &in); err != nil || in.Schema != Schema {
		return Ledger{}, fmt.Errorf("decoding ledger: %w", cmp.Or(score.CheckSchema(data, Schema), err))
	}
	l := Ledger{Entries: in.Deliveries, Unstable: in.Unstable}
	if len(in.Baseline) > 0 {
		s, err := score.Decode(in.Baseline)
		if err != nil {
			return Ledger{}, fmt.Errorf("decoding ledger: baseline: %w", err)
		}
		l.Baseline = &s
	}
	return l, nil
}
