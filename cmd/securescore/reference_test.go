package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

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
