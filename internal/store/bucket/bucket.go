// Package bucket stores named objects of bytes: snapshots, ledgers of
// deliveries, reports. There are two drivers: a directory ([Dir]) and S3
// (s3bucket). Both pass the conformance suite in buckettest.
//
// It is for objects that fit in memory and that several processes write. With a
// conditional [Bucket.Put] exactly one writer wins, and a reader sees the old
// object or the new one, never a part of one. It is not a file system, a cache
// or a queue: there are no folders, no appending and no dates, and the caller
// decides what an object means.
//
// A caller can act on [ErrNotExist], [ErrConflict], [ErrKey] and [ErrLocked],
// found with errors.Is: after these nothing has changed. A context that ends
// gives its own error. After any other error a Put may or may not have
// happened, as with every remote store: read the object before you repeat the
// Put. Errors name the store and the key, never the data.
package bucket

import (
	"context"
	"errors"
	"fmt"
	"time"
)

var (
	// ErrNotExist means that there is no object with that key.
	ErrNotExist = errors.New("no such object")
	// ErrConflict means that the condition of a Put did not hold, because
	// another writer was faster.
	ErrConflict = errors.New("changed by another writer")
	// ErrKey means that the key, the prefix or the lock's name is not valid;
	// see [CheckKey].
	ErrKey = errors.New("invalid key")
	// ErrLocked means that a lock did not become free in time.
	ErrLocked = errors.New("locked by another process")
)

// LockWait is how long a driver waits for a lock. A run takes less, so a lock
// that is held for longer does not become free soon.
const LockWait = 2 * time.Minute

// Bucket stores named objects of bytes. All methods are safe for concurrent
// use, by several processes too. Keys follow the rules of [CheckKey].
type Bucket interface {
	// Get reads a whole object. It returns ErrNotExist if there is none.
	Get(ctx context.Context, key string) (Object, error)

	// Put writes a whole object and returns its version. It returns ErrConflict
	// if cond does not hold. Once it has returned, the object survives a crash
	// of the machine.
	//
	// A key cannot be both an object and a folder of others ("a" and "a/b").
	// Drivers that have folders refuse it with ErrKey.
	Put(ctx context.Context, key string, data []byte, cond Condition) (version string, err error)

	// List returns the keys that begin with prefix, sorted by their bytes. A
	// prefix need not end at a slash. The empty prefix lists every key.
	List(ctx context.Context, prefix string) ([]string, error)

	// Delete removes an object. It is no error if there is none.
	Delete(ctx context.Context, key string) error

	// Lock waits until the lock with that name is free, until ctx ends, or for
	// LockWait, after which it returns ErrLocked. The lock is advisory and not
	// re-entrant, is independent of an object with the same key, and becomes
	// free when the holder's process dies. The error of a wait names the owner.
	// The end of ctx does not release a lock that is held. Unlocking twice is
	// safe.
	Lock(ctx context.Context, name, owner string) (unlock func() error, err error)

	// URL returns an address at which a person can open the object. The object
	// need not exist yet.
	URL(ctx context.Context, key string) (string, error)
}

// Object is the content of a key, with the version for a later [IfVersion].
type Object struct {
	Data    []byte // the caller's own copy
	Version string // opaque; the same content may get the same version again
}

// Condition is what must hold for a Put to happen. The zero value always holds.
type Condition struct {
	absent    bool
	versioned bool
	version   string
	seenFirst bool
}

// IfAbsent holds if there is no object with the key.
func IfAbsent() Condition { return Condition{absent: true} }

// IfVersion holds if the object has version v, as a Get or a Put returned it.
// It never holds if there is no object, not even for an empty v.
func IfVersion(v string) Condition { return Condition{versioned: true, version: v} }

// SeenFirst always holds. Readers see the object as soon as it is written, and
// it survives the end of this process from then on; a crash of the machine only
// once Put has returned, as with every other Put. If the machine crashes
// before, the object may be a part of this one, or empty: what is in it must
// show whether it is whole. It is for what must be on record soon, and for keys
// that are never put on another condition.
func SeenFirst() Condition { return Condition{seenFirst: true} }

// conditional reports whether c depends on the object as it is now.
func (c Condition) conditional() bool { return c.absent || c.versioned }

// Absent reports whether c is IfAbsent (S3: If-None-Match: *).
func (c Condition) Absent() bool { return c.absent }

// Version returns the version that c requires. Ok reports whether c is
// IfVersion (S3: If-Match).
func (c Condition) Version() (v string, ok bool) { return c.version, c.versioned }

// check compares c with the object as it is now. It returns nil or ErrConflict.
func (c Condition) check(exists bool, version string) error {
	switch {
	case c.absent && exists:
		return fmt.Errorf("the object already exists: %w", ErrConflict)
	case c.versioned && !exists:
		return fmt.Errorf("the object does not exist: %w", ErrConflict)
	case c.versioned && version != c.version:
		return fmt.Errorf("the object has version %s, not %s: %w", version, c.version, ErrConflict)
	}
	return nil
}
