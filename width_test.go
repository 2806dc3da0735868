package repository_test

import (
	"go/scanner"
	"go/token"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	codeWidth    = 120 // columns of a line of code
	commentWidth = 80  // columns of a line of a comment, without its indent
)

// Lines are at most as wide as CONTRIBUTING.md says. A string literal stays in
// one piece, so that it can be searched for: a line may be as long as its
// longest literal makes it. So may a comment with an address or an example.
func TestWidth(t *testing.T) {
	for _, path := range sources(t) {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range tooWide(path, source) {
			t.Errorf("%s:%d is too wide", path, line)
		}
	}
}

func TestTooWide(t *testing.T) {
	long := strings.Repeat("x", codeWidth)
	for _, test := range []struct {
		name, line string
		wide       bool
	}{
		{"code", "var " + long + " int", true},
		{"literal", `var x = "` + long + `"`, false},
		{"literal and much code", "var " + long + ` = "` + long + `"`, true},
		{"comment", "// " + long, true},
		{"comment of 80", "// " + long[:77], false},
		{"comment of 81", "// " + long[:78], true},
		{"address", "// https://" + long, false},
		{"example", "//\t" + long, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := len(tooWide("x.go", []byte("package x\n\n"+test.line+"\n"))) > 0; got != test.wide {
				t.Errorf("too wide: %v", got)
			}
		})
	}
}

// tooWide are the numbers of the lines of a Go file that are too wide.
func tooWide(name string, source []byte) []int {
	literals, comments := tokensByLine(name, source)
	var wide []int
	for i, line := range strings.Split(string(source), "\n") {
		n := i + 1
		columns := utf8.RuneCountInString(line)
		if literals[n] > codeWidth/3 {
			columns -= literals[n]
		}
		comment := comments[n] && !strings.Contains(line, "://") && !strings.Contains(line, "//\t")
		if comment && utf8.RuneCountInString(strings.TrimLeft(line, "\t")) > commentWidth {
			wide = append(wide, n)
		} else if !comments[n] && columns > codeWidth {
			wide = append(wide, n)
		}
	}
	return wide
}

// tokensByLine are the columns that the longest literal of each line takes, and
// the lines that are comments from their start.
func tokensByLine(name string, source []byte) (map[int]int, map[int]bool) {
	literals, comments := map[int]int{}, map[int]bool{}
	set := token.NewFileSet()
	file := set.AddFile(name, -1, len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, scanner.ScanComments)
	last := 0
	for {
		pos, tok, text := s.Scan()
		line := set.Position(pos).Line
		switch tok {
		case token.EOF:
			return literals, comments
		case token.COMMENT:
			comments[line] = line != last
		case token.STRING:
			for i, part := range strings.Split(text, "\n") {
				literals[line+i] = max(literals[line+i], utf8.RuneCountInString(part))
			}
		}
		last = line
	}
}
