// Package bucket keeps named objects of bytes: snapshots, the ledger of what was delivered, reports. Drivers are a
// directory ([Dir]) and memory ([Memory], for tests); every one of them passes the suite in buckettest.
//
// It is for objects that fit in memory and that several processes write: a conditional [Bucket.Put] lets exactly one
// of them win, and a reader sees an old object or a new one, never half of one. It is not a file system, a cache or a
// queue: it knows no folders, no appending and no dates, and what an object means is for the caller to say.
//
// How it fails: what a caller can act on is [ErrNotExist], [ErrConflict] or [ErrKey], found with errors.Is; after those
// nothing was changed. A context that ends gives its own error. After any other error a Put may or may not have
// happened, as with every remote store: read before repeating it. Errors name the store and the key, never the data.
package bucket

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

var (
	// ErrNotExist says that there is no object of that key.
	ErrNotExist = errors.New("no such object")
	// ErrConflict says that the condition of a Put did not hold: another writer was faster.
	ErrConflict = errors.New("changed by another writer")
	// ErrKey says that a key, a prefix or the name of a lock is not one that every driver can keep; see [CheckKey].
	ErrKey = errors.New("invalid key")
)

// Bucket keeps named objects of bytes. All methods are safe for concurrent use, among processes too where the driver
// outlives one. Keys are as [CheckKey] wants them.
type Bucket interface {
	// Get reads an object whole; ErrNotExist where there is none.
	Get(ctx context.Context, key string) (Object, error)

	// Put writes an object whole and returns its version; ErrConflict where cond does not hold.
	//
	// A key cannot be a folder of another one too ("a" and "a/b"). Drivers that can tell refuse it with ErrKey.
	Put(ctx context.Context, key string, data []byte, cond Condition) (version string, err error)

	// List returns the keys that begin with prefix, sorted by their bytes. A prefix need not end at a slash; the empty
	// one means every key.
	List(ctx context.Context, prefix string) ([]string, error)

	// Delete removes an object. Deleting what is not there is no error.
	Delete(ctx context.Context, key string) error

	// Lock waits until nobody else holds name, or until ctx ends. The lock is advisory, not re-entrant, has nothing to
	// do with an object of the same key, and is free again once its holder's process has died. Owner is what others
	// are told while they wait in vain. A lock held does not end with ctx; calling unlock twice does no harm.
	Lock(ctx context.Context, name, owner string) (unlock func() error, err error)

	// URL returns where a person opens the object, whether or not it is there yet.
	URL(ctx context.Context, key string) (string, error)
}

// Object is the content of a key and the version that a later [IfVersion] can name.
type Object struct {
	Data    []byte // the caller's own copy
	Version string // opaque; the same content may have the same version again
}

// Condition is what must hold for a Put to happen. The zero value always holds.
type Condition struct {
	absent    bool
	versioned bool
	version   string
}

// IfAbsent holds where there is no object of the key.
func IfAbsent() Condition { return Condition{absent: true} }

// IfVersion holds where the object has the version v, which a Get or a Put returned. It never holds where there is no
// object, not even for an empty v.
func IfVersion(v string) Condition { return Condition{versioned: true, version: v} }

// Absent tells whether c is IfAbsent (S3: If-None-Match: *).
func (c Condition) Absent() bool { return c.absent }

// Version returns the version that c asks for, and whether c is IfVersion (S3: If-Match).
func (c Condition) Version() (v string, ok bool) { return c.version, c.versioned }

// check returns nil or ErrConflict, given whether the object is there and which version it has.
func (c Condition) check(exists bool, version string) error {
	switch {
	case c.absent && exists:
		return fmt.Errorf("exists already: %w", ErrConflict)
	case c.versioned && !exists:
		return fmt.Errorf("is gone or never was: %w", ErrConflict)
	case c.versioned && version != c.version:
		return fmt.Errorf("is at version %s, not at %s: %w", version, c.version, ErrConflict)
	}
	return nil
}

// contentVersion is the version of drivers that keep none: a content hash, as S3's ETag is.
func contentVersion(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// lockError says what was waited for in vain, and on whom; holder may be empty.
func lockError(name, holder string, err error) error {
	if holder == "" {
		return fmt.Errorf("waiting for lock %s: %w", name, err)
	}
	return fmt.Errorf("waiting for lock %s, held by %s: %w", name, holder, err)
}
