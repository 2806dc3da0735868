package repository_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var mdLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// Every link within the repository leads to a file that is there.
func TestDocumentationLinks(t *testing.T) {
	links := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || path == "bin" || path == "demo-output") {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, link := range mdLink.FindAllStringSubmatch(string(text), -1) {
			to, _, _ := strings.Cut(link[1], "#")
			if to == "" || strings.Contains(to, ":") {
				continue
			}
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), to)); err != nil {
				t.Errorf("%s links to %s, which is not there", path, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if links < 20 {
		t.Errorf("found only %d links", links)
	}
}

var mdPath = regexp.MustCompile("`((?:cmd|docs|events|functions|internal|report|\\.ci|\\.github)/[\\w./-]+)`")

// Every file and directory that the pages for contributors name is there.
func TestDocumentationPaths(t *testing.T) {
	for _, page := range []string{"CONTRIBUTING.md", "docs/architecture.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		paths := mdPath.FindAllStringSubmatch(string(text), -1)
		if len(paths) < 10 {
			t.Errorf("%s names only %d paths", page, len(paths))
		}
		for _, path := range paths {
			if _, err := os.Stat(path[1]); err != nil {
				t.Errorf("%s names %s, which is not there", page, path[1])
			}
		}
	}
}
