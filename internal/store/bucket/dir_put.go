package bucket

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Put implements [Bucket]. Once it has returned, the object survives a crash of
// the machine.
func (d *Dir) Put(ctx context.Context, key string, data []byte, cond Condition) (string, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return "", d.errorf(key, err)
	}
	// Unconditional Puts take the lock too: one between the check and the
	// rename of a conditional Put would be lost. An object that is to be seen
	// first is never put on a condition, and does not wait.
	if !cond.seenFirst {
		unlock, err := d.lockKey(ctx, key)
		if err != nil {
			return "", d.errorf(key, err)
		}
		defer func() { _ = unlock() }() // even a failed unlock closes the file, which frees the lock
	}

	if cond.conditional() {
		old, err := d.Get(ctx, key)
		if err != nil && !errors.Is(err, ErrNotExist) {
			return "", err
		}
		if err := cond.check(err == nil, old.Version); err != nil {
			return "", d.errorf(key, err)
		}
	}
	if err := d.write(key, data, cond); err != nil {
		if collision := d.collision(key); collision != nil {
			err = collision
		}
		return "", d.errorf(key, err)
	}
	return contentVersion(data), nil
}

// write writes data to a temporary file and renames it to the object's name. A
// write that fails before that leaves no file.
func (d *Dir) write(key string, data []byte, cond Condition) error {
	file := d.file(key)
	tmp, err := d.createTemp(filepath.Dir(file))
	if err != nil {
		return d.unwritable(err)
	}
	if err := d.fill(tmp, data, cond); err != nil {
		os.Remove(tmp.Name())
		return d.unwritable(err)
	}
	if err := commit(tmp.Name(), file, cond); err != nil {
		os.Remove(tmp.Name())
		if errors.Is(err, fs.ErrExist) && cond.Absent() {
			return fmt.Errorf("the object already exists: %w", ErrConflict)
		}
		return d.unwritable(err)
	}
	if cond.seenFirst {
		if err := d.syncFile(file); err != nil {
			return d.unwritable(err)
		}
	}
	if written, err := os.Stat(file); err == nil { // by the clock of the file system, as all the others
		sweep(filepath.Dir(file), written.ModTime().Add(-abandoned))
	}
	return d.syncDir(filepath.Dir(file))
}

// abandoned is the age from which a temporary file belongs to a write that was
// killed. No write takes a day.
const abandoned = 24 * time.Hour

// sweep removes what killed writes left in dir before that time. It has no
// error: the next Put tries again.
func sweep(dir string, before time.Time) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), tempPrefix) {
			continue
		}
		if at, err := e.Info(); err == nil && at.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// tempPrefix begins the names of incomplete files.
const tempPrefix = ".tmp-"

// createTemp creates dir if it is missing. It tries again, because a Delete in
// another process may just have removed dir as empty. On a busy machine ten
// times were too few for one writer among eight.
func (d *Dir) createTemp(dir string) (tmp *os.File, err error) {
	for range 1000 {
		if err = d.makeDir(dir); err == nil {
			tmp, err = os.CreateTemp(dir, tempPrefix+"*") // 0600
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return tmp, err
}

func (d *Dir) fill(tmp *os.File, data []byte, cond Condition) error {
	_, err := tmp.Write(data)
	if err == nil && !cond.seenFirst {
		err = cmp.Or(leaveSpare(tmp, int64(len(data))), d.sync(tmp))
	}
	return cmp.Or(err, tmp.Close())
}

// spare is the room on the disk that a Put leaves to objects that are to be
// seen first. They record what a channel accepted: on a disk that is full
// except for what a Put frees, each run would find room to begin a delivery and
// none to record it, and so send it again.
var spare [128 << 10]byte

// leaveSpare fails where there is no room for spare after the file.
func leaveSpare(tmp *os.File, size int64) error {
	_, err := tmp.Write(spare[:])
	return cmp.Or(err, tmp.Truncate(size))
}

// syncFile makes what is in an object's file survive a crash of the machine.
func (d *Dir) syncFile(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0) // Windows syncs what may be written
	if err != nil {
		return err
	}
	return cmp.Or(d.sync(f), f.Close())
}

// commit gives tmp its final name. For IfAbsent it uses a hard link, which
// never replaces a file, even if the lock did not exclude another machine. On a
// file system without hard links only the lock protects the object.
func commit(tmp, file string, cond Condition) error {
	if cond.Absent() {
		err := os.Link(tmp, file)
		if err == nil {
			os.Remove(tmp)
		}
		if err == nil || errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return patient(func() error { return os.Rename(tmp, file) })
}

// collision returns ErrKey if key is also a folder, or if one of its folders is
// also an object.
func (d *Dir) collision(key string) error {
	if at, err := os.Stat(d.file(key)); err == nil && at.IsDir() {
		return fmt.Errorf("%w %q: it is the folder of other keys", ErrKey, key)
	}
	for folder := path.Dir(key); folder != "."; folder = path.Dir(folder) {
		if at, err := os.Stat(d.file(folder)); err == nil && !at.IsDir() {
			return fmt.Errorf("%w %q: %s is an object and cannot be a folder", ErrKey, key, folder)
		}
	}
	return nil
}

// makeDir is os.MkdirAll whose new folders survive a crash of the machine.
func (d *Dir) makeDir(dir string) error {
	if at, err := os.Stat(dir); err == nil && at.IsDir() {
		return nil
	}
	parent := filepath.Dir(dir)
	if parent == dir {
		return nil
	}
	if err := d.makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return d.syncDir(parent)
}

// syncDir makes new and renamed files in dir survive a crash of the machine.
// Some systems cannot do this for a directory, which is no error.
func (d *Dir) syncDir(dir string) error {
	f, err := os.Open(dir)
	if err == nil {
		err = cmp.Or(d.sync(f), f.Close())
	}
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EINVAL) {
		return nil
	}
	return err
}
