package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	// codeBlock is a block with commands in a page.
	codeBlock = regexp.MustCompile("(?ms)^ *```(?:sh|console|cron|ini|yaml|bash)\n(.*?)^ *```")
	// ourCommand is a call of the program within a line.
	ourCommand = regexp.MustCompile(`(?:^|[\s/=])securescore(?:\.exe)? +([a-z-][^|>#;]*)`)
	quotedWord = regexp.MustCompile(`"[^"]*"|'[^']*'|\S+`)
)

// Every command of ours in the pages is one that the grammar knows, with its
// flags and arguments.
func TestDocumentedCommands(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, page := range append(pages, "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range codeBlock.FindAllStringSubmatch(string(text), -1) {
			for line := range strings.Lines(strings.ReplaceAll(block[1], "\\\n", " ")) {
				if strings.Contains(line, "aws ") {
					continue // its stack has our name
				}
				for _, call := range ourCommand.FindAllStringSubmatch(line, -1) {
					found++
					var args []string
					for _, a := range quotedWord.FindAllString(call[1], -1) {
						args = append(args, strings.Trim(a, `"'`))
					}
					var cli commandLine
					root := cli.tree(process{}, new(choice))
					root.SetArgs(args)
					if err := root.Execute(); err != nil {
						t.Errorf("%s: securescore %s: %v", page, strings.Join(args, " "), err)
					}
				}
			}
		}
	}
	if found < 20 {
		t.Errorf("found only %d commands", found)
	}
}
