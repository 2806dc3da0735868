package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestReference writes docs/reference/command-line.md from the grammar with
// -update, and fails where the two differ or something has no help.
func TestReference(t *testing.T) {
	t.Parallel()
	var cli commandLine
	root := cli.tree(process{}, new(choice))
	page := &referencePage{t: t, cli: &cli}
	page.write("# Command line\n\n<!-- Written by `make golden` from cmd/securescore. -->\n\n")
	page.text(description())
	page.write("## Flags of every command\n\n")
	page.flags(root.PersistentFlags())
	page.commands(root)
	page.write("## Environment\n\n| variable | meaning |\n|---|---|\n")
	for _, v := range environment {
		page.write("| `%s` | %s |\n", v.name, v.means)
	}
	page.write("\n")
	page.text("[environment.md](environment.md) has those of the functions, too.")
	page.write("## Exit codes\n\n| code | meaning |\n|---|---|\n")
	for _, exit := range exits {
		page.write("| %d | %s |\n", exit.code, exit.means)
	}
	golden(t, "../../docs/reference/command-line.md", page.String())
}

type referencePage struct {
	strings.Builder
	t   *testing.T
	cli *commandLine
}

func (r *referencePage) write(format string, args ...any) { fmt.Fprintf(r, format, args...) }

// text writes a help text. Its indented lines are examples.
func (r *referencePage) text(help string) {
	if help == "" {
		return
	}
	for paragraph := range strings.SplitSeq(strings.TrimSpace(strings.ReplaceAll(help, "\n  ", "\n\t")), "\n\n") {
		if strings.HasPrefix(paragraph, "\t") {
			r.write("```\n%s\n```\n\n", strings.ReplaceAll(strings.TrimPrefix(paragraph, "\t"), "\n\t", "\n"))
			continue
		}
		r.write("%s\n\n", strings.Join(wrap(paragraph, columns), "\n"))
	}
}

// commands writes a section for each command below another.
func (r *referencePage) commands(of *cobra.Command) {
	for _, c := range of.Commands() {
		if c.Hidden {
			continue
		}
		r.help(c.CommandPath(), c.Short)
		if c.HasSubCommands() {
			r.commands(c)
			continue
		}
		r.write("## %s\n\n", c.CommandPath())
		r.text(c.Short)
		r.text(c.Long)
		if arguments := r.cli.arguments[c]; len(arguments) > 0 {
			r.write("| argument | meaning |\n|---|---|\n")
			for _, row := range argumentRows(arguments) {
				r.help(c.CommandPath()+" "+row.name, row.means)
				r.write("| `%s` | %s |\n", row.name, row.means)
			}
			r.write("\n")
		}
		if own := ownFlags(c); own.HasAvailableFlags() {
			r.flags(own)
		}
	}
}

func (r *referencePage) flags(set *pflag.FlagSet) {
	r.write("| flag | default | meaning |\n|---|---|---|\n")
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		r.help("--"+f.Name, f.Usage)
		defaults, means := defaultOf(f), f.Usage
		if defaults != "" {
			defaults = "`" + defaults + "`"
		}
		if isList(f) {
			means += " May be repeated."
		}
		name := strings.ReplaceAll(strings.TrimSpace(flagName(f)), ", ", "`, `")
		r.write("| `%s` | %s | %s |\n", name, defaults, means)
	})
	r.write("\n")
}

// help fails where a command, an argument or a flag has no help.
func (r *referencePage) help(of, help string) {
	if help == "" {
		r.t.Errorf("%s has no help", of)
	}
}

// The page lists each variable that the command looks up.
func TestReferenceHasEveryVariable(t *testing.T) {
	t.Parallel()
	var listed []string
	for _, v := range environment {
		listed = append(listed, v.name)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	lookup := regexp.MustCompile(`\blookupEnv\((.*?)\)`)
	constants := map[string]string{
		"configVariable": configVariable, "noColourVariable": noColourVariable, "memoryVariable": memoryVariable,
		"tokenVariable": tokenVariable, "slackVariable": slackVariable,
		"columnsVariable": columnsVariable,
	}
	var read []string
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, call := range lookup.FindAllStringSubmatch(string(source), -1) {
			if !slices.Contains(listed, constants[call[1]]) {
				t.Errorf("%s looks up %s, which the page does not list", name, call[1])
			}
			read = append(read, constants[call[1]])
		}
	}
	for _, name := range listed {
		if !slices.Contains(read, name) {
			t.Errorf("the page lists %s, which nothing looks up", name)
		}
	}
}

// The page of the environment has the same variables of the command line.
func TestEnvironmentPageHasTheCommandLine(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/reference/environment.md")
	if err != nil {
		t.Fatal(err)
	}
	readBy := map[string]string{}
	row := regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\| ([^|]+) \\|")
	for _, row := range row.FindAllStringSubmatch(string(page), -1) {
		readBy[row[1]] = row[2]
	}
	var listed []string
	for _, v := range environment {
		listed = append(listed, v.name)
		if by := readBy[v.name]; by != "all" && !strings.Contains(by, "command line") {
			t.Errorf("the page says %q of what reads %s", by, v.name)
		}
	}
	for name, by := range readBy {
		if strings.Contains(by, "command line") && !slices.Contains(listed, name) {
			t.Errorf("the page says that the command line reads %s, whose help does not list it", name)
		}
	}
}

// The reference lists each exit code that the command returns, and no other.
func TestReferenceHasEveryExitCode(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	returned := map[string]bool{}
	var listed []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ReturnStmt:
				noteExits(returned, n.Results)
			case *ast.AssignStmt:
				noteExits(returned, n.Rhs)
			case *ast.CallExpr:
				if called := types.ExprString(n.Fun); called == "os.Exit" && types.ExprString(n.Args[0]) != "main1(collectLate())" {
					t.Errorf("%s ends the process by itself", name)
				}
			case *ast.CompositeLit: // a row of exits
				if row := map[string]bool{}; len(n.Elts) == 2 && noteExits(row, n.Elts) {
					listed = slices.AppendSeq(listed, maps.Keys(row))
				}
			}
			return true
		})
	}
	slices.Sort(listed)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(returned)), listed); diff != "" {
		t.Errorf("the exit codes (-returned +listed):\n%s", diff)
	}
}

// noteExits notes which of the expressions are exit codes, and says whether any
// is.
func noteExits(noted map[string]bool, list []ast.Expr) (found bool) {
	for _, e := range list {
		if name, ok := e.(*ast.Ident); ok && strings.HasPrefix(name.Name, "exit") && name.Name != "exitCode" {
			noted[name.Name], found = true, true
		}
	}
	return found
}
