package store

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"secure-score-reporter/internal/ledger"
	"secure-score-reporter/internal/score"
)

// look is what is known of a tenant's objects without asking the bucket again.
// While the lock is held nobody else writes, so what was seen stays as it was;
// conditional writes show where that is not so.
type look struct {
	listing   chan struct{} // holds one while somebody lists
	mu        sync.Mutex    // guards the rest: days and ledgers are read at once
	locked    bool
	listed    bool
	keys      []string           // of the tenant's objects when they were listed last, and of those written since
	index     *index             // as it was read or written; nil without the lock
	baselines []*ledger.Snapshot // of the ledgers that were read; none without the lock
	free      string             // the id that no tenant had claimed; empty without the lock
	versions  map[string]string  // of the objects that were read or written, by key; none without the lock
}

// begin forgets what was seen before the lock was taken, or while it was held.
func (l *look) begin(locked bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.locked, l.listed, l.keys, l.index, l.baselines, l.free, l.versions = locked, false, nil, nil, nil, "", nil
}

// list lists the tenant's objects, unless that was done under the lock.
// Of two callers at once, one waits for the other.
func (t *Tenant) list(ctx context.Context) error {
	if err := t.look.turn(ctx); err != nil {
		return err
	}
	defer func() { <-t.look.listing }()
	if _, known := t.sees(""); known {
		return nil
	}
	keys, err := t.bucket.List(ctx, t.prefix)
	if err != nil {
		return err // the bucket names what it lists
	}
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	t.look.listed, t.look.keys = true, keys
	return nil
}

// turn waits until nobody else lists.
func (l *look) turn(ctx context.Context) error {
	select {
	case l.listing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// listOnce lists the tenant's objects, unless that was done before.
func (t *Tenant) listOnce(ctx context.Context) error {
	t.look.mu.Lock()
	listed := t.look.listed
	t.look.mu.Unlock()
	if listed {
		return nil
	}
	return t.list(ctx)
}

// within are the listed objects in a folder.
func (t *Tenant) within(folder string) (keys []string) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	for _, key := range t.look.keys {
		if strings.HasPrefix(key, t.prefix+folder) {
			keys = append(keys, key)
		}
	}
	return keys
}

// sees says whether an object is known to be there, and whether that is known.
func (t *Tenant) sees(key string) (there, known bool) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	_, there = slices.BinarySearch(t.look.keys, key)
	return there, t.look.listed && t.look.locked
}

// saw remembers the version of an object under the lock.
func (l *look) saw(key, version string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.locked {
		return
	}
	if l.versions == nil {
		l.versions = map[string]string{}
	}
	l.versions[key] = version
}

// version is that of an object which was read or written under the lock.
func (l *look) version(key string) (version string, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	version, known = l.versions[key]
	return version, known
}

// wrote and deleted keep the list of objects true.
func (t *Tenant) wrote(key string) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	if i, there := slices.BinarySearch(t.look.keys, key); !there && t.look.listed && strings.HasPrefix(key, t.prefix) {
		t.look.keys = slices.Insert(t.look.keys, i, key)
	}
}

func (t *Tenant) deleted(key string) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	if i, there := slices.BinarySearch(t.look.keys, key); there {
		t.look.keys = slices.Delete(t.look.keys, i, i+1)
	}
}

// delete deletes an object.
func (t *Tenant) delete(ctx context.Context, key string) error {
	if err := t.bucket.Delete(ctx, key); err != nil {
		return fmt.Errorf("deleting %s: %w", key, err)
	}
	t.deleted(key)
	return nil
}

// madeIndex is the index that was made in place of a damaged one; the zero
// index where none was.
func (t *Tenant) madeIndex() (made index, ok bool) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	if t.anew == nil {
		return index{}, false
	}
	return *t.anew, true
}

func (t *Tenant) made(i *index) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	t.anew = i
}

// knownIndex is the index as it was read or written under the lock; nil where
// it was not.
func (t *Tenant) knownIndex() *index {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	return t.look.index
}

// knowIndex keeps a copy of the index under the lock; nil forgets it.
func (t *Tenant) knowIndex(i *index) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	if t.look.index = nil; t.look.locked && i != nil {
		t.look.index = &index{version: i.version, days: slices.Clone(i.days)}
	}
}

// findFree remembers that no tenant had claimed an id. Where another does so
// meanwhile, the claim fails.
func (t *Tenant) findFree(id string) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	if t.look.locked {
		t.look.free = id
	}
}

func (t *Tenant) foundFree(id string) bool {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	return t.look.free == id
}

// decodeLedger decodes a ledger. Of several with the same baseline it decodes
// that once.
func (t *Tenant) decodeLedger(data []byte) (ledger.Ledger, error) {
	t.look.mu.Lock()
	defer t.look.mu.Unlock()
	l, err := ledger.Decode(data, t.look.baselines...)
	if err == nil && l.Baseline != nil && t.look.locked && !slices.Contains(t.look.baselines, l.Baseline) {
		t.look.baselines = append(t.look.baselines, l.Baseline)
	}
	return l, err
}

// decodeDay decodes a stored day, unless a baseline is stored alike.
func (t *Tenant) decodeDay(data []byte) (score.Snapshot, error) {
	t.look.mu.Lock()
	known := ledger.Find(t.look.baselines, data)
	t.look.mu.Unlock()
	if known == nil {
		return score.Decode(data)
	}
	s := known.Snapshot
	s.Controls = slices.Clone(s.Controls) // callers fill in what Microsoft did not send
	return s, nil
}

// dayIn is the day with which the name of an object begins.
func dayIn(key string) (score.Date, bool) {
	first, _, ok := spanIn(key)
	return first, ok
}

// spanIn are the first and the last day in the name of an object.
func spanIn(key string) (first, last score.Date, ok bool) {
	name, _, _ := strings.Cut(path.Base(key), ".")
	first, err := score.ParseDate(name[:min(len(name), len("2006-01-02"))])
	if err != nil {
		return "", "", false
	}
	year := len("2006-")
	end, isSpan := strings.CutPrefix(name, string(first)+"_")
	for _, begin := range []score.Date{first, first.AddDays(mostInSpan)} { // the last day may be in the next year
		last, err := score.ParseDate(string(begin[:year]) + end)
		if isSpan && err == nil && last > first {
			return first, last, true
		}
	}
	return first, first, true
}
