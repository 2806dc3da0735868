package tree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// plain is a node as encoding/json decodes it, with numbers as their text.
func plain(n Node) any {
	switch n.Shape {
	case Bool:
		return true
	case Number, Text:
		return n.Text
	case List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, plain(item))
		}
		return list
	case Mapping:
		m := map[string]any{}
		for _, e := range n.Entries {
			m[e.Key] = plain(e.Value)
		}
		return m
	}
	return nil
}

// JSON means the same to the YAML library as to encoding/json.
func TestJSON(t *testing.T) {
	for _, doc := range []string{
		`{}`, `[]`, `"a"`, `{"a": [1, -0.5, 1e3, 1E+3, 1e999, "1", true, null]}`,
		"{\t\"a\"\t:\t\"b\"\t,\t\"c\"\n\t:\n\t[\n1\n,\n2\n]\n}", "{\r\n\"a\"\r\n:\r\n1\r\n}", `{"a":1,"b":{"c":[{}]},"d":""}`,
		`{"escapes": "\"\\\/\b\f\n\r\t\u00e4\u0000\u2028"}`, `{"emoji": "\ud83d\ude00 😀 \uD83D\uDE00"}`,
		`{"not an emoji": "\\ud83d\\ude00", "backslashes": "\\\\\ud83d\ude00"}`,
		`{"#": "# no comment", "- ": "a: b", "*a": "&a", "!x": "'", "? ": "|", "%": "@", "": " padded "}`,
		`{"` + strings.Repeat("long ", 500) + `": 1}`,
	} {
		n, fault := Parse("c.json", []byte(doc))
		if fault != nil {
			t.Errorf("%.60s: %+v", doc, fault)
			continue
		}
		var want any
		decoder := json.NewDecoder(strings.NewReader(doc))
		decoder.UseNumber()
		if err := decoder.Decode(&want); err != nil {
			t.Fatal(err)
		}
		texts := cmp.Transformer("text", func(v any) any {
			if n, ok := v.(json.Number); ok {
				return n.String()
			}
			return v
		})
		if diff := cmp.Diff(want, plain(n), cmp.FilterValues(isNumber, texts)); diff != "" {
			t.Errorf("%.60s (-encoding/json +tree):\n%s", doc, diff)
		}
	}
}

func isNumber(a, b any) bool {
	_, first := a.(json.Number)
	_, second := b.(json.Number)
	return first || second
}

// Every value knows its place, in characters.
func TestPlaces(t *testing.T) {
	var places func(n Node, path string) []string
	places = func(n Node, path string) []string {
		list := []string{fmt.Sprintf("%s %d:%d", path, n.Line, n.Column)}
		for i, item := range n.Items {
			list = append(list, places(item, fmt.Sprintf("%s[%d]", path, i))...)
		}
		for _, e := range n.Entries {
			list = append(list, fmt.Sprintf("%s.%s key %d:%d", path, e.Key, e.Line, e.Column))
			list = append(list, places(e.Value, path+"."+e.Key)...)
		}
		return list
	}
	for _, tt := range []struct{ doc, want string }{
		{"a: 1\nb:\n  - x\n  - ä: 'é'\n", "" +
			" 1:1|.a key 1:1|.a 1:4|.b key 2:1|.b 2:1|.b[0] 3:5|.b[1] 4:5|.b[1].ä key 4:5|.b[1].ä 4:8"},
		{"a: &x {b: 1}\nc: *x\n", "" +
			" 1:1|.a key 1:1|.a 1:4|.a.b key 1:8|.a.b 1:11|.c key 2:1|.c 2:4|.c.b key 1:8|.c.b 1:11"},
		{"{\"ä\":\t\"b\",\n\t\"c\": [1,\ttrue]}", " 1:1|.ä key 1:2|.ä 1:7|.c key 2:2|.c 2:7|.c[0] 2:8|.c[1] 2:11"},
		{"a:\nb: ~\n", " 1:1|.a key 1:1|.a 1:1|.b key 2:1|.b 2:1"},
	} {
		n, fault := Parse("c", []byte(tt.doc))
		if got := strings.Join(places(n, ""), "|"); fault != nil || got != tt.want {
			t.Errorf("%q: %v\n got %s\nwant %s", tt.doc, fault, got, tt.want)
		}
	}
}

// What an alias stands for is there at each place, and an alias of nothing is a
// value that says so.
func TestAliases(t *testing.T) {
	const noAnchor = "begins with *, so it is an alias of an anchor (&), and there is none of that name before it: " +
		"put the value in quotes if it is a text"
	for doc, want := range map[string]string{
		"a: *x":          noAnchor,
		"a: &x\n  a: *x": noAnchor,
		"b: 1\na: !!str x": "begins with !, so it is a YAML tag, which is not supported: " +
			"put the value in quotes if it is a text, else leave the tag out",
		"b: &x text\na: *x":   "text",
		"b: &x 0010\na: *x\n": "0010",
	} {
		n, fault := Parse("c.yaml", []byte(doc))
		a, _ := n.Child("a")
		if inner, ok := a.Child("a"); ok {
			a = inner
		}
		if fault != nil || a.Text != want {
			t.Errorf("%q: %q, %v; want %q", doc, a.Text, fault, want)
		}
	}
}

// Documents of a megabyte that can cost a reader minutes, the stack or all
// memory. Each comes back soon, with a fault or with a bounded number of
// values.
func TestHostileDocuments(t *testing.T) {
	fill := func(part string) string { return strings.Repeat(part, MaxSize/len(part)) }
	for _, doc := range []string{
		fill("["), fill("{a: "), fill("- "), fill("? "), fill("&a "), fill("!a "), fill(": "), fill("x,"), fill("---\n"),
		fill("%YAML 1.2\n"), fill("# x\n"), fill("a: |\n\n"), fill("\t"), fill("a\r"), fill("'"), fill("*a: "),
		"a: |\n" + fill("\n")[5:], "a: \"" + fill("\n")[4:], "a: [" + fill("*b ,")[4:],
	} {
		n, fault := Parse("c.yaml", []byte(doc))
		if fault == nil && len(n.Items)+len(n.Entries) > maxValues {
			t.Errorf("%.10q: %d values", doc, len(n.Items)+len(n.Entries))
		}
	}
	if _, fault := Parse("c.json", []byte(fill(`[`))); fault == nil {
		t.Error("a megabyte of brackets is read")
	}
}

// No text makes the reader panic, and no place lies outside of the document.
func FuzzParse(f *testing.F) {
	for _, doc := range []string{
		"a: &x [1, {b: c}]\nd: *x\n", `{"a": [1, "\u00e4"]}`, "- a\n- ? b\n  : |\n    c\n", "%YAML 1.2\n--- !t &a 'b'\n...\n",
	} {
		f.Add("c", []byte(doc))
	}
	f.Fuzz(func(t *testing.T, name string, doc []byte) {
		n, fault := Parse(name, doc)
		if fault != nil {
			n = Node{Line: fault.Line, Column: fault.Column}
		}
		if n.Line < 1 || n.Column < 1 || n.Line > bytes.Count(doc, []byte("\n"))+bytes.Count(doc, []byte("\r"))+2 {
			t.Errorf("%q: %+v, fault %+v", doc, n, fault)
		}
	})
}
