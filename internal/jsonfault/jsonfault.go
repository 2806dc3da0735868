// Package jsonfault says in words why a text is not JSON, and where.
//
// It is for documents that people write by hand: the configuration and the
// event. Package encoding/json names a character and a state of its parser;
// Find names the usual mistake and its fix, such as a comma before a closing
// bracket. It decodes nothing. No text of it repeats a part of the document,
// because any part may be a secret.
package jsonfault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fault is the first place where a text stops being JSON.
type Fault struct {
	Offset int    // of the place, in bytes
	Text   string // what is wrong there and what to do
}

// Place is the line and the column of an offset in bytes, both from 1, the
// column in characters.
func Place(doc []byte, offset int) (line, column int) {
	before := doc[:min(max(offset, 0), len(doc))]
	line = bytes.Count(before, []byte("\n")) + 1
	return line, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

// Find returns nil where the text is JSON.
func Find(doc []byte) *Fault {
	if f := Encoding(doc); f != nil {
		return f
	}
	err := json.Unmarshal(doc, new(json.RawMessage))
	if err == nil {
		return nil
	}
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return &Fault{0, "this is not JSON"}
	}
	if syntax.Offset >= int64(len(doc)) && strings.HasPrefix(syntax.Error(), "unexpected end") {
		return unended(doc)
	}
	return (&finder{doc: doc, at: int(max(syntax.Offset-1, 0)), state: syntax.Error()}).fault()
}

// Encoding is the first place that is not UTF-8 text.
func Encoding(doc []byte) *Fault {
	const fix = "save the file as UTF-8"
	switch {
	case bytes.HasPrefix(doc, []byte("\xff\xfe")), bytes.HasPrefix(doc, []byte("\xfe\xff")):
		return &Fault{0, "the file is UTF-16 text, as Windows PowerShell writes it with >: " + fix}
	case utf8.Valid(doc):
		return nil
	}
	for at := 0; at < len(doc); {
		r, size := utf8.DecodeRune(doc[at:])
		if r == utf8.RuneError && size == 1 {
			return &Fault{at, "this line is not UTF-8 text: " + fix}
		}
		at += size
	}
	return nil
}

// finder explains a fault of which the parser's state is known.
type finder struct {
	doc   []byte
	at    int    // offset of the character that the parser did not expect
	state string // the parser's message, which ends in what it was reading
}

// states are what the parser was reading where that alone says what is wrong.
var states = []struct{ reading, what string }{
	{"max depth", "the brackets are nested too deeply"},
	{"in string escape", `a backslash in a text is written twice: \\`},
	{"in string literal", "a text ends in the line in which it begins: check its quotes, and write a line break as " +
		`\n, a tab as \t`},
}

func (f *finder) fault() *Fault {
	for _, s := range states {
		if strings.Contains(f.state, s.reading) {
			return f.says(s.what)
		}
	}
	c, _ := utf8.DecodeRune(f.doc[f.at:])
	switch {
	case c == '/' || c == '#':
		return f.says("JSON has no comments: remove this one")
	case strings.ContainsRune("'`´‘’“”„«»", c):
		return f.says(`JSON has names and texts in straight double quotes ("), no others: replace these quotes`)
	case c == ',' && strings.Contains(f.state, "looking for beginning"):
		return f.says("a comma stands here with nothing before it: remove it")
	case c == '}' || c == ']':
		return f.closing(c)
	}
	return f.misplaced(c)
}

// closing is what is wrong with a closing bracket, or in front of it.
func (f *finder) closing(bracket rune) *Fault {
	before := bytes.TrimRight(f.doc[:f.at], " \t\r\n")
	switch last := len(before) - 1; {
	case bytes.HasSuffix(before, []byte(",")):
		return &Fault{last, "nothing follows this comma: remove it"}
	case bytes.HasSuffix(before, []byte(":")):
		return &Fault{last, "a value is missing after this colon"}
	case strings.HasSuffix(f.state, "after array element"), strings.HasSuffix(f.state, "after object key:value pair"),
		strings.HasSuffix(f.state, "after top-level value"):
		return f.wrongBracket()
	}
	return f.misplaced(bracket)
}

// misplaced is what is wrong with a character that begins something.
func (f *finder) misplaced(c rune) *Fault {
	const unquoted = `a text is in double quotes ("); only true, false, null and numbers are not, in small letters`
	switch digits := f.at > 0 && isDigit(rune(f.doc[f.at-1])); {
	case digits && isDigit(c):
		return &Fault{f.at - 1, "a number does not begin with 0: remove this 0"}
	case digits && strings.Contains(f.state, " after ") && (unicode.IsLetter(c) || strings.ContainsRune("-:", c)):
		return f.says(unquoted)
	case strings.Contains(f.state, "after top-level"):
		return f.says("the document has ended before this place: remove what follows, or check the brackets before it")
	case strings.Contains(f.state, "object key string"):
		return f.says(`the name of a field is expected here, in double quotes ("), with a colon after it`)
	case strings.HasSuffix(f.state, "after object key"):
		return f.says("a colon (:) is missing between the name of the field and its value")
	case strings.Contains(f.state, "after object key:value"), strings.Contains(f.state, "after array"):
		return f.says("a comma is missing before this place")
	case strings.Contains(f.state, "numeric literal"):
		return f.says("a number has plain decimal digits, and a point before the fraction")
	case unicode.IsLetter(c), strings.Contains(f.state, "in literal"):
		return f.says(unquoted)
	}
	return f.says("an unexpected character: a value is expected here")
}

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

// wrongBracket is a closing bracket of the wrong kind.
func (f *finder) wrongBracket() *Fault {
	open := opened(f.doc[:f.at])
	if len(open) == 0 {
		return f.says("this bracket closes none that is open: remove it")
	}
	at := open[len(open)-1]
	line, _ := Place(f.doc, at)
	return f.says(fmt.Sprintf("the %c of line %d is open here, so %s has to close it first",
		f.doc[at], line, closer(f.doc[at])))
}

func (f *finder) says(text string) *Fault { return &Fault{f.at, text} }

// unended is a document whose end is missing.
func unended(doc []byte) *Fault {
	if len(bytes.TrimSpace(doc)) == 0 {
		return &Fault{0, "the document is empty"}
	}
	open := opened(doc)
	end := len(bytes.TrimRight(doc, " \t\r\n"))
	if len(open) == 0 {
		return &Fault{end, "the document ends before its value is complete"}
	}
	at := open[len(open)-1]
	if doc[at] == '"' {
		return &Fault{at, `the text that begins here has no closing quote (")`}
	}
	return &Fault{at, fmt.Sprintf("this %c is not closed: %s is missing before the end of the document",
		doc[at], closer(doc[at]))}
}

func closer(bracket byte) string {
	if bracket == '[' {
		return "]"
	}
	return "}"
}

// opened are the offsets of the brackets that are open at the end of the text,
// and last that of the quote of a text that is.
func opened(doc []byte) []int {
	var open []int
	quote := -1
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; {
		case quote >= 0 && c == '\\':
			i++
		case c == '"' && quote >= 0:
			quote = -1
		case quote >= 0:
		case c == '"':
			quote = i
		case c == '{' || c == '[':
			open = append(open, i)
		case (c == '}' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if quote >= 0 {
		open = append(open, quote)
	}
	return open
}
