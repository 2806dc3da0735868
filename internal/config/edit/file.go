package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"secure-score-reporter/internal/config/tree"
)

// File is a document that is a local file.
type File struct {
	Text []byte // as it was read

	path string
	at   fs.FileInfo
}

// OpenFile reads a file. Of a link it is the file that the link leads to.
func OpenFile(path string) (*File, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s does not exist: name the configuration with --config, "+
			"or write it with securescore init, or from the sample in docs/providers.md", path)
	}
	if err != nil {
		return nil, err
	}
	at, err := os.Stat(real)
	if err != nil {
		return nil, err
	}
	if !at.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file that can be edited", path)
	}
	if at.Size() > tree.MaxSize {
		return nil, fmt.Errorf("%s is larger than 1 MB", path)
	}
	text, err := os.ReadFile(real)
	return &File{Text: text, path: real, at: at}, err
}

var errChanged = errors.New("it was changed by somebody else in the meantime; nothing was written, try again")

// Write replaces the text of the file, whole or not at all. It fails where the
// file is not as it was read.
func (f *File) Write(text []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(f.path), "."+filepath.Base(f.path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // it is not there any more where all went well
	_, err = temporary.Write(text)
	keepOwner(temporary, f.at)
	if err = errors.Join(err, temporary.Chmod(f.at.Mode().Perm()), temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	now, err := os.ReadFile(f.path)
	switch {
	case err != nil:
		return err
	case !bytes.Equal(now, f.Text):
		return fmt.Errorf("%s: %w", f.path, errChanged)
	}
	return os.Rename(temporary.Name(), f.path)
}
