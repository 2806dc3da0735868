package tree

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// complaints are the library's messages, and what is said in their place. Those
// of an opening are about the place where something opens.
var complaints = []struct {
	part, text string
	opening    bool
}{
	{"exceeded max depth", tooDeep, false},
	{"unknown escape", invalid + "an unknown escape after a backslash; in single quotes backslashes are plain", false},
	{"invalid Unicode character", invalid + "an escape that is no character: write the character itself", false},
	{"cannot start any token", invalid + "a value cannot begin with this character: put it in quotes", false},
	{"mapping values", invalid + misplacedColon, false},
	{"expected key", invalid + "a key is expected here: check the indentation, and quotes that end too early", false},
	{"expected '-'", invalid + misplacedKey, false},
	{"<document start>", invalid + "the document has ended before this place", false},
	{"expected ':'", invalid + "this key has no colon", true},
	{"expected ','", invalid + unclosed, true},
	{"expected node content", invalid + "a value is expected here: check the brackets and commas", false},
	{"unexpected end of stream", invalid + "the quote that opens here is not closed", true},
}

const (
	invalid        = "not valid YAML: "
	unclosed       = "the bracket that opens here is not closed, or a comma is missing, or a text with : or # is not in quotes"
	misplacedColon = "a colon cannot stand here: check the indentation, or put the text in quotes"
	misplacedKey   = "a dash (-) is expected here: check the indentation"
)

// syntaxFault says what the library complains of. Its own messages may repeat a
// part of the document.
func syntaxFault(doc []byte, err error) *Fault {
	f := &Fault{1, 1, "not valid YAML here"}
	var syntax *yaml.LoadError
	if !errors.As(err, &syntax) {
		return f
	}
	syntax = withBracket(doc, syntax)
	at := syntax.Mark
	for _, c := range complaints {
		if strings.Contains(syntax.Message, c.part) {
			f.Message = c.text
			if c.opening {
				at = syntax.ContextMark
			}
			break
		}
	}
	f.Line, f.Column = max(at.Line, 1), max(at.Column, 1)
	lines := bytes.Split(doc, []byte("\n"))
	for _, usual := range []func([][]byte, *Fault) *Fault{tabbed, variable, commented, joined, outOfStep} {
		if better := usual(lines, f); better != nil {
			return better
		}
	}
	return f
}

// line is a line of the document by its number, from 1.
func line(lines [][]byte, number int) []byte {
	if number < 1 || number > len(lines) {
		return nil
	}
	return lines[number-1]
}

// tabbed is a tab where YAML allows blanks only.
func tabbed(lines [][]byte, f *Fault) *Fault {
	if rest := line(lines, f.Line); f.Column <= len(rest) && rest[f.Column-1] == '\t' {
		return &Fault{f.Line, f.Column, invalid + "a tab cannot stand here; indent with spaces"}
	}
	return nil
}

// variable is ${NAME}, whose braces mean something else in YAML.
func variable(lines [][]byte, f *Fault) *Fault {
	if at := bytes.Index(line(lines, f.Line), []byte("${")); at >= 0 {
		return &Fault{f.Line, at + 1, invalid + "variables are not expanded: write env://NAME for an environment variable"}
	}
	return nil
}

// commented is a line whose bracket ends in a comment: [#security].
func commented(lines [][]byte, f *Fault) *Fault {
	if !strings.HasSuffix(f.Message, unclosed) {
		return nil
	}
	text := line(lines, f.Line)
	if at := comment(text); at >= 0 && bytes.ContainsAny(text[at:], "]}") {
		return &Fault{f.Line, at + 1, invalid + commentedOut}
	}
	return nil
}

// commentedOut says what became of a text within brackets that begins with #.
const commentedOut = `a # after a space begins a comment, so the bracket before it is not closed: ` +
	`put the text in quotes, as in "#security"`

// comment is the offset of the # that begins the line's comment; -1 without
// one.
func comment(text []byte) int {
	quote := byte(0)
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#' && i > 0 && (text[i-1] == ' ' || text[i-1] == '\t'):
			return i
		}
	}
	return -1
}

// joined is a key or a dash without the space after it, which YAML takes for a
// text: store:file://data or -name: contoso. The library complains of the line
// after it.
func joined(lines [][]byte, f *Fault) *Fault {
	if !strings.HasSuffix(f.Message, misplacedColon) {
		return nil
	}
	for _, number := range []int{f.Line, before(lines, f.Line)} {
		text := line(lines, number)
		if at := joinedKey().FindSubmatchIndex(text); at != nil {
			return &Fault{number, at[3] + 1, invalid + "a space is missing after this colon"}
		}
		if at := joinedDash().FindIndex(text); at != nil {
			return &Fault{number, at[1] - 1, invalid + "a space is missing after this dash"}
		}
	}
	return nil
}

var (
	joinedKey  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*(?:- +)?([A-Za-z]+):[^\s:]`) })
	joinedDash = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*-[A-Za-z]`) })
)

// before is the number of the line with text before a line; 0 without one.
func before(lines [][]byte, number int) int {
	for number--; number > 0; number-- {
		text := bytes.TrimSpace(line(lines, number))
		if len(text) > 0 && text[0] != '#' {
			return number
		}
	}
	return 0
}

// outOfStep is a line that begins in another column than its neighbours.
func outOfStep(lines [][]byte, f *Fault) *Fault {
	misplaced := strings.HasSuffix(f.Message, misplacedColon) || strings.HasSuffix(f.Message, misplacedKey) ||
		strings.Contains(f.Message, "a key is expected")
	above := before(lines, f.Line)
	here, there := indent(line(lines, f.Line)), indent(line(lines, above))
	if !misplaced || above == 0 || here == there {
		return nil
	}
	return &Fault{f.Line, here + 1, fmt.Sprintf(invalid+"this line is indented by %s, and line %d by %s: keys that belong "+
		"together begin in the same column, and those of the next level two spaces further", spaces(here), above, spaces(there))}
}

func indent(text []byte) int { return len(text) - len(bytes.TrimLeft(text, " ")) }

func spaces(n int) string {
	if n == 1 {
		return "1 space"
	}
	return fmt.Sprintf("%d spaces", n)
}
