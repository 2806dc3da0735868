// Package repository_test holds the tests of the whole tree: which package may
// import which, that template.yaml fits the code, and how sources are written.
package repository_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// sources lists the Go files of the module. Every test that asks the go command
// about the tree calls it: go test reuses a cached result until something that
// the test itself opened has changed, and this opens every directory.
func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || path == "bin" || path == "demo-output") {
			return fs.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 100 {
		t.Fatalf("only %d Go files found", len(files))
	}
	return files
}
