package repository_test

import (
	"os"
	"regexp"
	"testing"
)

var (
	scriptText    = regexp.MustCompile("\"[^\"\\n]*\"|`[^`]*`")
	scriptComment = regexp.MustCompile(`//.*`)
	twoWords      = regexp.MustCompile(`\p{L}{2,}[,:;.]? \p{L}{2,}`)
)

// The pages' scripts get their sentences from attributes of the page.
func TestScriptsHoldNoWords(t *testing.T) {
	for _, name := range []string{"report/page/page.js", "report/page/portfolio.js"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range scriptText.FindAllString(scriptComment.ReplaceAllString(string(source), ""), -1) {
			if text != `"use strict"` && twoWords.MatchString(text) {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
}
