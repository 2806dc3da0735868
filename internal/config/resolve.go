package config

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// Resolver fetches secrets: a function for each scheme of a reference, without its "://". A function gets the whole
// reference and returns the secret; its error must not repeat what it fetched. References of other schemes are errors.
type Resolver map[string]func(ctx context.Context, ref string) (string, error)

// NewResolver resolves env:// by lookupEnv (os.LookupEnv) and file:// by readFile (os.ReadFile). Further schemes are added
// to the map.
func NewResolver(lookupEnv func(string) (string, bool), readFile func(string) ([]byte, error)) Resolver {
	return Resolver{
		"env": func(_ context.Context, ref string) (string, error) {
			value, ok := lookupEnv(strings.TrimPrefix(ref, "env://"))
			if !ok {
				return "", errors.New("the environment variable is not set")
			}
			return value, nil
		},
		"file": func(_ context.Context, ref string) (string, error) {
			path, err := FilePath(ref)
			if err != nil {
				return "", err
			}
			data, err := readFile(path)
			if err != nil {
				return "", err
			}
			// Editors and echo end a file with a newline that is no part of a token.
			return strings.TrimRight(string(data), "\r\n"), nil
		},
	}
}

func (r Resolver) resolve(ctx context.Context, ref string) (string, error) {
	scheme, _, _ := cutScheme(ref)
	fetch, ok := r[scheme]
	if !ok {
		known := slices.Sorted(maps.Keys(r))
		if len(known) == 0 {
			return "", fmt.Errorf("resolving %s: no references are understood here", ref)
		}
		return "", fmt.Errorf("resolving %s: such references are not understood here, only %s", ref, listed(known, "and", "://"))
	}
	value, err := fetch(ctx, ref)
	if err != nil {
		return "", fmt.Errorf("resolving %s: %w", ref, err)
	}
	if value == "" {
		return "", fmt.Errorf("resolving %s: the secret is empty", ref)
	}
	return value, nil
}

// FilePath is the path that a file:// URL means: file:///absolute or file://./relative to the working directory, with
// percent-encoding undone.
func FilePath(fileURL string) (string, error) {
	rest, ok := strings.CutPrefix(fileURL, "file://")
	if !ok {
		return "", errors.New("not a file:// URL")
	}
	path, err := url.PathUnescape(rest)
	if err != nil {
		return "", errors.New("a file:// URL with a broken percent-encoding: a percent sign itself is written %25")
	}
	if path == "" || strings.ContainsRune(path, 0) {
		return "", errors.New("a file:// URL without a path")
	}
	return path, nil
}
