package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// chosen is the environment variable that holds the number of a mutant, from 1.
const chosen = "MUTANT"

// write writes the files with the mutants, and the overlay that puts them in
// the place of the originals. A function begins with the choice, on the line of
// its brace; its copies stand at the end of the file. It returns the mutant of
// each line of a copy, by file.
func write(dir, temp string, mutants []*mutant) (map[string]map[int]*mutant, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	lines, texts := map[string]map[int]*mutant{}, map[string]string{}
	for i, m := range mutants {
		f := m.function
		if lines[f.file] == nil {
			texts[f.file], lines[f.file] = f.text, map[int]*mutant{}
		}
		copied := "\n" + f.source(f.decl.Pos(), f.decl.Name.Pos()) + copyName(f, i) +
			f.text[f.at(f.decl.Name.End()):m.from] + m.text + f.text[m.to:f.at(f.decl.End())] + "\n"
		first := strings.Count(texts[f.file], "\n") + 1
		for line := range strings.Count(copied, "\n") {
			lines[f.file][first+line] = m
		}
		texts[f.file] += copied
	}
	cases := ""
	for i, m := range slices.Backward(mutants) { // so that the offsets before it stay
		f := m.function
		cases = fmt.Sprintf("case %d: %s; ", i+1, f.call(copyName(f, i))) + cases
		if i == 0 || mutants[i-1].function != f {
			brace := f.at(f.decl.Body.Lbrace) + 1
			texts[f.file] = texts[f.file][:brace] + " switch chosenMutant { " + cases + "}; " + texts[f.file][brace:]
			cases = ""
		}
	}
	texts["chosen_mutant.go"] = fmt.Sprintf("package %s\n\nimport (\n\t\"os\"\n\t\"strconv\"\n)\n\n"+
		"var chosenMutant, _ = strconv.Atoi(os.Getenv(%q))\n",
		mutants[0].function.packageName, chosen)
	replace := map[string]string{}
	for file, text := range texts {
		replace[filepath.Join(absolute, file)] = filepath.Join(temp, file)
		if err := os.WriteFile(filepath.Join(temp, file), []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, err
	}
	return lines, os.WriteFile(filepath.Join(temp, "overlay.json"), overlay, 0o600)
}

func copyName(f *function, i int) string { return fmt.Sprintf("%s_mutant%d", f.decl.Name.Name, i+1) }

// call is the statement that calls a copy with what the function was called
// with.
func (f *function) call(name string) string {
	if f.decl.Recv != nil {
		name = f.decl.Recv.List[0].Names[0].Name + "." + name
	}
	var arguments []string
	for _, p := range f.decl.Type.Params.List {
		for _, n := range p.Names {
			arguments = append(arguments, n.Name)
		}
		if _, variadic := p.Type.(*ast.Ellipsis); variadic {
			arguments[len(arguments)-1] += "..."
		}
	}
	name += "(" + strings.Join(arguments, ", ") + ")"
	if f.decl.Type.Results == nil {
		return name + "; return"
	}
	return "return " + name
}
