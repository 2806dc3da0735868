//go:build unix

package bucket_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// S12: a lock that is a hard link to a file works, as it does in a store with a
// backup of hard links, and the file stays as it is. Its text is nobody's name.
func TestDirLockIsAHardLink(t *testing.T) {
	const precious = "a file of somebody's"
	root, target := t.TempDir(), filepath.Join(t.TempDir(), "target")
	if err := os.WriteFile(target, []byte(precious), 0o600); err != nil {
		t.Fatal(err)
	}
	d := openDir(t, root)
	lock := func() (unlock func() error) {
		t.Helper()
		unlock, err := d.Lock(t.Context(), "a", "TestDirLockIsAHardLink")
		if err != nil {
			t.Fatal(err)
		}
		return unlock
	}
	link := func() {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(root, ".locks", "lock-*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("files %q, error %v", files, err)
		}
		if err := os.Remove(files[0]); err != nil {
			t.Fatal(err)
		}
		if err := os.Link(target, files[0]); err != nil {
			t.Skip(err) // a file system without hard links
		}
	}
	unlock := lock()
	link() // while it is held
	if err := unlock(); err != nil {
		t.Errorf("unlocking: %v", err)
	}
	unlock = lock()
	d.LockWithin(20 * time.Millisecond)
	if _, err := d.Lock(t.Context(), "a", "another"); err == nil || strings.Contains(err.Error(), precious) {
		t.Errorf("another holder: error %v", err)
	}
	if err := unlock(); err != nil {
		t.Errorf("unlocking: %v", err)
	}
	if text, err := os.ReadFile(target); err != nil || string(text) != precious {
		t.Errorf("the target holds %q, error %v", text, err)
	}
}
