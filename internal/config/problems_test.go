package config

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// bad is every document of testdata/problems, by its file's name.
func bad(t testing.TB) map[string][]byte {
	t.Helper()
	docs := map[string][]byte{}
	for _, pattern := range []string{"*.yaml", "*.json"} {
		paths, _ := filepath.Glob(filepath.Join("testdata", "problems", pattern))
		for _, path := range paths {
			doc, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			docs[filepath.Base(path)] = doc
		}
	}
	if len(docs) == 0 {
		t.Fatal("testdata/problems is empty")
	}
	return docs
}

// Every problem of a document is reported at once, with its place, and never with a value: hunter2 stands in the documents
// wherever a secret may have gone, the wrong fields among them.
func TestProblems(t *testing.T) {
	for name, doc := range bad(t) {
		t.Run(name, func(t *testing.T) {
			c, err := Parse(name, doc)
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("error %v, want Problems", err)
			}
			if diff := cmp.Diff(Config{}, c); diff != "" {
				t.Errorf("a wrong document came through in part:\n%s", diff)
			}
			if strings.Contains(strings.ToLower(err.Error()), "hunter") {
				t.Errorf("a value is among the problems:\n%v", err)
			}
			golden(t, filepath.Join("testdata", "problems", strings.ReplaceAll(name, ".", "-")+".txt"), []byte(err.Error()+"\n"))
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./internal/config -update writes it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("unexpected problems (-want +got):\n%s", diff)
	}
}

// Fields of which a document has only one, so that it would take a file for each value.
func TestProblemsOfOneField(t *testing.T) {
	const slash = "must not have a path after the bucket: it is written s3://BUCKET?prefix=PATH/"
	const bucket = "needs the name of a bucket after s3://: 3 to 63 lower-case letters, digits, dots and hyphens"
	const form = "an ISO 8601 period is whole numbers of at most 5 digits, each with its unit, like P7D or P1Y2M"
	for _, tt := range []struct{ field, value, want string }{
		{"store", "file://.", ""},
		{"store", "file:///var/lib/100%25", ""},
		{"store", "s3://b-1.example", ""},
		{"store", "s3://b-1.example/?region=eu-central-1", ""},
		{"store", "", "is empty"},
		{"store", "file://", "is a file:// URL without a path"},
		{"store", "file:///var/lib/100%", "is a file:// URL with a broken percent-encoding: a percent sign itself is written %25"},
		{"store", "file://./data?x=1", "is a file:// URL with ? or #, which only s3:// understands; in a path they are %3F and %23"},
		{"store", "s3://", bucket},
		{"store", "s3://Bucket", bucket},
		{"store", "s3://bucket/path", slash},
		{"store", "s3://bucket?a=%zz", "has a broken query after the question mark"},
		{"store", "gs://bucket", "must be a file:// or s3:// URL"},
		{"store", `file://./a\nb`, "must be one line without control characters"},
		{"retention", "P1Y2M", ""},
		{"retention", "P52W1D", ""},
		{"retention", "", "an ISO 8601 period begins with P, like P7D, P2W, P1M or P1Y2M"},
		{"retention", "P", "an ISO 8601 period needs a number and a unit after the P, like P7D"},
		{"retention", "P0D", "must be at least a day (P1D)"},
		{"retention", "PT36H", "a period is counted in whole days: hours, minutes and seconds (after a T) are not understood"},
		{"retention", "P-1D", form},
		{"retention", "P1.5M", "the units of a period are Y, M, W and D, each at most once and in this order"},
		{"retention", "P1D1Y", "the units of a period are Y, M, W and D, each at most once and in this order"},
		{"retention", "P30", form},
		{"retention", "P101Y", "a period is at most 100 years"},
	} {
		doc := strings.Replace(least, `{"store": "file://./data"`, `{"`+tt.field+`": "`+tt.value+`"`, 1)
		if tt.field != "store" {
			doc = strings.Replace(doc, "{", `{"store": "file://./data", `, 1)
		}
		_, err := Parse("c.json", []byte(doc))
		got := ""
		var problems Problems
		if errors.As(err, &problems) {
			got = problems[0].Message
		}
		if got != tt.want || len(problems) > 1 {
			t.Errorf("%s %q: %v, want %q", tt.field, tt.value, err, tt.want)
		}
	}
}

func TestDocumentsThatCannotBeRead(t *testing.T) {
	const notMapping = "c.yaml:1:1: the document must be a mapping, not %: it begins with a key, like store:"
	for _, tt := range []struct{ name, doc, want string }{
		{"c.yaml", "", "c.yaml:1:1: the document is empty"},
		{"c.yaml", "# nothing but this\n", "c.yaml:1:1: the document is empty"},
		{"c.yaml", "---\n~\n", "c.yaml:2:1: the document is empty"},
		{"c.yaml", "- hunter2\n", strings.Replace(notMapping, "%", "a list", 1)},
		{"c.yaml", "hunter2\n", strings.Replace(notMapping, "%", "text", 1)},
		{"c.yaml", "store: x\n# \xff\ntoken: hunter2", "c.yaml:2:1: the document is not UTF-8 text here"},
		{"c.yaml", "tenants:\n\t- {token: hunter2}", "c.yaml:2:1: not valid YAML: indent with spaces, a tab cannot stand here"},
		{"c.yaml", "slack: {token: hunter2\n", "c.yaml:1:8: not valid YAML: could not find flow mapping end token '}'"},
		{"c.yaml", "slack:\n  token: \"hunter2\n", "c.yaml:2:10: not valid YAML: could not find end character of double-quoted text"},
		{"c.yaml", "slack: {token: @hunter2}", "c.yaml:1:16: not valid YAML: text that begins with @ or ` must be put in quotes"},
		{"c.yaml", `token: "hunter\2"`, "c.yaml:1:16: not valid YAML: an unknown escape after a backslash; single quotes take backslashes as they are"},
		{"c.yaml", "slack:\n  token: hunter2\n channel: x\n", "c.yaml:3:2: not valid YAML: value is not allowed in this context"},
		{"c.yaml", "store: x\n---\ntoken: hunter2\n", "c.yaml:2:1: a second document begins here; one is expected"},
		{"c.yaml", "? store\n: x\n", "c.yaml:1:1: keys that begin with ? are not understood: leave the question mark out, or put it in quotes"},
		{"c.yaml", "store: a\rb\n", "c.yaml:1:1: a carriage return stands here without a line feed"},
		{"c.yaml", strings.Repeat("#", MaxDocument+1), "c.yaml:1:1: the document is larger than 1 MB"},
		{"c.yaml", strings.Repeat("[", 1000), "c.yaml:1:65: the document is nested too deeply, or too large"},
		{"c.yaml", "store:" + strings.Repeat("\n", 102), "c.yaml:102:1: more than 100 blank lines in a row"},
		{"c.yaml", bomb(), "c.yaml:5:32: the document has too many values (an alias counts as all that it stands for)"},
		{"c.json", "{\n \"token\": hunter2}", "c.json:2:11: not valid JSON: an unexpected character looking for beginning of value"},
		{"c.json", "{\"token\": \"hunter2\",\n}", "c.json:2:1: not valid JSON: an unexpected character looking for beginning of object key string"},
		{"c.json", `{"token": "hunter2"`, "c.json:1:19: not valid JSON: unexpected end of JSON input"},
		{"c.json", `{"token": "hunter2"} {}`, "c.json:1:22: not valid JSON: an unexpected character after top-level value"},
		{"c.json", strings.Repeat("[", 65) + strings.Repeat("]", 65), "c.json:1:65: the document is nested too deeply"},
	} {
		if _, err := Parse(tt.name, []byte(tt.doc)); err == nil || err.Error() != tt.want {
			t.Errorf("%.40q: error %v, want %s", tt.doc, err, tt.want)
		}
	}
}

// bomb is a document of seven lines that stands for ten million values.
func bomb() string {
	var b bytes.Buffer
	for i, name := range "abcdefg" {
		b.WriteString(string(name) + ": &" + string(name) + " [")
		for range 10 {
			if i == 0 {
				b.WriteString("x,")
				continue
			}
			b.WriteString("*" + string(name-1) + ",")
		}
		b.WriteString("]\n")
	}
	return b.String()
}
