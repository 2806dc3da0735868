package bucket

import (
	"fmt"
	"strings"
)

const (
	// maxKey is S3's limit, in bytes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
	maxKey = 1024
	// maxSegment is the length of a file name, in bytes, on every file system in common use.
	maxSegment = 255
)

// CheckKey returns ErrKey unless every driver can keep key: 1 to 1024 bytes of A-Z a-z 0-9 . _ @ = + - in segments
// divided by slashes, each of 1 to 255 bytes and not beginning with a dot. That leaves no "..", no leading or trailing
// slash and no hidden file. Keys that differ only in case are one object on some file systems; use none.
func CheckKey(key string) error {
	if key == "" {
		return fmt.Errorf("%w: it is empty", ErrKey)
	}
	if len(key) > maxKey {
		return fmt.Errorf("%w: %d bytes are too long, %d is the most", ErrKey, len(key), maxKey)
	}
	if i := strings.IndexFunc(key, forbidden); i >= 0 {
		return fmt.Errorf("%w %q: byte %d is none of A-Z a-z 0-9 . _ @ = + - /", ErrKey, key, i)
	}
	for segment := range strings.SplitSeq(key, "/") {
		switch {
		case segment == "":
			return fmt.Errorf("%w %q: a segment is empty", ErrKey, key)
		case segment[0] == '.':
			return fmt.Errorf("%w %q: the segment %q begins with a dot", ErrKey, key, segment)
		case len(segment) > maxSegment:
			return fmt.Errorf("%w %q: a segment has %d bytes, %d is the most", ErrKey, key, len(segment), maxSegment)
		}
	}
	return nil
}

// CheckPrefix returns ErrKey unless prefix is empty, a key, or a key and a slash. A prefix that no key can begin with
// is an error rather than an empty list, so that a mistake does not read as "nothing stored yet".
func CheckPrefix(prefix string) error {
	if prefix == "" {
		return nil
	}
	return CheckKey(strings.TrimSuffix(prefix, "/"))
}

func forbidden(r rune) bool {
	switch {
	case 'A' <= r && r <= 'Z', 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return false
	}
	return !strings.ContainsRune("._@=+-/", r)
}
