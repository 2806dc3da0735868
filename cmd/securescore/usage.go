package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// printHelp prints what a command does, its arguments, flags and commands, in
// lines of at most width columns.
func printHelp(of *cobra.Command, arguments []argument, width int) {
	h := helpText{of.OutOrStdout(), width}
	h.line("Usage: %s", usageOf(of))
	h.paragraphs(of.Short)
	h.paragraphs(of.Long)
	h.rows("Arguments:", argumentRows(arguments))
	h.rows("Commands:", commandRows(of))
	title := "Flags:"
	if of.HasParent() {
		h.rows("Flags:", flagRows(ownFlags(of)))
		title = "Flags of every command:"
	}
	h.rows(title, flagRows(of.Root().PersistentFlags()))
	if !of.HasParent() {
		h.line("")
		h.line("%s", `Run "securescore <command> --help" for more information on a command.`)
	}
}

// ownFlags are the flags that other commands do not have, in their order.
func ownFlags(of *cobra.Command) *pflag.FlagSet {
	set := of.LocalNonPersistentFlags()
	set.SortFlags = false
	return set
}

// usageOf is the form of a command.
func usageOf(of *cobra.Command) string {
	path := of.CommandPath()
	if of.HasSubCommands() {
		return path + " <command> [flags]"
	}
	_, arguments, found := strings.Cut(of.Use, " ")
	if found {
		path += " " + arguments
	}
	return path + " [flags]"
}

// helpText writes help.
type helpText struct {
	io.Writer
	width int
}

func (h helpText) line(format string, args ...any) { fmt.Fprintf(h, format+"\n", args...) }

// paragraphs writes a text after an empty line. Its indented lines stay as they
// are.
func (h helpText) paragraphs(text string) {
	if text == "" {
		return
	}
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		h.line("")
		if strings.HasPrefix(paragraph, "  ") {
			h.line("%s", "  "+strings.ReplaceAll(paragraph, "\n", "\n  "))
			continue
		}
		for _, line := range wrap(paragraph, h.width) {
			h.line("%s", line)
		}
	}
}

// row is a name and what it means.
type row struct{ name, means string }

// widestFlag is how wide names may be; a wider one has its meaning below it.
const widestFlag = 28

func (h helpText) rows(title string, rows []row) {
	if len(rows) == 0 {
		return
	}
	h.line("")
	h.line("%s", title)
	width := 0
	for _, r := range rows {
		if len(r.name) <= widestFlag {
			width = max(width, len(r.name))
		}
	}
	indent := strings.Repeat(" ", 2+width+4)
	for _, r := range rows {
		lines := wrap(r.means, h.width-len(indent))
		if len(r.name) > width {
			h.line("  %s", r.name)
		} else {
			h.line("  %-*s    %s", width, r.name, lines[0])
			lines = lines[1:]
		}
		for _, line := range lines {
			h.line("%s%s", indent, line)
		}
	}
}

func argumentRows(list []argument) (rows []row) {
	for _, a := range list {
		means := a.help
		if a.rest != nil {
			means += " May be repeated."
		}
		rows = append(rows, row{a.String(), means})
	}
	return rows
}

func flagRows(set *pflag.FlagSet) (rows []row) {
	set.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			rows = append(rows, row{flagName(f), meaningOf(f)})
		}
	})
	return rows
}

// flagName is a flag with its letter and its value: -o, --out=FILE.
func flagName(f *pflag.Flag) string {
	name := "    --"
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", --"
	}
	if isNegatable(f) {
		name += "[no-]"
	}
	name += f.Name
	if value := placeholderOf(f); value != "" {
		name += "=" + value
	}
	if isList(f) {
		name += ",..."
	}
	return name
}

// isList says whether a flag may be repeated.
func isList(f *pflag.Flag) bool { return f.Value.Type() == "stringSlice" }

// meaningOf is a flag's help with its default.
func meaningOf(f *pflag.Flag) string {
	means := f.Usage
	if preset := defaultOf(f); preset != "" {
		means += " Default: " + preset + "."
	}
	if isList(f) {
		means += " May be repeated."
	}
	return means
}

// commandRows are the commands below one; of a group its own.
func commandRows(of *cobra.Command) (rows []row) {
	for _, c := range of.Commands() {
		switch {
		case c.Hidden:
		case c.HasSubCommands():
			rows = append(rows, commandRows(c)...)
		default:
			rows = append(rows, row{strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" "), c.Short})
		}
	}
	return rows
}
