// Package fileurl converts between paths and file:// URLs. Besides
// file:///absolute, which is also file://localhost/absolute (RFC 8089), it
// knows file://./relative, which is not a standard, and on Windows both
// file:///C:/data and file://C:/data. Nothing here looks at the disk.
package fileurl

import (
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

const windows = runtime.GOOS == "windows"

// Path is the path that a file:// URL means, with percent-encoding undone.
func Path(location string) (string, error) { return path(location, windows) }

func path(location string, windows bool) (string, error) {
	rest, ok := strings.CutPrefix(location, "file://")
	if !ok {
		return "", errors.New("not a file:// URL")
	}
	if host, _, ok := strings.Cut(rest, "/"); ok && strings.EqualFold(host, "localhost") {
		rest = rest[len(host):]
	}
	path, err := url.PathUnescape(rest)
	if err != nil {
		return "", errors.New("a file:// URL with a broken percent-encoding: a percent sign itself is written %25")
	}
	if path == "" || strings.ContainsRune(path, 0) {
		return "", errors.New("a file:// URL without a path: write file:///ABSOLUTE or file://./RELATIVE")
	}
	if windows && len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:] // C:/data
	}
	return path, nil
}

// Of is the URL of an absolute path.
func Of(path string) string { return of(filepath.ToSlash(path)) }

func of(slashed string) string {
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/data
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}
