package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// binary is a program of ours, as it is built.
type binary struct {
	name, path string
	systems    []string // each GOOS that it is built for
	tags       string
}

var binaries = []binary{
	{"securescore", "./cmd/securescore", []string{"linux", "darwin", "windows"}, ""},
	{"reporter", "./functions/reporter", []string{"linux"}, "lambda.norpc"},
	{"slashcommand", "./functions/slashcommand", []string{"linux"}, "lambda.norpc"},
}

// module is one that some binary links.
type module struct {
	path, version, dir string
	packages           []string // directories of the packages that are linked
	in                 []string // names of the binaries
}

const listed = `{{with .Module}}{{if not .Main}}{{.Path}}|{{.Version}}|{{.Dir}}|{{$.Dir}}{{end}}{{end}}`

// link asks the go command what the binaries link, in the order of the modules'
// paths.
func link(binaries []binary) ([]*module, error) {
	found := map[string]*module{}
	for _, b := range binaries {
		for _, system := range b.systems {
			list := exec.Command("go", "list", "-deps", "-tags", b.tags, "-f", listed, b.path)
			list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOARCH=arm64", "GOOS="+system)
			out, err := list.Output()
			if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
				return nil, fmt.Errorf("listing what %s links: %s", b.name, exit.Stderr)
			} else if err != nil {
				return nil, fmt.Errorf("listing what %s links: %w", b.name, err)
			}
			for line := range strings.Lines(string(out)) {
				add(found, b.name, strings.Split(strings.TrimSpace(line), "|"))
			}
		}
	}
	var linked []*module
	for _, m := range found {
		slices.Sort(m.packages)
		linked = append(linked, m)
	}
	slices.SortFunc(linked, func(a, b *module) int { return strings.Compare(a.path, b.path) })
	return linked, nil
}

// add takes one package of the go command's list: its module's path, version
// and directory, and its own directory.
func add(found map[string]*module, name string, fields []string) {
	if len(fields) != 4 {
		return // of the standard library, or ours
	}
	m := found[fields[0]]
	if m == nil {
		m = &module{path: fields[0], version: fields[1], dir: fields[2]}
		found[m.path] = m
	}
	if !slices.Contains(m.packages, fields[3]) {
		m.packages = append(m.packages, fields[3])
	}
	if !slices.Contains(m.in, name) {
		m.in = append(m.in, name)
	}
}
