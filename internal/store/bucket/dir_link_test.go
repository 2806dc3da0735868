package bucket_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secure-score-reporter/internal/store/bucket"
	"secure-score-reporter/internal/store/bucket/buckettest"
)

func TestDirLockLimit(t *testing.T) {
	t.Parallel()
	d := openDir(t, t.TempDir())
	d.LockWithin(20 * time.Millisecond)
	buckettest.LockLimit(t, d)
}

// S12: a lock that is a symbolic link is refused, and what it leads to stays as
// it is. So is one that is put there while the lock is held.
func TestDirLockIsNoLink(t *testing.T) {
	const precious = "a file of somebody's"
	lock := func(d *bucket.Dir) error {
		unlock, err := d.Lock(t.Context(), "tenants/a", "TestDirLockIsNoLink")
		if err == nil {
			err = unlock()
		}
		return err
	}
	put := func(d *bucket.Dir) error {
		_, err := d.Put(t.Context(), "a/b", []byte("x"), bucket.Condition{})
		return err
	}
	for _, tt := range []struct {
		name, pattern string
		do            func(*bucket.Dir) error
	}{
		{"S12: the lock of a run", ".locks/lock-*", lock},
		{"the lock of a write", ".locks/put-*", put},
		{"the folder of locks", ".locks", lock},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root, elsewhere := t.TempDir(), t.TempDir()
			d := openDir(t, root)
			if err := tt.do(d); err != nil { // makes the file
				t.Fatal(err)
			}
			files, err := filepath.Glob(filepath.Join(root, tt.pattern))
			if err != nil || len(files) != 1 {
				t.Fatalf("files %q, error %v", files, err)
			}
			target := filepath.Join(elsewhere, "target")
			if tt.pattern == ".locks" {
				target = elsewhere
			} else if err := os.WriteFile(target, []byte(precious), 0o600); err != nil {
				t.Fatal(err)
			}
			replace(t, files[0], target)
			if err := tt.do(d); err == nil || !strings.Contains(err.Error(), "symbolic link") ||
				!strings.Contains(err.Error(), filepath.Base(files[0])) {
				t.Errorf("error %v", err)
			}
			if tt.pattern == ".locks" {
				if made, err := os.ReadDir(elsewhere); err != nil || len(made) > 0 {
					t.Errorf("made elsewhere: %v, error %v", made, err)
				}
				return
			}
			if text, err := os.ReadFile(target); err != nil || string(text) != precious {
				t.Errorf("the target holds %q, error %v", text, err)
			}
		})
	}
	t.Run("while it is held", func(t *testing.T) {
		root, target := t.TempDir(), filepath.Join(t.TempDir(), "target")
		if err := os.WriteFile(target, []byte(precious), 0o600); err != nil {
			t.Fatal(err)
		}
		unlock, err := openDir(t, root).Lock(t.Context(), "a", "TestDirLockIsNoLink")
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(root, ".locks", "lock-*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("files %q, error %v", files, err)
		}
		replace(t, files[0], target)
		if err := unlock(); err != nil {
			t.Errorf("unlocking: %v", err)
		}
		if text, err := os.ReadFile(target); err != nil || string(text) != precious {
			t.Errorf("the target holds %q, error %v", text, err)
		}
	})
}

// replace puts a symbolic link in place of a file or a folder.
func replace(t *testing.T, file, target string) {
	t.Helper()
	if err := os.RemoveAll(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, file); err != nil {
		t.Fatal(err)
	}
}

// Killed writes leave temporary files. The next Put into the folder removes
// those that no writer can still need.
func TestDirSweepsAbandonedWrites(t *testing.T) {
	root := t.TempDir()
	d := openDir(t, root)
	write := func(name string, age time.Duration) string {
		t.Helper()
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-age)
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
		return file
	}
	old := write("a/.tmp-1", 25*time.Hour)
	kept := []string{
		write("a/.tmp-2", 23*time.Hour),     // a writer may still be at it
		write("a/.hidden", 48*time.Hour),    // somebody else's
		write("other/.tmp-3", 48*time.Hour), // another folder
	}
	if _, err := d.Put(t.Context(), "a/b", nil, bucket.IfAbsent()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("%s is still there (%v)", old, err)
	}
	for _, file := range kept {
		if _, err := os.Stat(file); err != nil {
			t.Errorf("removed: %v", err)
		}
	}
}
