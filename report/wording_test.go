package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// wording is what people read: two words in a row, a capital word, or a word with a
// blank at its end that another is joined to.
var wording = regexp.MustCompile(`\p{L}{2,}[,:;.]? \p{L}{2,}|^[A-Z][a-z]{2,}|^ ?\p{L}{2,} $|^ \p{L}{2,}`)

// markup is what looks like words and is read by browsers.
var markup = regexp.MustCompile(`-src |^:root|^ a abbr |^ (hidden|data|rel|class|start|type)\b`)

// All that people read stands in words*.go and in the templates (the columns of the
// CSV are names for programs), so that another
// language has few places to go to. Errors are for who runs the program, and stay
// where they are made.
func TestWordingIsInOnePlace(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "words") || strings.HasPrefix(name, "csv") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.CallExpr:
				return !slices.Contains([]string{"Errorf", "New", "panic", "newTypeface"}, called(n))
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && wording.MatchString(text) && !strings.HasPrefix(text, "templates/") && !strings.Contains(text, "<") && !markup.MatchString(text) {
					t.Errorf("%s: %s", set.Position(n.Pos()), n.Value)
				}
			}
			return true
		})
	}
}

// called is the name of what a call calls.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
