package jsonfault

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestEveryMistakeHasItsPlaceAndItsFix(t *testing.T) {
	for _, tt := range []struct{ name, doc, want string }{
		{"a comma before }", "{\n  \"a\": 1,\n}\n", "2:9: nothing follows this comma: remove it"},
		{"a comma before ]", `{"a": [1, ]}`, "1:9: nothing follows this comma: remove it"},
		{"a comma too many", `{"a": [1,, 2]}`, "1:10: a comma stands here with nothing before it"},
		{"a comma first", `{, "a": 1}`, "1:2: a comma stands here with nothing before it"},
		{"no comma", "{\"a\": 1\n \"b\": 2}", "2:2: a comma is missing before this place"},
		{"no comma in a list", `["a" "b"]`, "1:6: a comma is missing before this place"},
		{"no colon", `{"a" 1}`, "1:6: a colon (:) is missing"},
		{"no value", `{"a": }`, "1:5: a value is missing after this colon"},
		{"a comment", "{\n  // why\n}", "2:3: JSON has no comments"},
		{"a comment after a value", "{\"a\": 1 /* why */}", "1:9: JSON has no comments"},
		{"a comment as in YAML", "# why\n{}", "1:1: JSON has no comments"},
		{"single quotes", `{'a': 1}`, "1:2: JSON has names and texts in straight double quotes"},
		{"single quotes of a value", `{"a": 'b'}`, "1:7: JSON has names and texts in straight double quotes"},
		{"curly quotes", `{“a”: 1}`, "1:2: JSON has names and texts in straight double quotes"},
		{"a name without quotes", `{a: 1}`, "1:2: the name of a field is expected here, in double quotes"},
		{"a decimal comma", `{"a": 0,5}`, "1:9: the name of a field is expected here"},
		{"a value without quotes", `{"a": b}`, "1:7: a text is in double quotes"},
		{"True", `{"a": True}`, "1:7: a text is in double quotes (\"); only true, false, null"},
		{"none", `{"a": none}`, "1:8: a text is in double quotes"},
		{"a line break in a text", "{\"a\": \"b\nc\"}", `1:9: a text ends in the line in which it begins`},
		{"a path of Windows", `{"a": "C:\dir"}`, `1:11: a backslash in a text is written twice: \\`},
		{"a number", `{"a": 1.x}`, "1:9: a number has plain decimal digits"},
		{"no digit after the point", `{"a": 1.}`, "1:9: a number has plain decimal digits"},
		{"no digit after the point in a list", `[1.]`, "1:4: a number has plain decimal digits"},
		{"no digit after the sign", `{"a": -}`, "1:8: a number has plain decimal digits"},
		{"a number that begins with 0", `{"a": 01}`, "1:7: a number does not begin with 0: remove this 0"},
		{"a negative one", `[-00.5]`, "1:3: a number does not begin with 0: remove this 0"},
		{"a date without quotes", `{"a": 2026-11-28}`, "1:11: a text is in double quotes"},
		{"a name alone", `{"deliver"}`, "1:11: a colon (:) is missing between the name of the field and its value"},
		{"a name in a list's bracket", `{"a"]`, "1:5: a colon (:) is missing"},
		{"no comma after 0", `[0 1]`, "1:4: a comma is missing before this place"},
		{"no }", "{\n\"a\": {\"b\": 1}\n", "1:1: this { is not closed: } is missing"},
		{"no ]", "{\"a\": [1,\n 2", "1:7: this [ is not closed: ] is missing"},
		{"no quote", `{"a": "b`, "1:7: the text that begins here has no closing quote"},
		{"the wrong bracket", "{\"a\": [1,\n{\"b\": 2]}", "2:8: the { of line 2 is open here, so } has to close it first"},
		{"a bracket too many", `{"a": 1}}`, "1:9: this bracket closes none that is open: remove it"},
		{"two documents", "{}\n{}", "2:1: the document has ended before this place"},
		{"nothing", " \n", "1:1: the document is empty"},
		{"YAML", "deliver: [slack]", "1:1: a text is in double quotes"},
		{"half a word", `tru`, "1:3: a text is in double quotes"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "1:1: the file is UTF-16 text, as Windows PowerShell writes it with >: save"},
		{"Latin-1", "{\n\"ä\": \"m\xfcll\"}", "2:8: this line is not UTF-8 text: save the file as UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := Find([]byte(tt.doc))
			if f == nil {
				t.Fatal("no fault")
			}
			line, column := Place([]byte(tt.doc), f.Offset)
			if got := fmt.Sprintf("%d:%d: %s", line, column, f.Text); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// A fault is found in every text that encoding/json refuses and in no other but
// those that are not UTF-8, and never outside of the text.
func FuzzFind(f *testing.F) {
	for _, doc := range []string{`{"a": [1, "\u00e4"]}`, "{,}", "[[[", `"a`, "}", "1 2",
		"\"\\", "[1}", "nul", "-", "\xff", "/"} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		fault := Find(doc)
		switch {
		case fault == nil && !json.Valid(doc):
			t.Errorf("%q is no JSON", doc)
		case fault != nil && json.Valid(doc) && Encoding(doc) == nil:
			t.Errorf("%q: %+v", doc, fault)
		case fault != nil && (fault.Offset < 0 || fault.Offset > len(doc) || fault.Text == ""):
			t.Errorf("%q: %+v", doc, fault)
		}
	})
}
