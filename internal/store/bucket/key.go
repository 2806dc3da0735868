package bucket

import (
	"fmt"
	"strings"
)

const (
	// maxKey is S3's limit, in bytes.
	// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
	maxKey = 1024
	// maxSegment is the longest file name, in bytes, of all common file
	// systems.
	maxSegment = 255
)

// CheckKey returns ErrKey unless every driver can store the key: 1 to 1024
// bytes of A-Z a-z 0-9 . _ @ = + - in segments divided by slashes, each of 1 to
// 255 bytes and not starting with a dot. This excludes "..", a slash at either
// end and hidden files. Do not use keys that differ only in case: on some file
// systems they are the same object.
func CheckKey(key string) error {
	if key == "" {
		return fmt.Errorf("%w: the key is empty", ErrKey)
	}
	if len(key) > maxKey {
		return fmt.Errorf("%w: the key has %d bytes, and at most %d are allowed", ErrKey, len(key), maxKey)
	}
	if i := strings.IndexFunc(key, forbidden); i >= 0 {
		return fmt.Errorf("%w %q: byte %d is not one of A-Z a-z 0-9 . _ @ = + - /", ErrKey, key, i)
	}
	for segment := range strings.SplitSeq(key, "/") {
		switch {
		case segment == "":
			return fmt.Errorf("%w %q: a segment is empty", ErrKey, key)
		case segment[0] == '.':
			return fmt.Errorf("%w %q: the segment %q starts with a dot", ErrKey, key, segment)
		case len(segment) > maxSegment:
			return fmt.Errorf("%w %q: a segment has %d bytes, and at most %d are allowed", ErrKey, key, len(segment), maxSegment)
		}
	}
	return nil
}

// CheckPrefix returns ErrKey unless prefix is empty, a key, or a key with a
// slash at the end. A prefix that no key can have is an error and not an empty
// list, so that a mistake does not look like an empty store.
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
