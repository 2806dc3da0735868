package bucket

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// pollEvery is how often a lock held by another process is tried again:
// flock(2) cannot wait for the lock and for a context at the same time.
const pollEvery = 5 * time.Millisecond

// Lock implements [Bucket]. The system frees the lock when the process ends,
// even after a crash. The file of the lock stays: if it were removed, two
// processes could lock two files with the same name. It names the holder, for
// people.
func (d *Dir) Lock(ctx context.Context, name, owner string) (unlock func() error, err error) {
	if err := cmp.Or(ctx.Err(), CheckKey(name)); err != nil {
		return nil, d.errorf(name, err)
	}
	file := d.lockFile("lock-" + hash(name)[:32])
	release, err := d.flock(ctx, file)
	if errors.Is(err, errWaited) {
		text, _ := os.ReadFile(file) // for the message only; Windows does not allow it
		by := ""
		if holder := strings.TrimSpace(string(text)); holder != "" {
			by = ", held by " + holder
		}
		return nil, fmt.Errorf("store %s: waiting for lock %s%s: %w", d.root, name, by, ctx.Err())
	}
	if err != nil {
		return nil, err
	}
	_ = os.WriteFile(file, fmt.Appendf(nil, "%s (process %d)\n", owner, os.Getpid()), 0o600)
	return sync.OnceValue(func() error {
		_ = os.Truncate(file, 0)
		return release()
	}), nil
}

// lockKey excludes other writers of key. Keys share 256 locks, so that the
// number of lock files does not grow with the store.
func (d *Dir) lockKey(ctx context.Context, key string) (unlock func() error, err error) {
	return d.flock(ctx, d.lockFile("put-"+hash(key)[:2]))
}

// errWaited: the context ended while another process held the lock.
var errWaited = errors.New("locked by another process")

// flock waits for the lock on file, which need not exist yet. It returns
// errWaited and the context's error if the context ends first.
func (d *Dir) flock(ctx context.Context, file string) (unlock func() error, err error) {
	if err := d.makeDir(filepath.Dir(file)); err != nil {
		return nil, d.unwritable(err)
	}
	l := flock.New(file, flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, pollEvery); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("%w: %w", errWaited, ctx.Err())
		}
		return nil, d.unwritable(err)
	}
	return l.Unlock, nil
}

func (d *Dir) lockFile(name string) string { return filepath.Join(d.root, ".locks", name) }

func hash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

// unwritableError: the directory cannot be written to. Its text says what to
// do.
type unwritableError struct {
	root string
	err  error
}

func (e *unwritableError) Error() string {
	hint := ""
	switch {
	case e.is(syscall.ENOSPC, syscall.EDQUOT):
		hint = "; free some space or choose another directory"
	case e.is(fs.ErrPermission, fs.ErrNotExist, syscall.EROFS, syscall.ENOTDIR):
		hint = "; choose a directory you own or fix its permissions"
	}
	return fmt.Sprintf("store %s: not writable: %v%s", e.root, e.err, hint)
}

func (e *unwritableError) is(targets ...error) bool {
	return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(e.err, target) })
}

func (e *unwritableError) Unwrap() error { return e.err }

func (d *Dir) unwritable(err error) error { return &unwritableError{d.root, err} }
