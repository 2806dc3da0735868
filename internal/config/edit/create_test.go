package edit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"secure-score-reporter/internal/config"
)

// A new document is what it was made of, whatever the texts are, or it is not
// made.
func TestNew(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain": "contoso", "a word of YAML": "yes", "a number": "0123", "quotes": `a "b" 'c' \n`, "a comment": "a #b: {c",
		"an alias": "*a", "a tag": "!!binary x", "a line": "a\nstore: s3://other", "a tab": "a\tb", "umlauts": "Bäume 🌳",
		"a direction": "a\u202eb", "a line of Unicode": "a\u2028b", "long": strings.Repeat("x: ", 4000), "an end": "...",
		"a document": "--- a", "blanks": "  a  ", "nothing": "null",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, err := New("A file.\n\nOf two lines.", []Section{
				{"Where.", Field{Key: "store", Text: "file://./data"}},
				{"Who.", Field{Key: "email", Fields: []Field{{Key: "from", Text: text}, {Key: "to", List: []string{text}}}}},
			}, "All.", Entry{Name: text, ID: "a-1", Auth: []Field{{Key: "deviceCode", Fields: []Field{}}}})
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(doc), "\n") != 15 {
				t.Errorf("a text breaks the lines: %.400q", doc)
			}
		})
	}
	for text, written := range map[string]bool{"a\x00b": true, "a\x1b[0m": true, "a\x7fb": false, "\xff": false} {
		doc, err := New("", nil, "", Entry{Name: text, ID: "a-1"})
		if (err == nil) != written || !utf8.Valid(doc) || strings.ContainsAny(string(doc), "\x00\x1b\x7f\ufffd") {
			t.Errorf("%q is written as %q, %v", text, doc, err)
		}
	}
}

func TestNewText(t *testing.T) {
	t.Parallel()
	doc, err := New("A file.\n\nOf two lines.", []Section{
		{"Where.", Field{Key: "store", Text: "file://./data"}},
	}, "All.", Entry{
		Name: "contoso", ID: "contoso.example", Goal: "80", Auth: []Field{{Key: "deviceCode", Fields: []Field{}}},
	})
	want := `# A file.
#
# Of two lines.

# Where.
store: file://./data

# All.
tenants:
  - name: contoso
    id: contoso.example
    auth: {deviceCode: {}}
    goal: {percent: 80}
`
	if diff := cmp.Diff(want, string(doc)); diff != "" || err != nil {
		t.Fatal(err, diff)
	}
	if _, err := config.Parse("new.yaml", doc); err != nil {
		t.Error(err)
	}
}

// A file is created once, for the user alone.
func TestCreate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "c.yaml")
	if err := CheckNew(path); err != nil {
		t.Error(err)
	}
	if err := Create(path, []byte("a")); err != nil {
		t.Fatal(err)
	}
	at, err := os.Stat(path)
	if err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", at.Mode(), err)
	}
	dangling := filepath.Join(dir, "link.yaml")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), dangling); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, says string }{
		{path, "exists already and is not replaced"}, {dangling, "exists already"}, {dir, "exists already"},
	} {
		for _, err := range []error{CheckNew(c.path), Create(c.path, []byte("b"))} {
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v", c.path, err)
			}
		}
	}
	if text, err := os.ReadFile(path); string(text) != "a" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	for name, says := range map[string]string{"c.json": "written as YAML", "no/c.yaml": "there is no directory"} {
		if err := CheckNew(filepath.Join(dir, name)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
