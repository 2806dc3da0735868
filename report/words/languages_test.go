package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
)

// use is where the code writes a message, and with which arguments.
type use struct {
	at        token.Position
	arguments []string
}

// uses are the messages that the code writes, by key.
func uses(t *testing.T) map[string][]use {
	t.Helper()
	set, found := token.NewFileSet(), map[string][]use{}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || name == "words.go" {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			key, arguments, ok := written(n)
			if ok && key == "" {
				t.Errorf("%s: the key is no literal, so no test finds its message", set.Position(n.Pos()))
			} else if ok {
				found[key] = append(found[key], use{set.Position(n.Pos()), arguments})
			}
			return true
		})
	}
	return found
}

// written is the key and the arguments of a call of say, or of a constant of
// type Text.
func written(n ast.Node) (key string, arguments []string, ok bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		call, isMethod := n.Fun.(*ast.SelectorExpr)
		if !isMethod || call.Sel.Name != "say" {
			return "", nil, false
		}
		for i := 1; i < len(n.Args); i += 2 {
			arguments = append(arguments, literal(n.Args[i]))
		}
		slices.Sort(arguments)
		return literal(n.Args[0]), arguments, true
	case *ast.ValueSpec:
		if name, isName := n.Type.(*ast.Ident); isName && name.Name == "Text" && len(n.Values) == 1 {
			return literal(n.Values[0]), nil, true
		}
	}
	return "", nil, false
}

// forScript says whether a message has only those arguments for which the
// page's script puts numbers.
func forScript(u use, arguments []string) bool {
	return len(u.arguments) == 0 && slices.Contains([]string{"all", "all n"}, strings.Join(arguments, " "))
}

func literal(x ast.Expr) string {
	l, ok := x.(*ast.BasicLit)
	if !ok {
		return ""
	}
	text, _ := strconv.Unquote(l.Value)
	return text
}

// Each language has each message that the code writes, with the arguments that
// it gives, and no other message.
func TestMessages(t *testing.T) {
	used := uses(t)
	if len(used) == 0 {
		t.Fatal("no message found")
	}
	for _, l := range report.Languages {
		c, err := read(l)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range c.Keys() {
			arguments, err := c.Arguments(key)
			if err != nil {
				t.Error(err)
			}
			if used[key] == nil {
				t.Errorf("%s: nothing writes %s", l, key)
			}
			for _, u := range used[key] {
				if diff := cmp.Diff(u.arguments, arguments); diff != "" && !forScript(u, arguments) {
					t.Errorf("%s: %s: %s (-given +in the message):\n%s", u.at, l, key, diff)
				}
			}
		}
		for key, list := range used {
			if !slices.Contains(c.Keys(), key) {
				t.Errorf("%s: %s has no %s", list[0].at, l, key)
			}
		}
	}
}

// A select names the same values in each language: a misspelt one would be
// taken for any other.
func TestSelectsNameTheSameValues(t *testing.T) {
	english, err := read(report.English)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range report.Languages {
		c, err := read(l)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range english.Keys() {
			want, err := english.Options(key)
			if err != nil {
				t.Error(err)
			}
			got, err := c.Options(key)
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(want, got); diff != "" && len(got) > 0 {
				t.Errorf("%s: %s (-English +here):\n%s", l, key, diff)
			}
		}
	}
}

// The help names the same commands, to the letter, in each language.
func TestTheHelpNamesTheSameCommands(t *testing.T) {
	commands := func(l report.Language) (list []string) {
		for i, part := range strings.Split(In(report.Locale{}.In(l)).Text(CommandHelp), "`") {
			if i%2 == 1 {
				list = append(list, part)
			}
		}
		return list
	}
	want := commands(report.English)
	for _, l := range report.Languages {
		if diff := cmp.Diff(want, commands(l)); diff != "" || len(want) < 10 {
			t.Errorf("%s: (-English +here):\n%s", l, diff)
		}
	}
}

// Each oddity has words of its own.
func TestOddities(t *testing.T) {
	kinds := []score.OddityKind{
		score.PartialScore, score.PartialCatalogue, score.Unlisted, score.Nameless, score.SentTwice, score.PointsMissing,
		score.AverageLeftOut, score.CatalogueEmpty, score.CatalogueCircle, score.ProfileTwice, score.ProfileNameless,
		score.ProfileMaxMissing, score.Unreadable, score.TooLong,
	}
	c, err := read(report.English)
	if err != nil {
		t.Fatal(err)
	}
	options, err := c.Options("run.oddity")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"kind other"}
	for _, k := range kinds {
		want = append(want, "kind "+string(k))
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, options); diff != "" {
		t.Errorf("(-kinds +in the message):\n%s", diff)
	}
}
