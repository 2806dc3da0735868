package bucket

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
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
	l, err := d.flock(ctx, d.lockFile("lock-"+hash(name)[:32]))
	if waited, ok := errors.AsType[*waitedError](err); ok {
		return nil, fmt.Errorf("store %s: waiting for lock %s%s: %w", d.root, name, waited.holder(), waited.err)
	}
	if err != nil {
		return nil, err
	}
	sign(l, fmt.Sprintf("%s (process %d)\n", owner, os.Getpid()))
	return sync.OnceValue(func() error {
		sign(l, "")
		return l.Unlock()
	}), nil
}

// sign writes the holder into the file of a lock that is held, and into no
// other file that may have taken its place. A file with another name may be
// somebody's, and the lock a link to it. There is no error, because nothing
// depends on the holder's name.
func sign(l *flock.Flock, holder string) {
	f, err := os.OpenFile(l.Path(), os.O_WRONLY|noFollow, 0)
	if err != nil {
		return
	}
	defer f.Close()
	locked, lockedErr := l.Stat()
	opened, err := f.Stat()
	if err != nil || lockedErr != nil || !os.SameFile(opened, locked) || otherNames(opened) {
		return
	}
	if f.Truncate(0) == nil {
		_, _ = f.WriteString(holder)
	}
}

// lockKey excludes other writers of key. Keys share 256 locks, so that the
// number of lock files does not grow with the store.
func (d *Dir) lockKey(ctx context.Context, key string) (unlock func() error, err error) {
	l, err := d.flock(ctx, d.lockFile("put-"+hash(key)[:2]))
	if err != nil {
		return nil, err
	}
	return l.Unlock, nil
}

// waitedError: the context or the time for waiting ended while another process
// held the lock on the file.
type waitedError struct {
	file string
	err  error // the context's, or ErrLocked
}

func (e *waitedError) Error() string { return e.err.Error() }

func (e *waitedError) Unwrap() error { return e.err }

// holder is who holds the lock, for a message; empty where that is not known.
// Windows does not let others read it.
func (e *waitedError) holder() string {
	f, err := os.OpenFile(e.file, os.O_RDONLY|noFollow, 0)
	if err != nil {
		return ""
	}
	defer f.Close()
	if at, err := f.Stat(); err != nil || otherNames(at) {
		return ""
	}
	text, _ := io.ReadAll(io.LimitReader(f, longestHolder))
	if holder := strings.TrimSpace(string(text)); holder != "" {
		return ", held by " + holder
	}
	return ""
}

// longestHolder is how much of a holder's name an error shows, in bytes.
const longestHolder = 200

// flock waits for the lock on file, which need not exist yet.
func (d *Dir) flock(ctx context.Context, file string) (*flock.Flock, error) {
	if err := d.makeDir(filepath.Dir(file)); err != nil {
		return nil, d.unwritable(err)
	}
	if err := d.checkLock(file); err != nil {
		return nil, err
	}
	waiting, cancel := context.WithTimeoutCause(ctx, d.wait, fmt.Errorf("not free within %s: %w", d.wait, ErrLocked))
	defer cancel()
	l := flock.New(file, flock.SetPermissions(0o600), flock.SetFlag(os.O_CREATE|os.O_RDONLY|noFollow))
	if _, err := l.TryLockContext(waiting, pollEvery); err != nil {
		if waiting.Err() != nil {
			return nil, &waitedError{file, cmp.Or(ctx.Err(), context.Cause(waiting))}
		}
		return nil, cmp.Or(d.checkLock(file), d.unwritable(err))
	}
	return l, nil
}

// checkLock refuses a lock that leads elsewhere: another user of a shared
// directory could make the program write over a file of its user's. The
// flag noFollow refuses one that is put there after this check.
func (d *Dir) checkLock(file string) error {
	for _, path := range []string{filepath.Dir(file), file} {
		at, err := os.Lstat(path)
		if err == nil && !at.Mode().IsRegular() && (path == file || !at.IsDir()) {
			name, _ := filepath.Rel(d.root, path)
			return &unwritableError{d.root, fmt.Errorf(
				"%s is a symbolic link or a special file, and is not used; remove it", name)}
		}
	}
	return nil
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
	problem, advice := e.Advice()
	if advice != "" {
		problem += "; " + advice
	}
	return problem
}

// Advice is the error's text in two parts: what is wrong, and what to do.
func (e *unwritableError) Advice() (problem, advice string) {
	switch {
	case e.is(syscall.ENOSPC, syscall.EDQUOT):
		advice = "free some space or choose another directory"
	case e.is(syscall.EROFS):
		advice = "mount it writable, or choose another directory"
	case e.is(fs.ErrPermission, fs.ErrNotExist, syscall.ENOTDIR):
		advice = "choose a directory you own or fix its permissions"
	}
	return "cannot write to " + e.where(), advice
}

// where is the directory and why it cannot be written to. The name of a
// temporary file helps nobody.
func (e *unwritableError) where() string {
	at, why := e.root, e.err
	if failed, ok := errors.AsType[*fs.PathError](e.err); ok {
		why = failed.Err
		if dir := filepath.Dir(failed.Path); strings.HasPrefix(dir, e.root) && !e.is(syscall.EROFS, syscall.ENOSPC) {
			at = dir
		}
	}
	if failed, ok := errors.AsType[*os.LinkError](e.err); ok {
		why = failed.Err
	}
	return fmt.Sprintf("%s: %v", at, why)
}

func (e *unwritableError) is(targets ...error) bool {
	return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(e.err, target) })
}

func (e *unwritableError) Unwrap() error { return e.err }

func (d *Dir) unwritable(err error) error { return &unwritableError{d.root, err} }
