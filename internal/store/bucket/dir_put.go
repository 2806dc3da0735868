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
	"syscall"
)

// Put implements [Bucket]. Once it returned, the object outlasts a crash of the machine.
func (d *Dir) Put(ctx context.Context, key string, data []byte, cond Condition) (string, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return "", d.errorf(key, err)
	}
	// Unconditional Puts take the lock too: one between the check and the rename of a conditional Put would be lost.
	unlock, err := d.lockKey(ctx, key)
	if err != nil {
		return "", d.errorf(key, err)
	}
	defer func() { _ = unlock() }() // the file is closed, and with it the lock gone, either way

	if cond != (Condition{}) {
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

// write puts data in a temporary file beside the object and then in its place. A write that fails leaves no file.
func (d *Dir) write(key string, data []byte, cond Condition) error {
	file := d.file(key)
	tmp, err := createTemp(filepath.Dir(file))
	if err != nil {
		return d.unwritable(err)
	}
	if err := fill(tmp, data); err != nil {
		os.Remove(tmp.Name())
		return d.unwritable(err)
	}
	if err := commit(tmp.Name(), file, cond); err != nil {
		os.Remove(tmp.Name())
		if errors.Is(err, fs.ErrExist) && cond.Absent() {
			return fmt.Errorf("exists already: %w", ErrConflict)
		}
		return d.unwritable(err)
	}
	return syncDir(filepath.Dir(file))
}

// createTemp makes dir where it is missing. It tries again where a Delete has just removed the folder as an empty one.
func createTemp(dir string) (tmp *os.File, err error) {
	for range 10 {
		if err = makeDir(dir); err == nil {
			tmp, err = os.CreateTemp(dir, ".tmp-*") // 0600
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return tmp, err
}

func fill(tmp *os.File, data []byte) error {
	_, err := tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	return cmp.Or(err, tmp.Close())
}

// commit gives tmp its name. For IfAbsent a hard link does so, which cannot replace a file even where the lock did not
// keep another machine out; a file system without hard links leaves it to the lock.
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
	return os.Rename(tmp, file)
}

// collision returns ErrKey where key needs a folder of an object's name, or the other way round.
func (d *Dir) collision(key string) error {
	if at, err := os.Stat(d.file(key)); err == nil && at.IsDir() {
		return fmt.Errorf("%w %q: it is a folder of other keys", ErrKey, key)
	}
	for folder := path.Dir(key); folder != "."; folder = path.Dir(folder) {
		if at, err := os.Stat(d.file(folder)); err == nil && !at.IsDir() {
			return fmt.Errorf("%w %q: %s is an object and cannot be a folder too", ErrKey, key, folder)
		}
	}
	return nil
}

// makeDir is os.MkdirAll that also makes the new folders outlast a crash.
func makeDir(dir string) error {
	if at, err := os.Stat(dir); err == nil && at.IsDir() {
		return nil
	}
	parent := filepath.Dir(dir)
	if parent == dir {
		return nil
	}
	if err := makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(parent)
}

// syncDir makes what was created and renamed in dir outlast a crash, where the system can do so for a directory.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err == nil {
		err = cmp.Or(f.Sync(), f.Close())
	}
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EINVAL) {
		return nil
	}
	return err
}
