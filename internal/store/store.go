// Package store stores the data of a tenant's runs: a snapshot a day, the
// history that Microsoft kept, the ledger of each channel, and reports. They
// are objects in a bucket (internal/store/bucket), which is a directory or S3:
//
//	tenants/<id>/snapshots/2026-11-23.json.gz   a day's snapshot, whole
//	tenants/<id>/history/2026-08-25_09-24.json.gz   days of Microsoft's history, scores only, one a line
//	tenants/<id>/history/2026-09-01.json.gz     one such day
//	tenants/<id>/days.json.gz                   every day's headline: an index of the above
//	tenants/<id>/entry.json.gz                  what a portfolio needs of them, made by the last run
//	tenants/<id>/ledger/slack.json.gz           what was announced on the channel
//	tenants/<id>/ledger/slack.accepted-1        one of the last steps that the channel accepted
//	tenants/<id>/drafts/slack-<key>.gz          a message of which a part is still to be sent
//	tenants/<id>/id.json.gz                     the id that the tenant's first score had
//	ids/<id>.json.gz                            which tenant has this id
//	portfolio/…                                 ledger, drafts and reports of the report over all tenants
//	damaged/…                                   what MoveAside took out of the way
//	tenants/<id>/reports/2026-11-23-1f0b9c2d.pdf   the name goes with the content
//
// What is compared and announced is decided in internal/job. An error names the
// object. An object that cannot be read, or that a newer program wrote
// (score.ErrFromTheFuture), is never overwritten. Only a damaged index of days
// is, as it holds nothing that the days do not; a damaged day is moved aside
// when its score is read again.
package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/internal/store/bucket"
)

// maxObject is the largest size of an unpacked object, so that a damaged one
// cannot use up the memory. A whole snapshot or a ledger is far smaller.
const maxObject = 64 << 20

// Tenant is one tenant's part of a bucket.
type Tenant struct {
	bucket    bucket.Bucket
	prefix    string
	maxObject int64
	// versions of the ledgers as they were read, by channel. PutLedger replaces
	// this version and no other.
	versions sync.Map
	look     *look
	// anew is the index of days that was made in place of a damaged one; nil
	// where none was.
	anew *index
	// names are those of the configured tenants, by folded id.
	names map[string]string
}

// ForTenant returns the part of a bucket that belongs to the tenant with this
// id.
func ForTenant(b bucket.Bucket, id string) *Tenant {
	return forPrefix(b, "tenants/"+score.Fold(id)+"/")
}

func forPrefix(b bucket.Bucket, prefix string) *Tenant {
	return &Tenant{
		bucket: b, prefix: prefix, maxObject: maxObject,
		look: &look{listing: make(chan struct{}, 1)},
	}
}

// ForPortfolio returns the part of a bucket that belongs to the report over all
// tenants: its documents and ledgers, as a tenant's.
func ForPortfolio(b bucket.Bucket) *Tenant { return forPrefix(b, portfolioPrefix) }

const portfolioPrefix = "portfolio/"

// Knowing has errors call other tenants by their names, which are by folded id.
func (t *Tenant) Knowing(names map[string]string) *Tenant {
	t.names = names
	return t
}

// Lock excludes other runs of the tenant until unlock is called or the process
// ends. It waits for the lock until ctx ends, or for bucket.LockWait. The error
// of a run that waits names the owner.
func (t *Tenant) Lock(ctx context.Context, owner string) (unlock func() error, err error) {
	release, err := t.bucket.Lock(ctx, t.prefix+"run", owner)
	if err != nil {
		return nil, err
	}
	t.look.begin(true)
	return func() error {
		t.look.begin(false)
		return release()
	}, nil
}

// Dates lists the stored days, oldest first: those with a whole snapshot, and
// those of Microsoft's history.
func (t *Tenant) Dates(ctx context.Context) (snapshots, history []score.Date, err error) {
	if err := t.list(ctx); err != nil {
		return nil, nil, err
	}
	return t.datesOf("snapshots/"), t.datesOf("history/"), nil
}

// Snapshot reads a day: the whole snapshot if there is one, else the day of
// Microsoft's history. If there is neither, the error is bucket.ErrNotExist.
func (t *Tenant) Snapshot(ctx context.Context, date score.Date) (s score.Snapshot, err error) {
	if err := t.listOnce(ctx); err != nil {
		return s, err
	}
	for _, key := range t.places(date) {
		s, err = t.snapshot(ctx, key, date)
		if !errors.Is(err, bucket.ErrNotExist) {
			break
		}
	}
	return s, err
}

func (t *Tenant) snapshot(ctx context.Context, key string, date score.Date) (score.Snapshot, error) {
	data, _, err := t.read(ctx, key)
	if s, isSpan := t.spanOf(key); isSpan {
		return s.day(data, err, date)
	}
	if err != nil {
		return score.Snapshot{}, err
	}
	s, err := t.decodeDay(data)
	if err == nil && s.Date != date {
		err = fmt.Errorf("it holds the score of %s", s.Date)
	}
	if err != nil {
		return score.Snapshot{}, unreadable(key, err)
	}
	return s, nil
}

// PutSnapshot stores a day; a thin snapshot becomes a day of the history. Equal
// content is not written again, and changed is false. Other content replaces
// the day. A damaged day is moved aside.
func (t *Tenant) PutSnapshot(ctx context.Context, s score.Snapshot) (changed bool, err error) {
	data, err := score.Encode(s)
	if err != nil {
		return false, err
	}
	key := t.snapshotKey(s.Date, s.Thin)
	if there, known := t.sees(key); known && !there {
		_, err := t.write(ctx, key, data, bucket.IfAbsent())
		return err == nil, err
	}
	old, version, err := t.read(ctx, key)
	condition := bucket.IfVersion(version)
	if err == nil && !bytes.Equal(old, data) {
		if _, wrong := score.Decode(old); wrong != nil {
			err = unreadable(key, wrong)
		}
	}
	var damaged *unreadableError
	switch {
	case errors.Is(err, bucket.ErrNotExist):
		condition = bucket.IfAbsent()
	case errors.Is(err, score.ErrFromTheFuture):
		return false, err
	case errors.As(err, &damaged):
		// What cannot be read is kept, beside the day that takes its place.
		if _, err := t.MoveAside(ctx, key); err != nil {
			return false, err
		}
		condition = bucket.IfAbsent()
	case err != nil:
		return false, err
	case bytes.Equal(old, data):
		return false, nil
	}
	_, err = t.write(ctx, key, data, condition)
	return err == nil, err
}

// PutReport stores a document under its day and returns the address at which a
// person can open it. The name goes with the content: an address never opens
// another document than the one it was made for, and the same document has the
// same address.
func (t *Tenant) PutReport(
	ctx context.Context, date score.Date, extension string, data []byte,
) (url string, err error) {
	key := fmt.Sprintf("%sreports/%s-%s.%s", t.prefix, date, fingerprint(data), extension)
	if _, err := t.bucket.Put(ctx, key, data, bucket.Condition{}); err != nil {
		return "", fmt.Errorf("writing %s: %w", key, err)
	}
	t.wrote(key)
	return t.bucket.URL(ctx, key)
}

// fingerprint tells contents apart in names that people see.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}

// Prune deletes snapshots, history and reports of days before the given one. Of
// days of the history that have an object together, the last one counts.
// Ledgers have their own copy of a baseline, so no announcement is lost.
func (t *Tenant) Prune(ctx context.Context, before score.Date) error {
	if err := t.list(ctx); err != nil {
		return err
	}
	for _, folder := range []string{"snapshots/", "history/", "reports/"} {
		for _, key := range t.within(folder) {
			if _, last, ok := spanIn(key); !ok || last >= before {
				continue
			}
			if err := t.delete(ctx, key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Tenant) snapshotKey(date score.Date, thin bool) string {
	folder := "snapshots/"
	if thin {
		folder = "history/"
	}
	return t.prefix + folder + string(date) + ".json.gz"
}
