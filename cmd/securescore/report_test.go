package main

import (
	"bytes"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A report changes nothing in the store, so that no later alert compares with
// it. It compares with what is stored.
func TestReportMovesNoBaseline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scene(0)
	w.run(t, `{"deliver": ["slack"]}`, exitWell)
	w.scene(1)
	before := contents(t, filepath.Join(w.dir, "data"))
	code, stdout, stderr := w.command(t, "", "report", "--out", filepath.Join(w.dir, "board.html"))
	if code != exitWell {
		t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
	}
	if diff := cmp.Diff(before, contents(t, filepath.Join(w.dir, "data"))); diff != "" {
		t.Error(diff)
	}
	if len(w.slack.posts) != 1 {
		t.Errorf("%d messages, want that of the run alone", len(w.slack.posts))
	}
}

// A report as a file is the one that a run makes of the same day.
func TestReportIsThatOfARun(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, event string }{
		{"summary", "report.pdf", `{"period": "P7D"}`},
		{"full", "report.pdf", `{"period": "P7D", "edition": "full"}`},
		{"page", "report.html", `{"period": "P7D", "formats": ["html"]}`},
		{"table", "report.csv", `{"period": "P7D", "formats": ["csv"]}`},
		{"German", "report.html", `{"period": "P7D", "formats": ["html"], "language": "de"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.run(t, `{}`, exitWell)
			w.scene(1)
			path := filepath.Join(w.dir, c.file)
			args := []string{"report", "P7D", "--out", path}
			switch c.name {
			case "full":
				args = append(args, "--full")
			case "German":
				args = append(args, "--language", "de")
			}
			if code, stdout, stderr := w.command(t, "", args...); code != exitWell {
				t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
			}
			var made string
			for _, made = range w.run(t, `{"report": `+c.event+`}`, exitWell).Report {
			}
			link, err := url.Parse(made)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.FromSlash(link.Path))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes, the run has %d: %v", len(got), len(want), err)
			}
		})
	}
}

// Reports of one day in two languages are two files.
func TestReportsInTwoLanguages(t *testing.T) {
	w := newWorld(t)
	dir := t.TempDir()
	t.Chdir(dir)
	for _, language := range []string{"en", "fr"} {
		if code, stdout, stderr := w.command(t, "", "report", "--language", language); code != exitWell {
			t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
		}
	}
	names := slices.Sorted(maps.Keys(contents(t, dir)))
	if len(names) != 2 || strings.TrimSuffix(names[0], "-fr.pdf")+".pdf" != names[1] {
		t.Errorf("files %q", names)
	}
}

// A language that there is not is refused before anybody signs in.
func TestReportInNoLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	code, _, stderr := w.command(t, "", "report", "--language", "german")
	if want := `--language: "german" is not a language; use en, de or fr`; code != exitWrong ||
		!strings.Contains(stderr, want) {
		t.Errorf("exit code %d, want %d and %q:\n%s", code, exitWrong, want, stderr)
	}
}

// contents are the files below a directory.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = string(data)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	return files
}
