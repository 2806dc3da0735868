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

// sentences splits a text into sentences, in lower case and without markup. It
// leaves out pieces shorter than 25 bytes, such as "Default" or "Unknown".
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

// technical properties have no text for people.
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

// TestTextsAreInvented compares the demo's texts with real answers of Graph,
// which are not part of the module. A machine without them has nothing to
// compare.
func TestTextsAreInvented(t *testing.T) {
	t.Parallel()
	theirs := realTexts(t)
	scores, profiles := Graph(Scenes()[len(Scenes())-1].Now)
	for _, e := range append(profiles, scores[0], scores[1]) {
		walk(parsed(t, e), "", func(name, text string) {
			for _, s := range append(sentences(text), strings.ToLower(strings.TrimSpace(text))) {
				if theirs[s] {
					t.Errorf("%s: %q is in a real answer", name, s)
				}
			}
		})
	}
}

// realTexts are the titles, ids and sentences of the real answers, in lower
// case.
func realTexts(t *testing.T) map[string]bool {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	captures, err := filepath.Glob(filepath.Join(filepath.Dir(root), "shared", "payloads", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for _, path := range captures {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		walk(parsed(t, data), "", func(name, text string) {
			if name == "title" || name == "id" || name == "controlName" {
				texts[strings.ToLower(strings.TrimSpace(text))] = true
			}
			for _, s := range sentences(text) {
				texts[s] = true
			}
		})
	}
	return texts
}

func parsed(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
