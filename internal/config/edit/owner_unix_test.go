//go:build unix

package edit

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A file that root edits stays its owner's. Others own what they edit.
func TestOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	owner := os.Getuid()
	if owner == 0 {
		owner = 4711
	}
	if err := os.Chown(path, owner, -1); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write([]byte("new")); err != nil {
		t.Fatal(err)
	}
	at, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := at.Sys().(*syscall.Stat_t).Uid; int(got) != owner {
		t.Errorf("it belongs to %d, want %d", got, owner)
	}
}
