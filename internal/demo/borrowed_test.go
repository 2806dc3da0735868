package demo

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	tag      = regexp.MustCompile(`<[^>]*>`)
	boundary = regexp.MustCompile(`[.!?:;]\s|[.!?:;]$`)
)

// sentences cuts a text of the wire into what a reader would take for a sentence, in lower case and without markup.
// Shorter pieces than 25 bytes, "Default" or "Unknown" for example, belong to nobody.
func sentences(text string) []string {
	text = strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(text, " "))), " ")
	var all []string
	for _, s := range boundary.Split(strings.ToLower(text), -1) {
		if len(s) >= 25 {
			all = append(all, s)
		}
	}
	return all
}

// strings that hold no prose of anybody.
var technical = map[string]bool{"@odata.context": true, "@odata.nextLink": true, "actionUrl": true}

func walk(value any, name string, visit func(name, text string)) {
	switch v := value.(type) {
	case string:
		if !technical[name] {
			visit(name, v)
		}
	case []any:
		for _, e := range v {
			walk(e, name, visit)
		}
	case map[string]any:
		for k, e := range v {
			walk(e, k, visit)
		}
	}
}

// TestNothingIsBorrowed compares the demo with captured answers of Graph. They are not part of the module: where they
// are missing, there is nothing to borrow from.
func TestNothingIsBorrowed(t *testing.T) {
	root, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil || root == filepath.Dir(root) {
			break
		}
		root = filepath.Dir(root)
	}
	captures, err := filepath.Glob(filepath.Join(filepath.Dir(root), "shared", "payloads", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	theirs := map[string]bool{}
	for _, path := range captures {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		walk(parsed(t, data), "", func(name, text string) {
			if name == "title" || name == "id" || name == "controlName" {
				theirs[strings.ToLower(strings.TrimSpace(text))] = true
			}
			for _, s := range sentences(text) {
				theirs[s] = true
			}
		})
	}
	scores, profiles := Graph(Scenes()[len(Scenes())-1].Now)
	for _, e := range append(profiles, scores[0], scores[1]) {
		walk(parsed(t, e), "", func(name, text string) {
			for _, s := range append(sentences(text), strings.ToLower(strings.TrimSpace(text))) {
				if theirs[s] {
					t.Errorf("%s: %q stands in a captured answer", name, s)
				}
			}
		})
	}
}

func parsed(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
