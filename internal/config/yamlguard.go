package config

import (
	"bytes"
	"errors"
	"io"

	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// What goccy/go-yaml v1.19.2 takes badly, measured: blank lines in a block scalar cost the square of their number (128 KB
// of them: 74 s), and so do tabs, scanning on after an invalid character, and documents in one file; keys of one block
// mapping are parsed by recursion and copied once a level (1 MB: a minute); nesting is recursion without a limit, which
// ends the process beyond recovery.
const (
	maxBlankRun = 100
	maxTabs     = 2_000
	maxKeys     = 2_000 // of one block mapping; no mapping of this document has more than a dozen
)

// tokenize is lexer.Tokenize, except that it stops where the text is no YAML or would cost the parser too much.
func tokenize(doc []byte) (token.Tokens, *fault) {
	if f := checkLines(doc); f != nil {
		return nil, f
	}
	var s scanner.Scanner
	s.Init(string(doc))
	var tokens token.Tokens
	var g treeGuard
	for {
		found, err := s.Scan()
		if errors.Is(err, io.EOF) {
			return tokens, nil
		}
		tokens.Add(found...)
		for _, t := range found {
			if t.Type == token.InvalidType {
				return nil, yamlFault(t.Error, t)
			}
			if message := g.next(t); message != "" {
				return nil, &fault{max(t.Position.Line, 1), max(t.Position.Column, 1), message}
			}
		}
		if err != nil {
			return nil, yamlFault("", nil)
		}
	}
}

// checkLines refuses too many blank lines in a row, too many tabs, and carriage returns for line ends.
func checkLines(doc []byte) *fault {
	line, run, tabs := 0, 0, 0
	for rest := range bytes.Lines(doc) {
		line++
		run++
		if len(bytes.TrimSpace(rest)) > 0 {
			run = 0
		}
		if run > maxBlankRun {
			return &fault{line, 1, "more than 100 blank lines in a row"}
		}
		if tabs += bytes.Count(rest, []byte("\t")); tabs > maxTabs {
			return &fault{line, 1, "more than 2000 tabs up to here"}
		}
		if bytes.ContainsRune(bytes.TrimSuffix(rest, []byte("\r\n")), '\r') {
			return &fault{line, 1, "a carriage return stands here without a line feed"}
		}
	}
	return nil
}

// treeGuard follows the tokens and counts what nests.
type treeGuard struct {
	tokens    int
	content   bool // something other than comments and directives was there
	line      int
	directive int // the line of the last directive, whose values are tokens too
	begin     *token.Token
	flow      int // brackets that are open
	openers   int // what nests in one line without brackets
	keys      []column
}

// column counts the keys of the mapping that is open at a column. Columns grow from the root to the leaf.
type column struct{ at, keys int }

// next is what is wrong with a document in which this token comes next, or empty.
func (g *treeGuard) next(t *token.Token) string {
	if t.Position == nil {
		t.Position = &token.Position{Line: 1, Column: 1}
	}
	if t.Position.Line != g.line {
		g.line, g.openers, g.begin = t.Position.Line, 0, t
		g.close(t.Position.Column)
	}
	switch t.Type {
	case token.CommentType:
		return ""
	case token.DirectiveType:
		g.directive = g.line
	case token.DocumentHeaderType:
		if g.content {
			return secondDocument
		}
	case token.MappingStartType, token.SequenceStartType:
		g.flow++
	case token.MappingEndType, token.SequenceEndType:
		g.flow--
	case token.MappingKeyType:
		return "keys that begin with ? are not understood: leave the question mark out, or put it in quotes"
	case token.SequenceEntryType, token.TagType, token.AnchorType:
		g.openers++
	case token.MappingValueType:
		if t.Prev != nil && t.Prev.Position != nil && g.key(t.Prev) > maxKeys {
			return "more than 2000 keys in one mapping"
		}
	}
	g.content = g.content || g.line != g.directive
	g.tokens++
	if g.flow > maxDepth || g.openers > 4*maxDepth || len(g.keys) > 4*maxDepth || g.tokens > 4*maxValues {
		return "the document is nested too deeply, or too large"
	}
	return ""
}

// close ends the mappings to the right of where a line begins.
func (g *treeGuard) close(begin int) {
	for len(g.keys) > 0 && g.keys[len(g.keys)-1].at > begin {
		g.keys = g.keys[:len(g.keys)-1]
	}
}

// key counts a key and is the number of those in its mapping.
func (g *treeGuard) key(t *token.Token) int {
	if g.flow > 0 && t != g.begin {
		return 0 // the parser reads what stands between brackets in a loop, but for keys that are lined up
	}
	at := t.Position.Column
	g.close(at)
	if n := len(g.keys); n > 0 && g.keys[n-1].at == at {
		g.keys[n-1].keys++
		return g.keys[n-1].keys
	}
	g.keys = append(g.keys, column{at, 1})
	return 1
}
