package repository_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The diagram of docs/architecture.md is made from the real imports, without
// the arrows that follow from others.
func TestArchitectureDiagram(t *testing.T) {
	direct := map[string]map[string]bool{}
	for _, p := range packages(t) {
		from := roomOf(p.path)
		if from == "" {
			continue
		}
		if direct[from] == nil {
			direct[from] = map[string]bool{}
		}
		for _, i := range p.imports {
			path, ours := strings.CutPrefix(i, module)
			if to := roomOf(path); ours && to != "" && to != from {
				direct[from][to] = true
			}
		}
	}
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart TD\n")
	for _, from := range slices.Sorted(maps.Keys(direct)) {
		for _, to := range slices.Sorted(maps.Keys(direct[from])) {
			if !detour(direct, from, to) {
				fmt.Fprintf(&b, "  %s --> %s\n", node(from), node(to))
			}
		}
	}
	b.WriteString("```\n")
	generated(t, "docs/architecture.md", "imports", b.String())
}

// roomOf is the part of the tree that the diagram shows for a package: the part
// that the import rules know, or the package itself; empty for tests and tools.
func roomOf(path string) string {
	if path == strings.TrimSuffix(module, "/") || strings.HasSuffix(path, "test") ||
		strings.HasPrefix(path, ".") || strings.Contains(path, "testdata") {
		return ""
	}
	if part := partOf(path); part != "" {
		return part
	}
	return path
}

// detour says whether to can be reached from from by more than one arrow.
func detour(direct map[string]map[string]bool, from, to string) bool {
	seen := map[string]bool{}
	var reaches func(at string) bool
	reaches = func(at string) bool {
		if seen[at] {
			return false
		}
		seen[at] = true
		for next := range direct[at] {
			if next == to && at != from || next != to && reaches(next) {
				return true
			}
		}
		return false
	}
	return reaches(from)
}

func node(room string) string {
	return strings.NewReplacer("/", "_", "-", "_").Replace(room) + `["` + room + `"]`
}
