package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a document, and its place.
type Problem struct {
	Document     string // as given to Parse
	Line, Column int    // from 1, in characters
	Path         string // of the field, like tenants[0].auth; empty for the document as a whole
	Message      string // one line without any value of the document
}

// String is one line in the form that editors can jump to:
// document:line:column: path: message.
func (p Problem) String() string {
	place := fmt.Sprintf("%s:%d:%d: ", p.Document, p.Line, p.Column)
	if p.Path == "" {
		return place + p.Message
	}
	return place + p.Path + ": " + p.Message
}

// Problems are everything that is wrong with a document, in its order.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Temporary says that it is no use to read the same document again.
func (ps Problems) Temporary() bool { return false }

// sorted is the problems in the document's order, each once: an alias repeats
// one place under several paths, and what the top level lacks is missing for
// each tenant.
func (ps Problems) sorted() Problems {
	slices.SortFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	type mistake struct {
		line, column int
		key, message string
	}
	seen := map[mistake]bool{}
	return slices.DeleteFunc(ps, func(p Problem) bool {
		m := mistake{p.Line, p.Column, p.Path[strings.LastIndexByte(p.Path, '.')+1:], p.Message}
		again := seen[m]
		seen[m] = true
		return again
	})
}
