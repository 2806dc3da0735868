package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
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

// Entry is the tenant's entry of a portfolio, if it was made from the same: the
// days and their index have not changed since. Else it is nil, also where it is
// damaged, as the portfolio can be made without it.
func (t *Tenant) Entry(ctx context.Context, days []score.Date, basis string) ([]byte, error) {
	data, _, err := t.read(ctx, t.entryKey())
	if errors.Is(err, bucket.ErrNotExist) || isDamaged(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	line, entry, _ := bytes.Cut(data, []byte("\n"))
	var from origin
	if json.Unmarshal(line, &from) != nil || from.Basis != basis {
		return nil, nil
	}
	now, err := t.versionsOf(ctx, t.keysOf(days))
	if errors.Is(err, bucket.ErrNotExist) || err == nil && !maps.Equal(from.Versions, now) {
		return nil, nil
	}
	return entry, err
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
