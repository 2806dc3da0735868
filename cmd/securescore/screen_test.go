package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"secure-score-reporter/report/words"
)

func TestColourOnATerminalOnly(t *testing.T) {
	s := screen{width: columns}
	for _, colour := range []bool{false, true} {
		s = screen{colour: colour, width: columns}
		s.row([]int{8, -4}, []string{s.signed(-1, "−1.00"), "x"}, "title")
		if got := strings.Contains(s.String(), "\x1b[31m"); got != colour {
			t.Errorf("colour %t: %q", colour, s.String())
		}
	}
	if want := "   \x1b[31m−1.00\x1b[0m  x     title\n"; s.String() != want {
		t.Errorf("%q, want %q", s.String(), want)
	}
}

func TestSignsAreNarrow(t *testing.T) {
	s := screen{width: columns}
	s.row([]int{7, -10}, []string{"±0.00", "4 → 5/5"}, "title")
	if want := "  ±0.00  4 → 5/5     title\n"; s.String() != want {
		t.Errorf("%q, want %q", s.String(), want)
	}
}

func TestWideCharactersAlign(t *testing.T) {
	s := screen{width: columns}
	s.row([]int{-6}, []string{"日本"}, strings.Repeat("多要素認証", 10)+" 終 "+strings.Repeat("x", 90))
	if wide := tooWide(s.String()); wide != "" {
		t.Errorf("wider than %d columns: %s", columns, wide)
	}
	if !strings.HasPrefix(s.String(), "日本    多要素認証") {
		t.Error(s.String())
	}
}

// The libraries that we tried fail here: docs/decisions/terminal-tables.md.
func TestWrapKeepsTheWidthAndTheText(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("ab-/é日多終한·→  ")), 0, 120, -1)
	rapid.Check(t, func(t *rapid.T) {
		s, width := letters.Draw(t, "text"), rapid.IntRange(2, 60).Draw(t, "width")
		lines := wrap(s, width)
		for _, l := range lines {
			if uniseg.StringWidth(l) > width {
				t.Errorf("wider than %d columns: %q", width, l)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(s, " ", ""); got != want {
			t.Errorf("text lost: %q", lines)
		}
	})
}

// An address stays in one piece, and a longer word is broken where a reader
// would.
func TestLongWords(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"(GET login.example/contoso.example/.well-known/configuration)",
			"(GET|login.example/contoso.example/|.well-known/configuration)"},
		{"id 22222222-1111-1111-1111-111111111111", "id|22222222-1111-1111-1111-|111111111111"},
		{"query?client=contoso&secret=hidden", "query?client=contoso&secret=|hidden"},
		{"a well-known word stays whole", "a well-known word stays whole"},
		{"at https://login.example/contoso.example/adminconsent now", "at|https://login.example/contoso.example/adminconsent|now"},
		{"in file:///srv/securescore/data/contoso.example", "in|file:///srv/securescore/data/contoso.example"},
		{strings.Repeat("x", 40), strings.Repeat("x", 32) + "|" + strings.Repeat("x", 8)},
	} {
		if got := strings.Join(wrap(tt.text, 32), "|"); got != tt.want {
			t.Errorf("%s:\n%s, want\n%s", tt.text, got, tt.want)
		}
	}
}

// An error fits the terminal. Programs get it in one line.
func TestErrorsFitTheTerminal(t *testing.T) {
	err := wrongError{errors.New("config.yaml:2:1: tenants: has no value: give it one\n  securescore tenants add contoso")}
	for terminal, want := range map[int]string{
		0: "securescore: config.yaml:2:1: tenants: has no value: give it one\n  securescore tenants add contoso\n",
		40: "securescore: config.yaml:2:1: tenants:\n  has no value: give it one\n" +
			"  securescore tenants add contoso\n",
	} {
		var errs strings.Builder
		if code := exitCode(process{stderr: &errs, errColumns: terminal}, err); code != exitWrong || errs.String() != want {
			t.Errorf("%d columns: exit code %d\n%s", terminal, code, &errs)
		}
	}
}

// What Microsoft sends cannot speak to the terminal.
func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mb\x07": "a[31mb", "a\r\nb\u202ec": "a bc", "ü  ☃\u0085": "ü ☃",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Text is as wide as the terminal, and so are the notes on standard error.
func TestTextFitsTheTerminal(t *testing.T) {
	for terminal, want := range map[int]int{0: columns, 20: narrowest, 60: 60, 100: 100, 300: widest} {
		p := process{columns: terminal, lookupEnv: func(string) (string, bool) { return "", false }}
		s := p.screen()
		s.text(strings.Repeat("word ", 90))
		s.hang("  → ", 4, strings.Repeat("word ", 90))
		var notes strings.Builder
		p.stderr = &notes
		if err := new(commandLine).printNotes(p, words.English, []string{strings.Repeat("word ", 90)}); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{s.String(), notes.String()} {
			longest := 0
			for l := range strings.Lines(text) {
				longest = max(longest, uniseg.StringWidth(strings.TrimSpace(l)))
			}
			if longest > want || longest < want-10 {
				t.Errorf("a terminal of %d columns: the longest line has %d, want about %d", terminal, longest, want)
			}
		}
		if !strings.HasPrefix(notes.String(), "note: word") {
			t.Error(notes.String())
		}
	}
}

func TestColours(t *testing.T) {
	for _, tt := range []struct {
		name    string
		p       process
		noColor string
		want    bool
	}{
		{"a terminal", process{terminal: true}, "", true},
		{"no terminal", process{}, "", false},
		{"an old console of Windows", process{terminal: true, monochrome: true}, "", false},
		{"NO_COLOR", process{terminal: true}, "1", false},
	} {
		tt.p.lookupEnv = func(string) (string, bool) { return tt.noColor, tt.noColor != "" }
		s := tt.p.screen()
		if got := s.bold("x") != "x"; got != tt.want {
			t.Errorf("%s: colours %t, want %t", tt.name, got, tt.want)
		}
	}
}

// The error of a directory that takes no file names the file, and not the
// temporary one.
func TestAFileInNoDirectory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "none", "board.pdf"), filepath.Join(file, "board.pdf")} {
		err := writeWhole(path, []byte("x"))
		const want = ": its directory cannot be written to: "
		if err == nil || !strings.HasPrefix(err.Error(), "writing "+path+want) ||
			strings.Count(err.Error(), filepath.Dir(path)) != 1 {
			t.Errorf("error %v, want writing %s%s…", err, path, want)
		}
	}
}

// Windows says that access is denied to a file that a reader of PDFs shows.
func TestAFileThatIsOpenElsewhere(t *testing.T) {
	denied := orOpen(&os.LinkError{Op: "rename", Old: "a", New: "b", Err: fs.ErrPermission})
	if !errors.Is(denied, fs.ErrPermission) || !strings.Contains(denied.Error(), "close it there") {
		t.Errorf("denied: %v", denied)
	}
	if err := orOpen(fs.ErrExist); !errors.Is(err, fs.ErrExist) || strings.Contains(err.Error(), "close") {
		t.Errorf("something else: %v", err)
	}
	if err := orOpen(nil); err != nil {
		t.Errorf("no error: %v", err)
	}
}
