//go:build unix

package bucket_test

import (
	"context"
	"fmt"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"secure-score-reporter/internal/store/bucket"
)

func init() {
	// A limit on the size of files stands in for a full disk: the write stops
	// half-way.
	roles["fullDisk"] = func(ctx context.Context, b bucket.Bucket, key string) string {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1000, Max: 1000}); err != nil {
			return err.Error()
		}
		_, err := b.Put(ctx, key, largeObject(1), bucket.Condition{})
		return fmt.Sprint(err)
	}
}

func TestDirFullDisk(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	d := openDir(t, root)
	version, err := d.Put(t.Context(), "a/b", []byte("before"), bucket.Condition{})
	if err != nil {
		t.Fatal(err)
	}
	other := start(t, "fullDisk", root)
	other.ask(t, "a/b")
	if got := other.answer(t); !strings.Contains(got, root) || !strings.Contains(got, "file too large") {
		t.Errorf("Put to a full disk: got error %s", got)
	}
	if got, err := d.Get(t.Context(), "a/b"); err != nil || got.Version != version {
		t.Errorf("the object before is now %q, error %v", got.Data, err)
	}
	wantNoTemporary(t, root)
}
