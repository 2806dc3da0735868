package config

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"secure-score-reporter/internal/secrets"
)

// MaxDocument is the most bytes a document may have. It is more than a thousand tenants need, and what the YAML parser can be trusted with.
const MaxDocument = 1 << 20

// Opener reads documents: a function for each scheme of a location, without its "://". A function gets the whole
// location. Paths and file:// URLs need none.
type Opener map[string]func(ctx context.Context, location string) ([]byte, error)

// Load reads and parses the document at location: a path, a file:// URL or a URL of one of the opener's schemes. The error
// is Problems where the document was read and is wrong.
func Load(ctx context.Context, location string, open Opener) (Config, error) {
	name, doc, err := read(ctx, location, open)
	if err != nil {
		return Config{}, err
	}
	return Parse(name, doc)
}

func read(ctx context.Context, location string, open Opener) (name string, doc []byte, err error) {
	if location == "" {
		return "", nil, errors.New("no configuration: name its document in SECURESCORE_CONFIG or with --config")
	}
	scheme, _, ok := secrets.CutScheme(location)
	fetch := open[scheme]
	switch {
	case !ok:
		doc, err = readFile(location)
		return location, doc, err
	case fetch != nil:
		if doc, err = fetch(ctx, location); err != nil {
			return "", nil, fmt.Errorf("reading configuration %s: %w", location, err)
		}
		return location, doc, nil
	case scheme == "file":
		path, err := secrets.FilePath(location)
		if err != nil {
			return "", nil, fmt.Errorf("reading configuration: %w", err)
		}
		doc, err = readFile(path)
		return path, doc, err
	}
	known := append([]string{"file"}, slices.Sorted(maps.Keys(open))...)
	return "", nil, fmt.Errorf("reading configuration: a location %s://… is not understood here, only a path or %s",
		scheme, listed(known, "or", "://"))
}

// SchemeOf is the scheme of a URL, empty for a path.
func SchemeOf(location string) string {
	scheme, _, _ := secrets.CutScheme(location)
	return scheme
}

// readFile reads one byte more than the limit, so that Parse sees and reports what is too large without the rest of it.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading configuration: %w", err)
	}
	defer f.Close()
	doc, err := io.ReadAll(io.LimitReader(f, MaxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("reading configuration: %w", err)
	}
	return doc, nil
}
