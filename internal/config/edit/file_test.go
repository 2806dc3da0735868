package edit

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A file is replaced whole, keeps its mode, and a link stays a link. What
// somebody else wrote in between is not lost, and nothing is left behind.
func TestFile(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "config.yaml"), filepath.Join(dir, "link.yaml")
	if err := errors.Join(os.WriteFile(path, []byte("old"), 0o640), os.Symlink("config.yaml", link)); err != nil {
		t.Fatal(err)
	}
	f, err := OpenFile(link)
	if err != nil || string(f.Text) != "old" {
		t.Fatal(f, err)
	}
	late, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write([]byte("new")); err != nil {
		t.Fatal(err)
	}
	if err := late.Write([]byte("lost")); !errors.Is(err, errChanged) {
		t.Errorf("error %v, want %v", err, errChanged)
	}
	text, err := os.ReadFile(path)
	at, _ := os.Stat(path)
	if err != nil || string(text) != "new" || at.Mode().Perm() != 0o640 {
		t.Errorf("text %q, mode %v, error %v", text, at.Mode(), err)
	}
	if target, err := os.Readlink(link); err != nil || target != "config.yaml" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
		t.Errorf("files %v, %v", files, err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "none")} {
		if _, err := OpenFile(path); err == nil {
			t.Errorf("%s can be edited", path)
		}
	}
}
