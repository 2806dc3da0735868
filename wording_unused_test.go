package repository_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// A sentence that nothing shows any more would be translated, and read by the
// next one who looks for the right word.
func TestEveryWordIsUsed(t *testing.T) {
	uses, declared := map[string]int{}, map[string]token.Position{}
	files := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go"):
			return err
		case !strings.HasSuffix(path, ".go"):
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok {
				uses[name.Name]++
			}
			return true
		})
		if filepath.ToSlash(filepath.Dir(path)) == "report/words" {
			for _, name := range named(file) {
				declared[name.Name] = files.Position(name.Pos())
			}
		}
		return nil
	})
	if err != nil || len(declared) == 0 {
		t.Fatalf("%d words, %v", len(declared), err)
	}
	for name, at := range declared {
		if uses[name] < 2 { // its declaration is one
			t.Errorf("%s: nothing uses %s", at, name)
		}
	}
}

// named are the functions, constants and variables of a file.
func named(file *ast.File) (names []*ast.Ident) {
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			names = append(names, d.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if values, ok := spec.(*ast.ValueSpec); ok {
					names = append(names, values.Names...)
				}
			}
		}
	}
	return names
}
