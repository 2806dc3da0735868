package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"secure-score-reporter/internal/config/tree"
)

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("config.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valueOf is a node as a schema's validator takes it. If a key is there twice,
// the last one counts, as with other parsers.
func valueOf(n tree.Node) any {
	switch n.Shape {
	case tree.Bool:
		return true
	case tree.Number:
		if !tree.IsDecimal(n.Text) {
			return 50 // YAML's other numbers are numbers to an editor
		}
		return json.Number(n.Text)
	case tree.Text:
		return n.Text
	case tree.List:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = valueOf(item)
		}
		return list
	case tree.Mapping:
		m := map[string]any{}
		for _, e := range n.Entries {
			m[e.Key] = valueOf(e.Value)
		}
		return m
	}
	return nil
}

func TestSchemaAcceptsTheGood(t *testing.T) {
	schema := compiled(t)
	paths, _ := filepath.Glob("testdata/good/*")
	if len(paths) == 0 {
		t.Fatal("testdata/good is empty")
	}
	for _, path := range paths {
		doc, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		root, f := tree.Parse(path, doc)
		if f != nil {
			t.Fatal(f)
		}
		if err := schema.Validate(valueOf(root)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// beyondSchema are the messages about what no schema can know.
var beyondSchema = []string{
	"is the same as ",                    // tenants, and addresses that differ in the case of letters
	", and channel needs it",             // a token
	", and to needs it",                  // a transport and a sender
	" at the top level",                  // what the portfolio needs
	"must be below good",                 // zones
	"is here twice",                      // keys
	"plain decimal digits",               // YAML's other numbers, which an editor reads as numbers
	"must be an email address in one",    // a pattern would have to be the whole of RFC 5322
	"is not an email address",            // likewise
	"the port is not between",            // a pattern would have to count
	"not a URL like smtp://",             // one whose password is cut short
	"broken percent-encoding",            // of a file:// URL
	"too light to be read on white",      // a colour that is one
	"must be the IANA name",              // of which there are hundreds
	"only ?tls=off may follow",           // after smtp://
	"beside it: that of the top level",   // two places decide
	"has several addresses in one text",  // likewise
	"OAuth & Permissions of the app",     // the kinds of Slack's tokens
	"a webhook of Microsoft Teams",       // by its host
	"that sign-in may not send email",    // two places decide
	"two slashes after the colon",        // a secret may have a colon too
	"must be https://, because tokens",   // http:// is for the machine itself
	"must not begin or end with a space", // the schema's own \s is narrower
}

// The schema refuses what Parse refuses in the bad documents, in the same
// place, except what no schema can know.
func TestSchemaRefusesTheBad(t *testing.T) {
	schema := compiled(t)
	for name, doc := range bad(t) {
		root, f := tree.Parse(name, doc)
		if f != nil {
			t.Fatal(name, f)
		}
		refused := map[string]bool{}
		var invalid *jsonschema.ValidationError
		if errors.As(schema.Validate(valueOf(root)), &invalid) {
			places(invalid, refused)
		}
		var problems Problems
		if err := Check(name, doc); !errors.As(err, &problems) {
			t.Fatal(name, err)
		}
		for _, p := range problems {
			place := p.Path
			if strings.HasPrefix(p.Message, "is missing") {
				place = place[:max(strings.LastIndexByte(place, '.'), 0)]
			}
			beyond := slices.ContainsFunc(beyondSchema, func(part string) bool { return strings.Contains(p.Message, part) })
			if !beyond && !refused[place] {
				t.Errorf("the schema lets through what Parse refuses: %s", p)
			}
		}
	}
}

// places are the paths of what a validator refuses, in the form of Parse.
func places(e *jsonschema.ValidationError, into map[string]bool) {
	if len(e.Causes) == 0 {
		path := ""
		for _, step := range e.InstanceLocation {
			if i, err := strconv.Atoi(step); err == nil {
				path = index(path, i)
				continue
			}
			path = join(path, step)
		}
		into[path] = true
	}
	for _, cause := range e.Causes {
		places(cause, into)
	}
}
