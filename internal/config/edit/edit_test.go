package edit

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var fabrikam = Entry{
	Name: "fabrikam", ID: "11111111-2222-3333-4444-555555555555", Channel: "#fabrikam", Goal: "80",
	To: []string{"it@fabrikam.example"},
	Auth: []Field{{Key: "clientSecret", Fields: []Field{
		{Key: "clientId", Text: "app"}, {Key: "secret", Text: "env://S"},
	}}},
}

const (
	flowEntry = `{name: fabrikam, id: 11111111-2222-3333-4444-555555555555, ` +
		`auth: {clientSecret: {clientId: app, secret: env://S}}, goal: {percent: 80}, ` +
		`slack: {channel: "#fabrikam"}, email: {to: [it@fabrikam.example]}}`
	jsonEntry = `{"name": "fabrikam", "id": "11111111-2222-3333-4444-555555555555", ` +
		`"auth": {"clientSecret": {"clientId": "app", "secret": "env://S"}}, "goal": {"percent": 80}, ` +
		`"slack": {"channel": "#fabrikam"}, "email": {"to": ["it@fabrikam.example"]}}`
	blockEntry = `  - name: fabrikam
    id: 11111111-2222-3333-4444-555555555555
    auth: {clientSecret: {clientId: app, secret: env://S}}
    goal: {percent: 80}
    slack: {channel: "#fabrikam"}
    email: {to: [it@fabrikam.example]}
`
)

// documents are ways to write a list of tenants, with the place (@) at which an
// entry is added, and the entry as it has to be written there.
var documents = map[string]struct{ text, added string }{
	"a block":               {"store: x\ntenants:\n  - name: a # first\n    id: a-1\n@", blockEntry},
	"a block before a key":  {"tenants:\n  - name: a\n    id: a-1\n@\n# about the store\nstore: x\n", blockEntry},
	"a comment at the end":  {"tenants:\n  - name: a\n    id: a-1\n@  # - name: old\n  #   id: old\n\n\nstore: x\n", blockEntry},
	"no line break at end":  {"tenants:\n  - name: a\n    id: a-1@", "\n" + strings.TrimSuffix(blockEntry, "\n")},
	"lines of Windows":      {"tenants:\r\n  - name: a\r\n    id: a-1\r\n@store: x\r\n", strings.ReplaceAll(blockEntry, "\n", "\r\n")},
	"a byte order mark":     {byteOrderMark + "tenants:\n  - name: a\n    id: a-1\n@", blockEntry},
	"begin and end":         {"%YAML 1.2\n---\ntenants:\n  - name: a\n    id: a-1\n@...\n", blockEntry},
	"no indentation":        {"tenants:\n- name: a\n  id: a-1\n@store: x\n", dedented(blockEntry)},
	"a dash on its own":     {"tenants:\n  -\n    name: a\n    id: a-1\n@store: x\n", blockEntry},
	"a comment at the dash": {"tenants: # all\n  - # first\n    name: a\n    id: a-1\n@store: x\n", blockEntry},
	"anchors":               {"tenants: &all\n  - &a\n    name: a\n    id: a-1\n    auth: &auth {token: env://T}\n@store: x\n", blockEntry},
	"a literal":             {"tenants:\n  - name: a\n    id: a-1\n    note: |\n      one\n      # two\n@store: x\n", blockEntry},
	"a literal that keeps":  {"tenants:\n  - name: a\n    id: a-1\n    note: |+\n      one\n\n@store: x\n", blockEntry},
	"several lines in quotes": {"tenants:\n  - name: a\n    id: a-1\n    note: \"one\n      - two\n      three\"\n@store: x\n",
		blockEntry},
	"items in braces": {"tenants:\n  - {name: a, id: a-1} # first\n@store: x\n", "  - " + flowEntry + "\n"},
	"brackets":        {"tenants: [{name: it's, id: a-1}@] # all\nstore: x\n", ", " + flowEntry},
	"brackets on lines": {"tenants: [\n  {name: a, id: a-1}, # first\n  {name: 'b, ]', id: b-1}, # second@\n]\nstore: x\n",
		"\n  " + flowEntry + ","},
	"brackets with a comment at the end": {"tenants: [\n  {name: a, id: a-1} # first, {}@\n]\nstore: x\n", "\n  " + flowEntry},
	"nothing yet":                        {"tenants: [@]\nstore: x\n", flowEntry},
	"a flow mapping":                     {"# all\n{store: x, tenants: &t [{name: a, id: \"a]\\\"\", slack: {channel: '#x'}}@]}\n", ", " + flowEntry},
	"JSON":                               {`{"store": "x", "tenants": [{"name": "\ud83d\ude00", "id": "a,]}\""}@], "z": 1}`, ", " + jsonEntry},
	"JSON on lines": {"{\n  \"tenants\": [\n    {\"name\": \"a\", \"id\": \"a-1\"}@\n  ],\n  \"store\": \"x\"\n}\n",
		",\n    " + jsonEntry},
	"tall JSON": {"{\n  \"tenants\": [\n    {\n      \"name\": \"a\",\n      \"id\": \"a-1\"\n    }@\n  ]\n}\n", `,
    {
      "name": "fabrikam",
      "id": "11111111-2222-3333-4444-555555555555",
      "auth": {"clientSecret": {"clientId": "app", "secret": "env://S"}},
      "goal": {"percent": 80},
      "slack": {"channel": "#fabrikam"},
      "email": {"to": ["it@fabrikam.example"]}
    }`},
}

func dedented(block string) string {
	return strings.TrimPrefix(strings.ReplaceAll(block, "\n  ", "\n"), "  ")
}

// An entry is added in the style of the others, and when it is removed again
// the document is as before, byte for byte.
func TestAddAndRemove(t *testing.T) {
	for name, tt := range documents {
		t.Run(name, func(t *testing.T) {
			document := strings.ReplaceAll(tt.text, "@", "")
			added, err := Add("c.yaml", []byte(document), fabrikam)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.ReplaceAll(tt.text, "@", tt.added)
			if name == "brackets with a comment at the end" {
				want = strings.Replace(want, "a-1}", "a-1},", 1)
			}
			if diff := cmp.Diff(want, string(added)); diff != "" {
				t.Errorf("added (-want +got):\n%s", diff)
			}
			if strings.Contains(tt.text, "[@]") {
				return // it is the only one
			}
			removed, err := Remove("c.yaml", added, "Fabrikam")
			if err != nil || string(removed) != document {
				t.Errorf("removed: %v, %s", err, cmp.Diff(document, string(removed)))
			}
		})
	}
}

// An entry in the middle leaves the others and their comments.
func TestRemove(t *testing.T) {
	for _, tt := range []struct{ name, document, want string }{
		{"a block", "tenants:\n  # first\n  - name: a\n    id: a-1\n  # second\n  - name: b\n    id: b-1 # b\n\n  - name: c\n    id: c-1\n",
			"tenants:\n  # first\n  - name: a\n    id: a-1\n  # second\n\n  - name: c\n    id: c-1\n"},
		{"the last of a block", "tenants:\n  - {name: a, id: a-1}\n  - {name: b, id: b-1}", "tenants:\n  - {name: a, id: a-1}"},
		{"brackets", "tenants: [{name: a, id: a-1}, {name: b, id: b-1}, {name: c, id: c-1}]",
			"tenants: [{name: a, id: a-1}, {name: c, id: c-1}]"},
		{"the first in brackets", "tenants: [{name: b, id: b-1}, {name: c, id: c-1}]", "tenants: [{name: c, id: c-1}]"},
		{"brackets with comments", "tenants: [\n  {name: a, id: a-1}, # a\n  {name: b, id: b-1}, # b\n]\n",
			"tenants: [\n  {name: a, id: a-1}, # a\n]\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Remove("c.yaml", []byte(tt.document), "B-1")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	const two = "tenants: [{name: a, id: a-1, auth: &x {token: env://T}}, {name: b, id: b-1, auth: *x}]"
	for _, tt := range []struct{ name, document, remove, want string }{
		{"no list", "store: x\n", "", "has no list of tenants: add a line tenants: []"},
		{"a list without a value", "store: x\ntenants:\n", "", "c.yaml:2:1: tenants is not a list: write tenants: [] here first"},
		{"no YAML", "tenants: [", "", "c.yaml:1:10: not valid YAML"},
		{"an alias", "x: &x [{name: a, id: a-1}]\ntenants: *x\n", "", "add this entry to it by hand"},
		{"no such tenant", two, "c", "c is not in c.yaml: securescore tenants list"},
		{"the only one", "tenants: [{name: a, id: a-1}]", "a", "a is the only tenant"},
		{"two of one name", "tenants: [{name: a, id: a-1}, {name: b, id: A}]", "a", "tenants[0] and tenants[1] are both called a"},
		{"an anchor that others use", two, "a", "by an alias"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var err error
			if tt.remove == "" {
				_, err = Add("c.yaml", []byte(tt.document), fabrikam)
			} else {
				_, err = Remove("c.yaml", []byte(tt.document), tt.remove)
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// Whatever a document is, it is refused, or adding and removing an entry leaves
// it as it was.
func FuzzAddAndRemove(f *testing.F) {
	for _, tt := range documents {
		f.Add(strings.ReplaceAll(tt.text, "@", ""), "new one", "id-1")
	}
	for _, pattern := range []string{"good/*", "problems/*.yaml"} {
		paths, _ := filepath.Glob("../testdata/" + pattern)
		for _, path := range paths {
			doc, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(doc), "new: \"one\" # {x}, ]", "4711")
		}
	}
	f.Fuzz(func(t *testing.T, document, name, id string) {
		entry := fabrikam
		entry.Name, entry.ID = name, id
		added, err := Add("c.yaml", []byte(document), entry)
		if err != nil {
			return
		}
		l, err := open("c.yaml", added)
		if err != nil {
			t.Fatalf("%v in %q", err, added)
		}
		if _, err := l.find(name); name == "" || len(l.list.Items) < 2 || err != nil {
			return // another one has its name, or it is the only one
		}
		removed, err := Remove("c.yaml", added, name)
		if err != nil || !bytes.Equal(removed, []byte(document)) {
			t.Errorf("%v\nbefore %q\nadded  %q\nafter  %q", err, document, added, removed)
		}
	})
}
