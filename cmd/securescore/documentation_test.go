package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	codeSpan       = regexp.MustCompile("`([^`\n]+)`")
	documentedUse  = regexp.MustCompile(`(?:^|^\$ (?:sudo -u securescore )?|[/\\])securescore(?:\.exe)?((?: +(?:"[^"]*"|[^\s"#>|;]+))+)`)
	documentedWord = regexp.MustCompile(`"[^"]*"|[^\s"]+`)
)

// documented are the commands of the pages for people, each with its page.
func documented(t *testing.T) map[string][][]string {
	t.Helper()
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	uses := map[string][][]string{}
	for _, page := range append(pages, "../../README.md", "../../docs/reference/configuration.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		code := false
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(strings.TrimSpace(line), "```") {
				code = !code
				continue
			}
			var parts []string
			for _, span := range codeSpan.FindAllStringSubmatch(line, -1) {
				if strings.HasPrefix(span[1], "securescore ") {
					parts = append(parts, span[1])
				}
			}
			if use := strings.TrimSpace(line); code && !strings.HasPrefix(use, "securescore") { // that is output
				parts = append(parts, use)
			}
			for _, part := range parts {
				for _, use := range documentedUse.FindAllStringSubmatch(part, -1) {
					uses[page] = append(uses[page], argumentsOf(use[1]))
				}
			}
		}
	}
	return uses
}

func argumentsOf(line string) []string {
	var words []string
	for _, word := range documentedWord.FindAllString(line, -1) {
		words = append(words, strings.Trim(word, `"`))
	}
	return words
}

func documentedProcess(args ...string) (process, *bytes.Buffer) {
	var stderr bytes.Buffer
	return process{
		args: args, stdin: strings.NewReader(""), stdout: io.Discard, stderr: &stderr,
		lookupEnv: func(string) (string, bool) { return "", false },
		now:       time.Now, timeout: context.WithTimeoutCause,
	}, &stderr
}

// Every command that a page shows is one, with flags and arguments that it has.
func TestDocumentedCommandsParse(t *testing.T) {
	t.Parallel()
	found := 0
	for page, uses := range documented(t) {
		for _, args := range uses {
			found++
			p, _ := documentedProcess(args...)
			if _, err := (&commandLine{}).parse(t.Context(), p); err != nil {
				t.Errorf("%s: securescore %s: %v", filepath.Base(page), strings.Join(args, " "), err)
			}
		}
	}
	if found < 40 {
		t.Errorf("found only %d commands", found)
	}
}

// Every command that needs no account runs with the demo's configuration, in a
// directory of its own.
func TestDocumentedCommandsRun(t *testing.T) {
	pages := documented(t)
	t.Chdir(t.TempDir())
	if code, stderr := runDocumented(t, "demo", "--out", "demo-output"); code != exitWell {
		t.Fatalf("demo: exit code %d\n%s", code, stderr)
	}
	ran := 0
	for page, uses := range pages {
		for _, args := range uses {
			args = withoutConfig(args)
			if !withoutAccount(args) {
				continue
			}
			ran++
			args = append([]string{"--config", "demo-output/config.yaml"}, args...)
			if code, stderr := runDocumented(t, args...); code != exitWell {
				t.Errorf("%s: %v: exit code %d\n%s", page, args, code, stderr)
			}
		}
	}
	if ran < 15 {
		t.Errorf("ran only %d commands", ran)
	}
}

// withoutConfig are the arguments without the place of the configuration.
func withoutConfig(args []string) []string {
	if len(args) > 1 && args[0] == "--config" {
		return args[2:]
	}
	return args
}

// withoutAccount is whether a command reads only what is stored, or goes on
// without Microsoft's answer.
func withoutAccount(args []string) bool {
	if len(args) == 0 {
		return false
	}
	switch args[0] {
	case "status", "actions", "diff", "history", "trend", "plan", "portfolio", "demo", "completion":
		return true
	case "config", "store", "tenants":
		return len(args) > 1 && slices.Contains([]string{"check", "schema", "verify", "list"}, args[1]) &&
			!slices.Equal(args[:2], []string{"tenants", "check"})
	}
	return false
}

func runDocumented(t *testing.T, args ...string) (int, string) {
	t.Helper()
	p, stderr := documentedProcess(args...)
	return run(t.Context(), p), stderr.String()
}
