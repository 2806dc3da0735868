package main

import (
	"strings"
	"testing"
)

func TestColourOnATerminalOnly(t *testing.T) {
	var s screen
	for _, colour := range []bool{false, true} {
		s = screen{colour: colour}
		s.row([]int{8, -4}, []string{s.signed(-1, "−1.00"), "x"}, "title")
		if got := strings.Contains(s.String(), "\x1b[31m"); got != colour {
			t.Errorf("colour %t: %q", colour, s.String())
		}
	}
	if want := "   \x1b[31m−1.00\x1b[0m  x     title\n"; s.String() != want {
		t.Errorf("%q, want %q", s.String(), want)
	}
}

func TestWideCharactersAlign(t *testing.T) {
	var s screen
	s.row([]int{-6}, []string{"日本"}, strings.Repeat("多要素認証", 10)+" 終 "+strings.Repeat("x", 90))
	if wide := tooWide(s.String()); wide != "" {
		t.Errorf("wider than %d columns: %s", columns, wide)
	}
	if !strings.HasPrefix(s.String(), "日本    多要素認証") {
		t.Error(s.String())
	}
}

// What Microsoft sends cannot speak to the terminal.
func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mb\x07": "a [31mb", "a\r\nb\u202ec": "a b c", "ü  ☃\u0085": "ü ☃",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
