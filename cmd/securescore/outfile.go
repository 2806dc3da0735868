package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// placeOf refuses a file that cannot be there.
func placeOf(path string) error {
	if path == "" {
		return nil
	}
	if at, err := os.Stat(path); err == nil && at.IsDir() {
		return fmt.Errorf("--out %s: it is a directory; name a file in it", path)
	}
	if at, err := os.Stat(filepath.Dir(path)); err != nil || !at.IsDir() {
		return fmt.Errorf("--out %s: there is no directory %s", path, filepath.Dir(path))
	}
	return nil
}

// writeWhole writes a file, or leaves what was there. The file keeps its mode
// and the links to it. What is no file, such as a pipe, is written to.
func writeWhole(path string, data []byte) error {
	at, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = replace(path, data, nil)
	case err == nil && !at.Mode().IsRegular():
		err = os.WriteFile(path, data, 0)
	case err == nil:
		if path, err = filepath.EvalSymlinks(path); err == nil {
			err = replace(path, data, at)
		}
	default:
		err = unwritable(err)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// replace puts a file in the place of another one, or of none. A new one has
// the mode that the process gives.
func replace(path string, data []byte, old fs.FileInfo) error {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".securescore-*")
	if err != nil {
		return unwritable(err)
	}
	defer os.RemoveAll(dir)
	made := filepath.Join(dir, filepath.Base(path))
	if err := os.WriteFile(made, data, 0o666); err != nil {
		return err
	}
	if old != nil {
		if err := os.Chmod(made, old.Mode().Perm()); err != nil {
			return err
		}
	}
	return orOpen(os.Rename(made, path))
}

// unwritable is why a directory takes no file. The name of what was tried is
// not the file's.
func unwritable(err error) error {
	if in, ok := errors.AsType[*fs.PathError](err); ok {
		err = in.Err
	}
	return fmt.Errorf("its directory cannot be written to: %w; name a file in another one", err)
}

// orOpen adds what to do where a file must not be replaced. Windows says so of
// one that another program shows.
func orOpen(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; if another program has the file open, close it there", err)
	}
	return err
}

// printPath prints where the file is. A pipe has only what was written to it.
func printPath(to io.Writer, path string) error {
	if at, err := os.Stat(path); err != nil || !at.Mode().IsRegular() {
		return err
	}
	_, err := fmt.Fprintln(to, path)
	return err
}
