package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestReference writes docs/reference/command-line.md from the grammar with
// -update, and fails where the two differ or something has no help.
func TestReference(t *testing.T) {
	t.Parallel()
	var cli commandLine
	parser, err := cli.parser()
	if err != nil {
		t.Fatal(err)
	}
	page := &referencePage{t: t}
	page.write("# Command line\n\n<!-- Written by `make golden` from cmd/securescore. -->\n\n")
	page.text(description())
	page.write("## Flags of every command\n\n")
	page.flags(parser.Model.Flags)
	page.commands(parser.Model.Node)
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
	t *testing.T
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

// commands writes a section for each command below the node.
func (r *referencePage) commands(node *kong.Node) {
	for _, c := range node.Children {
		r.help(c.Path(), c.Help)
		if len(c.Children) > 0 {
			r.commands(c)
			continue
		}
		r.write("## %s\n\n", c.FullPath())
		r.text(c.Help)
		r.text(c.Detail)
		if len(c.Positional) > 0 {
			r.write("| argument | meaning |\n|---|---|\n")
			for _, a := range c.Positional {
				r.help(c.Path()+" "+a.Name, a.Help)
				r.write("| `%s` | %s |\n", a.Summary(), a.Help)
			}
			r.write("\n")
		}
		if len(c.Flags) > 0 {
			r.flags(c.Flags)
		}
	}
}

func (r *referencePage) flags(flags []*kong.Flag) {
	r.write("| flag | default | meaning |\n|---|---|---|\n")
	for _, f := range flags {
		r.help("--"+f.Name, f.Help)
		name, defaults := "`--"+f.Name, f.Default
		if f.Tag.Negatable != "" {
			name = "`--[no-]" + f.Name
		}
		if !f.IsBool() {
			name += "=" + f.FormatPlaceHolder()
		}
		if f.Short != 0 {
			name = fmt.Sprintf("`-%c`, ", f.Short) + name
		}
		if defaults != "" {
			defaults = "`" + defaults + "`"
		}
		means := f.Help
		if f.IsSlice() {
			means += " May be repeated."
		}
		r.write("| %s` | %s | %s |\n", name, defaults, means)
	}
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
	found := 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, call := range lookup.FindAllStringSubmatch(string(source), -1) {
			found++
			if !slices.Contains(listed, constants[call[1]]) {
				t.Errorf("%s looks up %s, which the page does not list", name, call[1])
			}
		}
	}
	if found < len(listed) {
		t.Errorf("%d variables are looked up, %d are listed", found, len(listed))
	}
}
