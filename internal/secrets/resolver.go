package secrets

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"secure-score-reporter/internal/fileurl"
)

// Resolver fetches secrets: a function for each scheme of a reference, without
// its "://". A function gets the whole reference and returns the secret. Its
// error must not repeat what it fetched.
type Resolver map[string]func(ctx context.Context, ref string) (string, error)

// NewResolver resolves env:// with lookupEnv (os.LookupEnv) and file:// with
// readFile (os.ReadFile). Add further schemes to the map.
func NewResolver(lookupEnv func(string) (string, bool), readFile func(string) ([]byte, error)) Resolver {
	return Resolver{
		"env": func(_ context.Context, ref string) (string, error) {
			name := strings.TrimPrefix(ref, "env://")
			value, ok := lookupEnv(name)
			if !ok {
				return "", unsetError(name)
			}
			return value, nil
		},
		"file": func(_ context.Context, ref string) (string, error) {
			path, err := fileurl.Path(ref)
			if err != nil {
				return "", err
			}
			data, err := readFile(path)
			if err != nil {
				return "", unread(err)
			}
			// Editors and echo end a file with a newline that is not part of a
			// token.
			return strings.TrimRight(string(data), "\r\n"), nil
		},
	}
}

// unread is why a file cannot be read, without its path, which the reference
// has.
func unread(err error) error {
	if in, ok := errors.AsType[*fs.PathError](err); ok {
		err = in.Err
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w (give the user who runs this the right to read it)", err)
	}
	return err
}

// unsetError is the name of an environment variable that is not set. Its text
// says all that the reference does.
type unsetError string

func (e unsetError) Error() string { return "the environment variable " + string(e) + " is not set" }

// Resolve is the secret that the text refers to, or the text itself if it is
// not a reference. Its error names the reference and never the secret.
func (r Resolver) Resolve(ctx context.Context, text string) (string, error) {
	if text == "" {
		return "", errors.New("no secret is set, nor a reference to one")
	}
	if !IsReference(text) {
		return text, nil
	}
	scheme, _, _ := CutScheme(text)
	fetch, ok := r[scheme]
	if !ok {
		return "", fmt.Errorf("resolving %s: this kind of reference cannot be resolved here, only %s", text, r.schemes())
	}
	value, err := fetch(ctx, text)
	if errors.As(err, new(unsetError)) {
		return "", err
	}
	if err != nil {
		return "", fmt.Errorf("resolving %s: %w", text, err)
	}
	if value == "" {
		return "", fmt.Errorf("resolving %s: the secret is empty", text)
	}
	return value, nil
}

// Watched is the fetch, but it calls know with each secret before anybody can
// use it.
func Watched(
	fetch func(context.Context) (string, error), know func(secret string),
) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		secret, err := fetch(ctx)
		if err == nil {
			know(secret)
		}
		return secret, err
	}
}

func (r Resolver) schemes() string {
	if len(r) == 0 {
		return "secrets themselves"
	}
	return strings.Join(slices.Sorted(maps.Keys(r)), "://, ") + "://"
}
