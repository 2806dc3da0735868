package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change to one function.
type mutant struct {
	function *function
	from, to int    // what is changed, as offsets in the file
	text     string // what it becomes
	place    string // file:line
	key      string // the function, the line and the change; unique in the package
	survives bool
}

type function struct {
	file string // the name of its file
	text string // of the whole file
	decl *ast.FuncDecl
	fset *token.FileSet

	packageName string
}

var swaps = map[token.Token][]token.Token{
	token.LSS: {token.LEQ, token.GEQ}, token.LEQ: {token.LSS, token.GTR},
	token.GTR: {token.GEQ, token.LEQ}, token.GEQ: {token.GTR, token.LSS},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL}, token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.REM: {token.MUL},
	token.MUL: {token.QUO}, token.QUO: {token.MUL}, token.INC: {token.DEC}, token.DEC: {token.INC},
	token.ADD_ASSIGN: {token.SUB_ASSIGN}, token.SUB_ASSIGN: {token.ADD_ASSIGN},
}

// find lists the mutants of all functions of a package.
func find(dir string) ([]*mutant, error) {
	fset := token.NewFileSet()
	var mutants []*mutant
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(fset, path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if decl, ok := d.(*ast.FuncDecl); ok && changeable(decl) {
				f := &function{filepath.Base(path), string(text), decl, fset, file.Name.Name}
				mutants = append(mutants, f.mutants()...)
			}
		}
	}
	seen := map[string]int{}
	for _, m := range mutants {
		if seen[m.key]++; seen[m.key] > 1 {
			m.key += fmt.Sprintf(" (%d)", seen[m.key])
		}
	}
	return mutants, nil
}

func (f *function) at(p token.Pos) int { return f.fset.Position(p).Offset }

func (f *function) source(from, to token.Pos) string { return f.text[f.at(from):f.at(to)] }

// mutants lists the mutants of the function in the order of its text.
func (f *function) mutants() []*mutant {
	c := changes{function: f}
	ast.Inspect(f.decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			c.swap(n.OpPos, n.Op)
		case *ast.AssignStmt:
			c.swap(n.TokPos, n.Tok)
		case *ast.IncDecStmt:
			c.swap(n.TokPos, n.Tok)
		case *ast.UnaryExpr:
			c.dropSign(n)
		case *ast.BasicLit:
			c.increase(n)
		case *ast.IfStmt:
			c.negate(n.Cond)
		case *ast.BlockStmt:
			c.dropStatements(n.List)
		case *ast.CaseClause:
			for _, e := range n.List {
				c.negate(e) // does not compile where it is no condition
			}
			c.dropStatements(n.Body)
		}
		return true
	})
	return c.mutants
}

// changes collects the mutants of a function.
type changes struct {
	*function
	mutants []*mutant
}

func (c *changes) add(from, to token.Pos, text string) {
	line := c.fset.Position(from).Line
	whole, _, _ := strings.Cut(strings.Split(c.text, "\n")[line-1], " //")
	old, _, _ := strings.Cut(c.source(from, to), "\n")
	key := fmt.Sprintf("%s: %s: %s  =>  %s", c.decl.Name.Name, strings.TrimSpace(whole), old, text)
	if text == "" {
		key = fmt.Sprintf("%s: %s: without %s", c.decl.Name.Name, strings.TrimSpace(whole), old)
	}
	place := fmt.Sprintf("%s:%d", c.file, line)
	c.mutants = append(c.mutants, &mutant{c.function, c.at(from), c.at(to), text, place, key, false})
}

func (c *changes) swap(at token.Pos, op token.Token) {
	for _, other := range swaps[op] {
		c.add(at, at+token.Pos(len(op.String())), other.String())
	}
}

// negate turns a condition round. Of a comparison, swap does that.
func (c *changes) negate(e ast.Expr) {
	if b, ok := e.(*ast.BinaryExpr); ok && len(swaps[b.Op]) > 0 && b.Op != token.LAND && b.Op != token.LOR {
		return
	}
	c.add(e.Pos(), e.End(), "!("+c.source(e.Pos(), e.End())+")")
}

func (c *changes) dropSign(e *ast.UnaryExpr) {
	if e.Op == token.NOT || e.Op == token.SUB {
		c.add(e.OpPos, e.OpPos+1, "")
	}
}

func (c *changes) increase(l *ast.BasicLit) {
	if l.Kind == token.INT || l.Kind == token.FLOAT {
		c.add(l.Pos(), l.End(), "("+l.Value+"+1)")
	}
}

// dropStatements leaves out one statement at a time, but no declaration.
func (c *changes) dropStatements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				c.add(s.Pos(), s.End(), "")
			}
		case *ast.BranchStmt:
			c.add(s.Pos(), s.End(), "")
			if s.Tok == token.CONTINUE {
				c.add(s.Pos(), s.End(), "break")
			}
		case *ast.IncDecStmt, *ast.ExprStmt, *ast.ReturnStmt:
			c.add(s.Pos(), s.End(), "")
		}
	}
}

// changeable says whether the function can call a copy of itself: it is neither
// init nor main, and its receiver and all its parameters have names.
func changeable(decl *ast.FuncDecl) bool {
	if decl.Body == nil || decl.Name.Name == "init" || decl.Name.Name == "main" {
		return false
	}
	var fields []*ast.Field
	for _, list := range []*ast.FieldList{decl.Recv, decl.Type.Params} {
		if list != nil {
			fields = append(fields, list.List...)
		}
	}
	return !slices.ContainsFunc(fields, func(f *ast.Field) bool {
		return len(f.Names) == 0 || slices.ContainsFunc(f.Names, func(n *ast.Ident) bool { return n.Name == "_" })
	})
}
