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
	// One that has room for small objects.
	roles["nearlyFullDisk"] = func(ctx context.Context, b bucket.Bucket, key string) string {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 100_000, Max: 100_000}); err != nil {
			return err.Error()
		}
		_, err := b.Put(ctx, key, []byte("a delivery begins"), bucket.Condition{})
		_, after := b.Put(ctx, key, []byte("it was accepted"), bucket.SeenFirst())
		return fmt.Sprintf("%v, %v", err, after)
	}
}

// A disk that is nearly full has no room to begin a delivery, but what was
// accepted meanwhile can be recorded.
func TestDirNearlyFullDisk(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	other := start(t, "nearlyFullDisk", root)
	other.ask(t, "a/b")
	if got := other.answer(t); !strings.Contains(got, "file too large") || !strings.HasSuffix(got, ", <nil>") {
		t.Errorf("the errors are %s", got)
	}
	if got, err := openDir(t, root).Get(t.Context(), "a/b"); err != nil || string(got.Data) != "it was accepted" {
		t.Errorf("the object is %q, error %v", got.Data, err)
	}
	wantNoTemporary(t, root)
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
