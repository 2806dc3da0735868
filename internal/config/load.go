package config

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"secure-score-reporter/internal/config/tree"
	"secure-score-reporter/internal/secrets"
)

// MaxDocument is the largest document that Parse reads, in bytes.
const MaxDocument = tree.MaxSize

// Opener reads documents: a function for each scheme of a location, without its
// "://". A function gets the whole location. Paths and file:// URLs need none.
type Opener map[string]func(ctx context.Context, location string) ([]byte, error)

// Load reads and parses the document at a location: a path, a file:// URL, or a
// URL with one of the opener's schemes. The error is Problems if the document
// was read and is wrong.
func Load(ctx context.Context, name string, open Opener) (Config, error) {
	if name == "" {
		return Config{}, errors.New("no configuration: name its document in SECURESCORE_CONFIG or with --config")
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
		return Parse(name, doc)
	}
	path := name
	if isURL {
		var err error
		if path, err = secrets.FilePath(name); err != nil {
			return Config{}, fmt.Errorf("reading configuration: %w", err)
		}
	}
	doc, err := readFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("reading configuration: %w", err)
	}
	return Parse(path, doc)
}

// readFile reads one byte more than the limit, so that Parse reports a document
// that is too large.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxDocument+1))
}
