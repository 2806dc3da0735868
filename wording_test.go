package repository_test

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

// wording is what people read: two words in a row, a capital word, or a word
// with a blank at its end that another is joined to.
var wording = regexp.MustCompile(`\p{L}{2,}[,:;.]? \p{L}{2,}|^[A-Z][a-z]{2,}|^ ?\p{L}{2,} $|^ \p{L}{2,}`)

// markup is what looks like words and is read by browsers.
var markup = regexp.MustCompile(`^text/|="|-src |^:root|^ a abbr |^January 2|^Jan 2$`)

// word is what a text of a page or of an email holds if it is written where it
// is shown.
var word = regexp.MustCompile(`\p{L}{2,}`)

// wordless are the packages that hold no sentence that people read: those stand
// in report/words and nowhere else, so that another language has one place to
// go to.
var wordless = []string{
	"report", "report/draw", "report/pdf", "report/page", "report/mail", "internal/job", "cmd/securescore",
	"internal/email", "internal/slack", "internal/slack/blockkit", "internal/slack/command", "internal/slackanswer",
	"internal/slashcommand", "internal/invocation",
}

// exempt are files with sentences of their own, and why.
var exempt = map[string]string{
	"cmd/securescore/help.go":       "the help is about the command line itself, beside the grammar that it describes",
	"cmd/securescore/usage.go":      "the same",
	"cmd/securescore/flagset.go":    "what errors about flags say",
	"cmd/securescore/completion.go": "values of flags",
	"cmd/securescore/demo.go":       "the demo narrates its own steps, for no tenant and in no tenant's language",
	"report/language.go":            "the names of months",
	"internal/email/check.go":       "findings of the doctor, as internal/slack/check.go",
	"internal/email/failure.go":     "the steps that errors name, and what errors say to do",
	"internal/slack/check.go":       "findings of the doctor are for the person who runs the program, as errors are",
	"internal/slack/errors.go":      "the steps that errors name",
	"internal/slack/fixes.go":       "what errors and findings say to do",
}

// unread are calls whose texts people read as an error or not at all.
var unread = []string{
	"fmt.Errorf", "errors.New", "problems.Add", "panic", "header.Get", "Header.Get", "Header.Set",
	"message.SetGenHeader", "h.count", "regexp.MustCompile", "newTypeface", "meta",
	"g.Attr", "h.Class", "h.Rel",
}

// Errors are for the person who runs the program and stay where they are made.
// So do the help texts of the command line: methods named Help and flags, and
// the grammar.
func TestSentencesStandInWords(t *testing.T) {
	for name := range exempt {
		if _, err := os.Stat(filepath.FromSlash(name)); err != nil {
			t.Errorf("exempt: %v", err)
		}
	}
	for _, dir := range wordless {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, name := range files {
			if !strings.HasSuffix(name, "_test.go") && exempt[filepath.ToSlash(name)] == "" {
				findSentences(t, name)
			}
		}
	}
}

func findSentences(t *testing.T, name string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	tags := map[*ast.BasicLit]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			tags[n.Tag] = true
		case *ast.ImportSpec:
			return false
		case *ast.FuncDecl:
			return n.Name.Name != "Help" && n.Name.Name != "tree" && !strings.HasSuffix(strings.ToLower(n.Name.Name), "flags")
		case *ast.CallExpr:
			if called(n) == "g.Text" && isWord(n.Args[0]) {
				t.Errorf("%s: a word of its own", set.Position(n.Pos()))
			}
			return !slices.Contains(unread, called(n)) && !logs(n)
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			if err == nil && !tags[n] && n.Kind == token.STRING && isSentence(text) {
				t.Errorf("%s: %s", set.Position(n.Pos()), n.Value)
			}
		}
		return true
	})
}

// isSentence says whether a literal is for people: words, and not markup.
func isSentence(text string) bool {
	return wording.MatchString(text) && !strings.Contains(text, "<") && !markup.MatchString(text)
}

func isWord(x ast.Expr) bool {
	literal, ok := x.(*ast.BasicLit)
	return ok && word.MatchString(strings.ReplaceAll(literal.Value, `\n`, ""))
}

// logs says whether a call writes to a log, which is for programs.
func logs(c *ast.CallExpr) bool {
	f, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch x := f.X.(type) {
	case *ast.Ident:
		return x.Name == "log"
	case *ast.SelectorExpr:
		return x.Sel.Name == "log" || x.Sel.Name == "Log"
	}
	return false
}

// called is what a call calls, as name, or as x.name, where x is the last name
// before the point.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		switch x := f.X.(type) {
		case *ast.Ident:
			return x.Name + "." + f.Sel.Name
		case *ast.SelectorExpr:
			return x.Sel.Name + "." + f.Sel.Name
		}
	}
	return ""
}
