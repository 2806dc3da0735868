package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A report changes nothing in the store, so that no later alert compares with
// it. It compares with what is stored.
func TestReportMovesNoBaseline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scene(0)
	w.run(t, `{"deliver": ["slack"]}`, exitWell)
	w.scene(1)
	before := contents(t, filepath.Join(w.dir, "data"))
	code, stdout, stderr := w.command(t, "", "report", "--out", filepath.Join(w.dir, "board.html"))
	if code != exitWell {
		t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
	}
	if diff := cmp.Diff(before, contents(t, filepath.Join(w.dir, "data"))); diff != "" {
		t.Error(diff)
	}
	if len(w.slack.posts) != 1 {
		t.Errorf("%d messages, want that of the run alone", len(w.slack.posts))
	}
}

// contents are the files below a directory.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = string(data)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	return files
}
