package ledger

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"secure-score-reporter/internal/score"
)

// stored is the stored form without its snapshots, which are most of it.
type stored struct {
	Schema     int       `json:"schema"`
	Deliveries []Entry   `json:"deliveries"`
	Unstable   []string  `json:"unstable,omitempty"`
	Troubles   []Trouble `json:"troubles,omitempty"`
	Ended      []string  `json:"ended,omitempty"`
	Failures   int       `json:"failures,omitempty"`
	LastFailed string    `json:"lastFailed,omitempty"`
}

type storedPending struct {
	Digest    string   `json:"key"`
	Unstable  []string `json:"unstable,omitempty"`
	Regressed []string `json:"regressed,omitempty"`
	Recovered []string `json:"recovered,omitempty"`
	Trouble   string   `json:"trouble,omitempty"`
	Over      bool     `json:"over,omitempty"`
	Ended     []string `json:"ended,omitempty"`
}

// Encode writes the stored form: JSON, the same bytes for the same ledger.
func Encode(l Ledger) ([]byte, error) {
	out := stored{
		Schema: Schema, Deliveries: l.Entries, Unstable: l.Unstable, Troubles: l.Troubles, Failures: l.Failures,
		LastFailed: l.LastFailed, Ended: l.Ended,
	}
	if out.Deliveries == nil {
		out.Deliveries = []Entry{}
	}
	data, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("encoding ledger: %w", err)
	}
	if p := l.Pending; p != nil {
		pending, err := json.Marshal(storedPending{
			Digest: p.Digest, Unstable: p.Unstable, Regressed: p.Regressed, Recovered: p.Recovered,
			Trouble: p.Trouble, Over: p.Over, Ended: p.Ended,
		})
		if err == nil {
			pending, err = withSnapshot(pending, "snapshot", p.Snapshot)
		}
		if err != nil {
			return nil, fmt.Errorf("encoding ledger: pending: %w", err)
		}
		data = with(data, "pending", pending)
	}
	if data, err = withSnapshot(data, "baseline", l.Baseline); err != nil {
		return nil, fmt.Errorf("encoding ledger: baseline: %w", err)
	}
	return data, nil
}

// withSnapshot adds a snapshot to an object, if there is one.
func withSnapshot(object []byte, name string, s *Snapshot) ([]byte, error) {
	if s == nil {
		return object, nil
	}
	value, err := s.stored()
	if err != nil {
		return nil, err
	}
	return with(object, name, value), nil
}

// with adds a property to an object that has some. The value is not read: in a
// Marshal its hundred kilobytes would be checked each time.
func with(object []byte, name string, value []byte) []byte {
	return slices.Concat(object[:len(object)-1], []byte(`,"`+name+`":`), value, []byte("}"))
}

// syntax is what encoding/json reads, too. The snapshots are read as strictly
// as they are by themselves.
var syntax = jsonv2.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// Decode reads the stored form. A snapshot that is known already is taken in
// place of one that is stored alike, and not decoded again. A ledger of a newer
// program is score.ErrFromTheFuture.
func Decode(data []byte, known ...*Snapshot) (Ledger, error) {
	var in struct {
		stored
		Baseline jsontext.Value `json:"baseline"`
		Pending  *struct {
			storedPending
			Snapshot jsontext.Value `json:"snapshot"`
		} `json:"pending"`
	}
	if err := jsonv2.Unmarshal(data, &in, syntax); err != nil || in.Schema != Schema {
		return Ledger{}, fmt.Errorf("decoding ledger: %w", cmp.Or(score.CheckSchema(data, Schema), err))
	}
	l := Ledger{
		Entries: in.Deliveries, Unstable: in.Unstable, Troubles: in.Troubles, Failures: in.Failures,
		LastFailed: in.LastFailed, Ended: in.Ended,
	}
	var err error
	if l.Baseline, err = read(in.Baseline, known); err != nil {
		return Ledger{}, fmt.Errorf("decoding ledger: baseline: %w", err)
	}
	if p := in.Pending; p != nil {
		l.Pending = &Pending{
			Digest: p.Digest, Unstable: p.Unstable, Regressed: p.Regressed, Recovered: p.Recovered,
			Trouble: p.Trouble, Over: p.Over, Ended: p.Ended,
		}
		if l.Pending.Snapshot, err = read(p.Snapshot, known); err != nil {
			return Ledger{}, fmt.Errorf("decoding ledger: pending: %w", err)
		}
	}
	return l, nil
}

// read reads a stored snapshot; nil where there is none.
func read(data []byte, known []*Snapshot) (*Snapshot, error) {
	if len(data) == 0 {
		return nil, nil //nolint:nilnil // a ledger has none before the first announcement
	}
	if s := Find(known, data); s != nil {
		return s, nil
	}
	s, err := score.Decode(data)
	if err != nil {
		return nil, err
	}
	return &Snapshot{s, func() ([]byte, error) { return data, nil }}, nil
}
