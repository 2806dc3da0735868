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
	"syscall"
	"time"

	"secure-score-reporter/internal/fileurl"
)

// Dir stores each object as a file below a directory. People may read and copy
// the files with their own tools. Names that start with a dot belong to Dir:
// locks in .locks, incomplete files in .tmp-*, which a Put removes after a day.
// List returns regular files only and follows no symbolic link, except the
// directory itself; a lock that is a symbolic link is refused.
//
// Processes exclude each other with flock(2). On a network share without it,
// Put and Lock fail.
type Dir struct {
	root string
	sync func(*os.File) error // fsync(2); replaced in tests, where it takes most of the time
	wait time.Duration        // for a lock
}

// OpenDir returns the store in the directory path. It changes nothing on disk:
// the first Put or Lock creates the directory, and until then the store is
// empty.
func OpenDir(path string) (*Dir, error) {
	if path == "" {
		return nil, errors.New("opening a store: the path is empty")
	}
	root, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("opening the store %s: %w", path, err)
	}
	return &Dir{root: root, sync: (*os.File).Sync, wait: LockWait}, nil
}

// Get implements [Bucket].
func (d *Dir) Get(ctx context.Context, key string) (Object, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return Object{}, d.errorf(key, err)
	}
	var data []byte
	err := patient(func() (err error) { data, err = os.ReadFile(d.file(key)); return err })
	if err == nil {
		return Object{Data: data, Version: contentVersion(data)}, nil
	}
	if d.absent(key, err) {
		err = ErrNotExist
	}
	return Object{}, d.errorf(key, err)
}

// List implements [Bucket].
func (d *Dir) List(ctx context.Context, prefix string) ([]string, error) {
	if err := CheckPrefix(prefix); err != nil {
		return nil, d.errorf(prefix, err)
	}
	// It begins in the prefix's own folder: a store of many tenants has many
	// others.
	keys, err := d.list(ctx, nil, prefix[:strings.LastIndexByte(prefix, '/')+1], prefix)
	if err != nil {
		return nil, fmt.Errorf("store %s: listing %q: %w", d.root, prefix, err)
	}
	slices.Sort(keys) // the walk lists "a/b" before "a-b", by bytes it comes after it
	return keys, nil
}

// list appends the keys in folder that begin with prefix. The folder is empty
// or ends with a slash.
func (d *Dir) list(ctx context.Context, keys []string, folder, prefix string) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(d.file(folder))
	if errors.Is(err, fs.ErrNotExist) || folder != "" && errors.Is(err, syscall.ENOTDIR) {
		return keys, nil // not written yet, or deleted meanwhile
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		key := folder + e.Name()
		if CheckKey(key) != nil {
			continue // hidden, or not an object: Get would refuse the key too
		}
		switch {
		case e.Type().IsRegular() && strings.HasPrefix(key, prefix):
			keys = append(keys, key)
		case e.IsDir() && (strings.HasPrefix(key+"/", prefix) || strings.HasPrefix(prefix, key+"/")):
			if keys, err = d.list(ctx, keys, key+"/", prefix); err != nil {
				return nil, err
			}
		}
	}
	return keys, nil
}

// Delete implements [Bucket]. It also removes the folders that become empty,
// but never the store itself.
func (d *Dir) Delete(ctx context.Context, key string) error {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return d.errorf(key, err)
	}
	file := d.file(key)
	if _, err := os.Stat(file); d.absent(key, err) {
		return nil // checked before the lock, which would create the directory
	}
	unlock, err := d.lockKey(ctx, key)
	if err != nil {
		return d.errorf(key, err)
	}
	defer func() { _ = unlock() }() // even a failed unlock closes the file, which frees the lock
	if err := patient(func() error { return os.Remove(file) }); err != nil && !d.absent(key, err) {
		return d.errorf(key, d.unwritable(err))
	}
	for dir := filepath.Dir(file); dir != d.root; dir = filepath.Dir(dir) {
		if os.Remove(dir) != nil {
			break // not empty
		}
	}
	return nil
}

// URL implements [Bucket]: a file URL, absolute and escaped.
func (d *Dir) URL(ctx context.Context, key string) (string, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return "", d.errorf(key, err)
	}
	return fileurl.Of(d.file(key)), nil
}

func (d *Dir) file(key string) string { return filepath.Join(d.root, filepath.FromSlash(key)) }

// absent reports whether there is no object with that key, given the error of
// an access to its file: there is no file, a folder has that name, or a file
// has the name of one of the key's folders. A store that is itself a file is a
// mistake, not an empty store.
func (d *Dir) absent(key string, err error) bool {
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	if errors.Is(err, syscall.ENOTDIR) {
		root, statErr := os.Stat(d.root)
		return statErr == nil && root.IsDir()
	}
	at, statErr := os.Stat(d.file(key))
	return statErr == nil && at.IsDir()
}

// contentVersion is a content hash, as S3's ETag is.
func contentVersion(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// errorf names the store and the key, unless err already does.
func (d *Dir) errorf(key string, err error) error {
	if _, ok := errors.AsType[*unwritableError](err); ok {
		return err
	}
	if errors.Is(err, ErrKey) {
		return fmt.Errorf("store %s: %w", d.root, err)
	}
	return fmt.Errorf("store %s: %s: %w", d.root, key, err)
}
