package bucket

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Dir keeps every object in a file of its own below a directory, which people may read and copy with their own tools.
// Whatever begins with a dot is Dir's own: locks in .locks, files half written in .tmp-*. List shows regular files
// only; it follows no symbolic link but the directory itself.
//
// Processes keep out of each other's way with flock(2). On a network share without it, Put and Lock fail.
type Dir struct{ root string }

// OpenDir returns the store in the directory path. It touches nothing: the first Put or Lock creates the directory,
// and until then every key is absent.
func OpenDir(path string) (*Dir, error) {
	if path == "" {
		return nil, errors.New("opening a store: the path is empty")
	}
	root, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("opening the store %s: %w", path, err)
	}
	return &Dir{root: root}, nil
}

// Get implements [Bucket].
func (d *Dir) Get(ctx context.Context, key string) (Object, error) {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return Object{}, d.errorf(key, err)
	}
	data, err := os.ReadFile(d.file(key))
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
	keys, err := d.list(ctx, nil, "", prefix)
	if err != nil {
		return nil, fmt.Errorf("store %s: listing %q: %w", d.root, prefix, err)
	}
	slices.Sort(keys) // folder by folder is not the order of the bytes: "a-b" comes before "a/b"
	return keys, nil
}

// list appends to keys those in folder (empty, or a key and a slash) that begin with prefix.
func (d *Dir) list(ctx context.Context, keys []string, folder, prefix string) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(d.file(folder))
	if errors.Is(err, fs.ErrNotExist) || folder != "" && errors.Is(err, syscall.ENOTDIR) {
		return keys, nil // not written yet, or emptied since
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		key := folder + e.Name()
		if CheckKey(key) != nil {
			continue // hidden, or put there by somebody else: Get would not take the key either
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

// Delete implements [Bucket]. It also removes the folders that it leaves empty, but never the store itself.
func (d *Dir) Delete(ctx context.Context, key string) error {
	if err := cmp.Or(ctx.Err(), CheckKey(key)); err != nil {
		return d.errorf(key, err)
	}
	file := d.file(key)
	if _, err := os.Stat(file); d.absent(key, err) {
		return nil // before the lock, which would create the directory
	}
	unlock, err := d.lockKey(ctx, key)
	if err != nil {
		return d.errorf(key, err)
	}
	defer func() { _ = unlock() }() // the file is closed, and with it the lock gone, either way
	if err := os.Remove(file); err != nil && !d.absent(key, err) {
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
	path := filepath.ToSlash(d.file(key))
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return (&url.URL{Scheme: "file", Path: path}).String(), nil
}

func (d *Dir) file(key string) string { return filepath.Join(d.root, filepath.FromSlash(key)) }

// absent tells whether err, or what stands at key, says that there is no object: no file, a folder, or a file where
// the key needs a folder. A store that is itself a file is a mistake, not an empty store.
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
