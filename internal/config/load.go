package config

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"secure-score-reporter/internal/config/tree"
	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/secrets"
)

// MaxDocument is the largest document that Parse reads, in bytes.
const MaxDocument = tree.MaxSize

// Opener reads documents: a function for each scheme of a location, without its
// "://". A function gets the whole location. Paths and file:// URLs need none.
type Opener map[string]func(ctx context.Context, location string) ([]byte, error)

// Load reads and parses the document at a location: a path, a file:// URL, or a
// URL with one of the opener's schemes. Relative paths in a file are relative
// to its directory; those in any other document stay relative to the working
// directory. The error is Problems if the document was read and is wrong.
func Load(ctx context.Context, name string, open Opener) (Config, error) {
	return new(reader).load(ctx, name, open)
}

func (r *reader) load(ctx context.Context, name string, open Opener) (Config, error) {
	if name == "" {
		return Config{}, errNoDocument
	}
	scheme, _, isURL := secrets.CutScheme(name)
	fetch, known := open[scheme]
	if isURL && scheme != "file" && !known {
		return Config{}, fmt.Errorf("reading configuration: %s:// is not supported; name a path or a URL with %s", scheme,
			listed(urls(append([]string{"file"}, slices.Sorted(maps.Keys(open))...)), "or"))
	}
	if known {
		doc, err := fetch(ctx, name)
		if err != nil {
			return Config{}, fmt.Errorf("reading configuration %s: %w", name, err)
		}
		return r.parse(name, doc)
	}
	path, err := fileurl.Path(name)
	if !isURL {
		path, err = name, nil
	}
	if err != nil {
		return Config{}, fmt.Errorf("reading configuration: %w", err)
	}
	doc, dir, err := readFile(path)
	if err != nil {
		return Config{}, unreadable(err)
	}
	r.dir = dir
	c, err := r.parse(path, doc)
	if err == nil && dir != "" {
		c.relativeTo(dir)
	}
	return c, err
}

// unreadable says what to do about a file that cannot be read.
func unreadable(err error) error {
	fix := "check the name in SECURESCORE_CONFIG or --config"
	switch {
	case errors.Is(err, errDirectory):
		fix = "name the file in it"
	case errors.Is(err, fs.ErrPermission):
		fix = "give the user who runs this the right to read it"
	}
	return fmt.Errorf("reading configuration: %w; %s", err, fix)
}

var (
	errDirectory  = errors.New("is a directory")
	errNoDocument = errors.New("no configuration: name it with --config or in SECURESCORE_CONFIG; " +
		"securescore init writes one")
)

// LocalFile is the path of the document at a location. It fails where that is
// no local file, and so cannot be edited.
func LocalFile(location string) (string, error) {
	scheme, _, isURL := secrets.CutScheme(location)
	switch {
	case location == "":
		return "", errNoDocument
	case !isURL:
		return location, nil
	case scheme == "file":
		return fileurl.Path(location)
	}
	return "", fmt.Errorf("%s is not a local file: copy it to one, name that with --config, and copy it back afterwards",
		location)
}

// ParseFile is Parse for the text of a file that is not written yet: relative
// paths are relative to its directory.
func ParseFile(path string, doc []byte) (Config, error) {
	c, err := Parse(path, doc)
	if err != nil {
		return c, err
	}
	path, err = filepath.Abs(path)
	if err == nil {
		c.relativeTo(filepath.Dir(path))
	}
	return c, err
}

// readFile reads one byte more than the limit, so that Parse reports a document
// that is too large. Dir is the file's directory from the root, or empty for
// what is no file, such as standard input.
func readFile(path string) (doc []byte, dir string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	at, err := f.Stat()
	if err != nil {
		return nil, "", err
	}
	if at.IsDir() {
		return nil, "", fmt.Errorf("%s %w", path, errDirectory)
	}
	if at.Mode().IsRegular() {
		if path, err = filepath.Abs(path); err != nil {
			return nil, "", err
		}
		dir = filepath.Dir(path)
	}
	doc, err = io.ReadAll(io.LimitReader(f, MaxDocument+1))
	return doc, dir, err
}
