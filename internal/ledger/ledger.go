// Package ledger remembers what was announced where, so that a delivery happens
// once and never not at all.
//
// There is one Ledger for each tenant and channel. It holds the snapshot that
// was last announced there, the baseline from which the next alert is told, and
// the deliveries of the past by their keys. It is a value: who changes it stores
// it (internal/store), whole, so that a baseline never moves without its
// delivery on record. It fails only on bytes that are no ledger of this or an
// earlier schema.
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

// Schema is the version of the stored form that this program writes.
const Schema = 1

// Key names one delivery. The same key delivers once.
type Key struct {
	Tenant   string // the tenant's id
	Channel  string // slack, email
	To       string // the recipient
	Occasion string // the schedule's own time, or the request's id
	Kind     string // alert, report
}

// Digest is the key as 32 hexadecimal digits: what a receiver may see of it.
func (k Key) Digest() string {
	parts := []string{score.Fold(k.Tenant), k.Channel, k.To, k.Occasion, k.Kind}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Ledger is what one channel was told about one tenant.
type Ledger struct {
	Baseline *score.Snapshot // as last announced; nil before the first announcement
	Entries  []Entry         // oldest first, one for each key
	// Unstable are the controls of which the channel knows that they flip back and
	// forth; by id, folded, in order.
	Unstable []string
}

// Entry is one delivery, under way or done.
type Entry struct {
	Digest   string    `json:"key"`
	To       string    `json:"to"`
	Occasion string    `json:"occasion"`
	Kind     string    `json:"kind"`
	At       time.Time `json:"at"`                 // when it was last tried, UTC
	Progress string    `json:"progress,omitempty"` // how far the channel got, in its own words
	Done     bool      `json:"done"`
	// Regressed are the controls whose regression was told, less those that have
	// recovered since; by id, folded, in order.
	Regressed []string `json:"regressed,omitempty"`
}

// Find is the entry of a key, and whether there is one.
func (l Ledger) Find(k Key) (Entry, bool) {
	digest := k.Digest()
	for _, e := range l.Entries {
		if e.Digest == digest {
			return e, true
		}
	}
	return Entry{}, false
}

// With is the ledger with the entry of a key put in or replaced. The receiver
// stays as it was.
func (l Ledger) With(k Key, at time.Time, progress string, done bool) Ledger {
	e := Entry{Digest: k.Digest(), To: k.To, Occasion: k.Occasion, Kind: k.Kind, At: at.UTC(), Progress: progress, Done: done}
	entries := slices.DeleteFunc(slices.Clone(l.Entries), func(old Entry) bool { return old.Digest == e.Digest })
	return Ledger{Baseline: l.Baseline, Entries: append(entries, e), Unstable: l.Unstable}
}

// Announced is the ledger with another baseline, told with these controls as
// unstable.
func (l Ledger) Announced(s score.Snapshot, unstable []string) Ledger {
	return Ledger{Baseline: &s, Entries: l.Entries, Unstable: unstable}
}

// Told is the ledger with the controls whose regression the entry of a key told,
// and without those that recovered in the entries before it.
func (l Ledger) Told(k Key, regressed, recovered []string) Ledger {
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

// Since is the ledger without the entries that were last tried before t.
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

// Decode reads the stored form; what a newer program wrote is
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
