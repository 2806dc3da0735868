package bucket_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"secure-score-reporter/internal/store/bucket"
)

// A valid key stays inside the store and is safe to print.
func FuzzCheckKey(f *testing.F) {
	for _, key := range []string{"a", "a/b.c", "", "/", "../a", "a//b", "a/.b", "a\x00", "a/", "ä", "@=+-_"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		err := bucket.CheckKey(key)
		if err != nil {
			if !errors.Is(err, bucket.ErrKey) {
				t.Errorf("CheckKey(%q): %v is not ErrKey", key, err)
			}
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("CheckKey(%q): the error has control characters: %q", key, err)
			}
			return
		}
		if !fs.ValidPath(key) || key == "." || len(key) > 1024 {
			t.Errorf("CheckKey takes %q", key)
		}
		for i := range key {
			if bucket.CheckPrefix(key[:i]) != nil && key[i-1] != '/' {
				t.Errorf("CheckKey takes %q but CheckPrefix does not take %q", key, key[:i])
			}
		}
	})
}
