package bucket

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// Leftovers lists the files that List leaves out and that nothing needs: the
// incomplete ones of writes that were killed before a time, and those that
// cannot be objects. They are paths in the directory, with slashes.
func (d *Dir) Leftovers(ctx context.Context, before time.Time) ([]string, error) {
	var files []string
	err := fs.WalkDir(os.DirFS(d.root), ".", func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case path == ".locks":
			return fs.SkipDir
		case e.IsDir(), e.Type().IsRegular() && CheckKey(path) == nil:
			return nil
		}
		if info, err := e.Info(); err == nil && strings.HasPrefix(e.Name(), ".tmp-") && !info.ModTime().Before(before) {
			return nil // it may be in use
		}
		files = append(files, path)
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // nothing is stored yet
		return nil, fmt.Errorf("store %s: listing what is left over: %w", d.root, err)
	}
	return files, nil
}
