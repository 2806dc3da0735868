package repository_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var (
	templateAction = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	actionText     = regexp.MustCompile(`"[^"]*"`)
	scriptText     = regexp.MustCompile("\"[^\"\\n]*\"|`[^`]*`")
	scriptComment  = regexp.MustCompile(`//.*`)
	word           = regexp.MustCompile(`\p{L}{2,}`)
	twoWords       = regexp.MustCompile(`\p{L}{2,}[,:;.]? \p{L}{2,}`)
)

// shownAttributes are the attributes that people read or hear.
var shownAttributes = []string{"alt", "aria-label", "aria-description", "placeholder", "summary", "title"}

// Templates take every word from report/words, as the packages do that execute
// them: one word outside an action fails, as do two within one.
func TestTemplatesHoldNoWords(t *testing.T) {
	for _, dir := range []string{"report/page/templates"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.html"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d templates, %v", dir, len(files), err)
		}
		for _, name := range files {
			source := readText(t, name)
			for _, text := range wordsOfTemplate(t, source) {
				t.Errorf("%s: %s", name, text)
			}
			for _, action := range templateAction.FindAllString(source, -1) {
				for _, text := range actionText.FindAllString(action, -1) {
					if twoWords.MatchString(text) {
						t.Errorf("%s: %s", name, text)
					}
				}
			}
		}
	}
}

// wordsOfTemplate are the texts and attributes in which a word stands outside
// an action.
func wordsOfTemplate(t *testing.T, source string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(templateAction.ReplaceAllString(source, "")))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if slices.Contains(shownAttributes, a.Key) && word.MatchString(a.Val) {
				found = append(found, a.Val)
			}
		}
		if n.Type == html.TextNode && word.MatchString(n.Data) {
			found = append(found, strings.TrimSpace(n.Data))
		}
	}
	return found
}

// The page's script gets its sentences from attributes of the page.
func TestScriptHoldsNoWords(t *testing.T) {
	const name = "report/page/templates/page.js"
	for _, text := range scriptText.FindAllString(scriptComment.ReplaceAllString(readText(t, name), ""), -1) {
		if text != `"use strict"` && twoWords.MatchString(text) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestTemplateWordsAreFound(t *testing.T) {
	for _, source := range []string{
		`<p>{{.X}} left</p>`, `<p aria-label="Table">{{.X}}</p>`, `<td {{css "a"}}>n/a and more</td>`,
	} {
		if len(wordsOfTemplate(t, source)) == 0 {
			t.Errorf("no word found in %s", source)
		}
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
