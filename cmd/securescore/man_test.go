package main

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra/doc"
)

var man = flag.String("man", "", "the directory for the man pages")

// Each command has a man page. make man writes them, with SOURCE_DATE_EPOCH as
// their date: what links the generator is a test and not the command.
func TestManPages(t *testing.T) {
	t.Parallel()
	dir := *man
	if dir == "" {
		dir = t.TempDir()
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	seconds, _ := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	date := time.Unix(seconds, 0).UTC()
	root := new(commandLine).tree(process{}, new(choice))
	root.DisableAutoGenTag = true
	rows := commandRows(root) // the generator adds commands
	header := &doc.GenManHeader{Section: "1", Source: "securescore", Manual: "Secure Score Reporter", Date: &date}
	if err := doc.GenManTree(root, header, dir); err != nil {
		t.Fatal(err)
	}
	for _, c := range rows {
		name := filepath.Join(dir, "securescore-"+strings.ReplaceAll(c.name, " ", "-")+".1")
		page, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		if !strings.Contains(string(page), strings.TrimSuffix(strings.Fields(c.means)[0], ",")) {
			t.Errorf("%s does not say what the command does", name)
		}
	}
}
