package repository_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the documentation takes from the code")

// The reference of the event and the result is made from the types and their
// comments, so that a field without a comment, or one that the page lacks,
// fails.
func TestReferenceOfFields(t *testing.T) {
	for _, page := range []struct {
		file, root string
		dirs       []string
	}{
		{"docs/reference/event.md", "Event", []string{"internal/event"}},
		{"docs/reference/result.md", "Result", []string{"internal/job", "internal/health", "report/result"}},
		{"docs/webhook.md", "Message", []string{"internal/webhook", "report/result"}},
	} {
		t.Run(page.file, func(t *testing.T) {
			types := structsOf(t, page.dirs...)
			var b strings.Builder
			b.WriteString("| field | type | meaning |\n|---|---|---|\n")
			writeFields(t, &b, types, page.root, "")
			generated(t, page.file, "fields", b.String())
		})
	}
}

// structsOf are the struct types of packages, by name.
func structsOf(t *testing.T, dirs ...string) map[string]*ast.StructType {
	t.Helper()
	var files []string
	for _, dir := range dirs {
		list, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, list...)
	}
	types := map[string]*ast.StructType{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if s, ok := spec.Type.(*ast.StructType); ok {
					types[spec.Name.Name] = s
				}
			}
			return true
		})
	}
	return types
}

// writeFields writes a row for each field that the JSON form of a type has,
// with the fields of its objects after it.
func writeFields(t *testing.T, b *strings.Builder, types map[string]*ast.StructType, name, path string) {
	t.Helper()
	s := types[name]
	if s == nil {
		t.Fatalf("there is no struct %s", name)
	}
	for _, field := range s.Fields.List {
		if len(field.Names) == 0 { // embedded: its fields stand in the same object
			writeFields(t, b, types, typeName(field.Type), path)
			continue
		}
		tag := ""
		if field.Tag != nil {
			text, err := strconv.Unquote(field.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			tag, _, _ = strings.Cut(reflect.StructTag(text).Get("json"), ",")
		}
		if !field.Names[0].IsExported() || tag == "-" {
			continue
		}
		at := path + tag
		meaning := strings.TrimSpace(field.Comment.Text())
		if meaning == "" {
			meaning = strings.TrimSpace(field.Doc.Text())
		}
		if meaning == "" {
			t.Errorf("%s.%s has no comment, which the reference needs", name, field.Names[0].Name)
		}
		meaning = strings.Join(strings.Fields(strings.TrimSuffix(meaning, ".")), " ")
		if meaning != "" && !strings.HasPrefix(meaning, "Microsoft") {
			meaning = strings.ToLower(meaning[:1]) + meaning[1:]
		}
		kind, inner := jsonType(field.Type)
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", at, kind, strings.ReplaceAll(meaning, "|", "\\|"))
		if _, known := types[inner]; known {
			separator := "."
			if strings.HasPrefix(kind, "list") {
				separator = "[]."
			}
			writeFields(t, b, types, inner, at+separator)
		} else if inner != "" {
			t.Errorf("%s.%s: jsonType does not know %s", name, field.Names[0].Name, inner)
		}
	}
}

// jsonType is how a type is called in JSON, and the name of the type that its
// objects have.
func jsonType(e ast.Expr) (kind, inner string) {
	switch e := e.(type) {
	case *ast.StarExpr:
		kind, inner = jsonType(e.X)
		return kind + " or null", inner
	case *ast.ArrayType:
		kind, inner = jsonType(e.Elt)
		return "list of " + strings.TrimPrefix(kind, "list of ") + "s", inner
	case *ast.MapType:
		kind, inner = jsonType(e.Value)
		return "object of " + kind + "s", inner
	case *ast.IndexExpr: // Pair[T]
		kind, _ = jsonType(e.Index)
		return "object: `before` and `after`, each a " + kind, ""
	}
	name := typeName(e)
	switch name {
	case "string":
		return "string", ""
	case "float64", "int":
		return "number", ""
	case "bool":
		return "true or false", ""
	case "Date":
		return "date", ""
	case "Time":
		return "time", ""
	case "Channels", "Formats":
		return "list of strings", ""
	case "Zone", "Kind", "Status", "Level", "Cause", "Verdict", "Refusal", "ViewName", "DeliveryStatus",
		"ExceptionState", "Period", "Format", "Edition", "Language", "State", "Trouble":
		return "string", ""
	}
	return "object", name
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// generated compares the part of a page between two marks with what it should
// be, or writes it there with -update.
func generated(t *testing.T, page, mark, want string) {
	t.Helper()
	begin, end := "<!-- "+mark+": made from the code by make golden -->\n", "<!-- end of "+mark+" -->"
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(data), begin)
	got, after, ends := strings.Cut(rest, end)
	if !found || !ends {
		t.Fatalf("%s lacks the marks %q and %q", page, begin, end)
	}
	if *update {
		if err := os.WriteFile(page, []byte(before+begin+"\n"+want+"\n"+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(got, "\n"+want+"\n"); diff != "" {
		t.Errorf("%s differs from the code (make golden writes it; -page +code):\n%s", page, diff)
	}
}

var variable = regexp.MustCompile(`\bSECURESCORE_[A-Z_]+\b`)

// Every variable that the programs read stands on the page of the environment,
// and every one that stands there is read.
func TestReferenceOfTheEnvironment(t *testing.T) {
	read := map[string]bool{}
	for _, name := range sources(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variable.FindAllString(string(data), -1) {
			read[v] = true
		}
	}
	page, err := os.ReadFile("docs/reference/environment.md")
	if err != nil {
		t.Fatal(err)
	}
	described := variable.FindAllString(string(page), -1)
	for v := range read {
		if !slices.Contains(described, v) {
			t.Errorf("docs/reference/environment.md does not have %s", v)
		}
	}
	for _, v := range described {
		if !read[v] {
			t.Errorf("docs/reference/environment.md has %s, which nothing reads", v)
		}
	}
}
