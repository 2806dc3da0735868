package repository_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var mdLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)

var (
	mdHeading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	noAnchor  = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// sectionsOf are the anchors that GitHub makes of a page's headings.
func sectionsOf(t *testing.T, page string) []string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var sections []string
	for _, heading := range mdHeading.FindAllStringSubmatch(string(text), -1) {
		anchor := noAnchor.ReplaceAllString(strings.ToLower(heading[1]), "")
		sections = append(sections, strings.ReplaceAll(anchor, " ", "-"))
	}
	return sections
}

// Every link within the repository leads to a file and a section that are
// there.
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
			to, section, _ := strings.Cut(link[1], "#")
			if strings.Contains(to, ":") {
				continue
			}
			links++
			target := path
			if to != "" {
				target = filepath.Join(filepath.Dir(path), to)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s, which is not there", path, to)
			} else if section != "" && filepath.Ext(target) == ".md" && !slices.Contains(sectionsOf(t, target), section) {
				t.Errorf("%s links to %s, which has no section %s", path, target, section)
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

// pagesLinkedFrom are the pages of the repository to which a page links.
func pagesLinkedFrom(t *testing.T, page string) []string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, link := range mdLink.FindAllStringSubmatch(string(text), -1) {
		to, _, _ := strings.Cut(link[1], "#")
		if filepath.Ext(to) == ".md" && !strings.Contains(to, ":") {
			pages = append(pages, filepath.Join(filepath.Dir(page), to))
		}
	}
	return pages
}

// Every page is at most two clicks from the README.
func TestPagesAreFoundFromTheReadme(t *testing.T) {
	found := pagesLinkedFrom(t, "README.md")
	for _, page := range slices.Clone(found) {
		found = append(found, pagesLinkedFrom(t, page)...)
	}
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md"} {
		pages, err := filepath.Glob(pattern)
		if err != nil || len(pages) < 4 {
			t.Fatalf("%s: %d pages, %v", pattern, len(pages), err)
		}
		for _, page := range pages {
			if page != "README.md" && !slices.Contains(found, page) {
				t.Errorf("%s is more than two clicks from the README", page)
			}
		}
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

// docs/deploy.md names the version of moto that the stack is tested with.
func TestDeploymentNamesMotosVersion(t *testing.T) {
	lock, err := os.ReadFile(".ci/tools/moto.lock")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("docs/deploy.md")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^moto==(\S+)`).FindStringSubmatch(string(lock))
	if version == nil || !strings.Contains(string(page), "moto "+version[1]+",") {
		t.Errorf("moto.lock has %q", version)
	}
}
