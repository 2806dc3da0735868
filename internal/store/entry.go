package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"golang.org/x/sync/errgroup"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// origin is what an entry was made from: it stands on a line before the entry.
type origin struct {
	Basis    string            `json:"basis"`
	Versions map[string]string `json:"versions"` // of the objects with the days and their index, by key
}

// PutEntry keeps the tenant's entry of a portfolio, which was made from these
// days as they are stored, from the index of days, and from what basis says. It
// needs the lock, under which all of them were read or written; without that it
// does nothing.
func (t *Tenant) PutEntry(ctx context.Context, days []score.Date, basis string, entry []byte) error {
	from := origin{basis, map[string]string{}}
	for _, key := range t.keysOf(days) {
		version, known := t.look.version(key)
		if !known {
			return nil
		}
		from.Versions[key] = version
	}
	line, err := json.Marshal(from)
	if err != nil {
		return fmt.Errorf("writing %s: %w", t.entryKey(), err)
	}
	_, err = t.write(ctx, t.entryKey(), append(append(line, '\n'), entry...), bucket.Condition{})
	return err
}

// Entry is the tenant's entry of a portfolio. Ok says that it was made from the
// same: that the days and their index have not changed since. It is false where
// there is none, and where it cannot be read, as the portfolio can be made
// without it.
func (t *Tenant) Entry(ctx context.Context, days []score.Date, basis string) (entry []byte, ok bool) {
	data, _, err := t.read(ctx, t.entryKey())
	line, entry, _ := bytes.Cut(data, []byte("\n"))
	var from origin
	if err != nil || json.Unmarshal(line, &from) != nil || from.Basis != basis {
		return nil, false
	}
	now, err := t.versionsOf(ctx, t.keysOf(days))
	return entry, err == nil && maps.Equal(from.Versions, now)
}

// versionsOf asks for the versions of several objects at once.
func (t *Tenant) versionsOf(ctx context.Context, keys []string) (map[string]string, error) {
	versions := make([]string, len(keys))
	var all errgroup.Group
	for i, key := range keys {
		all.Go(func() error {
			object, err := t.bucket.Get(ctx, key)
			if err != nil {
				return fmt.Errorf("reading %s: %w", key, err)
			}
			versions[i] = object.Version
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	byKey := map[string]string{}
	for i, key := range keys {
		byKey[key] = versions[i]
	}
	return byKey, nil
}

// keysOf are the objects in which days are, and the index.
func (t *Tenant) keysOf(days []score.Date) []string {
	keys := []string{t.daysKey()}
	for _, date := range days {
		keys = append(keys, t.places(date)[0])
	}
	return keys
}

func (t *Tenant) entryKey() string { return t.prefix + "entry.json.gz" }
