package report

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestNamesInLines(t *testing.T) {
	names := NamesOf([]string{
		"Block sign-in", "Block sign-in of guests", "Apps", "Zulässige Apps", "Apps", "A list", "x", "",
	})
	ours := func(s string) Piece { return Piece{Text: s} }
	name := func(s string) Piece { return Piece{Text: s, Name: true} }
	for _, c := range []struct {
		name  string
		lines []string
		want  [][]Piece
	}{
		{"none", []string{"Nichts", ""}, [][]Piece{nil, nil}},
		{"within a sentence", []string{"Zuerst „Block sign-in“, dann weiter."},
			[][]Piece{{ours("Zuerst „"), name("Block sign-in"), ours("“, dann weiter.")}}},
		{"the longest", []string{"Block sign-in of guests"}, [][]Piece{{name("Block sign-in of guests")}}},
		{"side by side", []string{"Neu · Apps · Zulässige Apps"}, [][]Piece{{ours("Neu · "), name("Apps · Zulässige Apps")}}},
		{"over lines", []string{"Wie Block sign-", "in of", "guests: Apps"},
			[][]Piece{{ours("Wie "), name("Block sign-")}, {name("in of")}, {name("guests: Apps")}}},
		{"cut", []string{"Zuerst Block sign-in of g…"}, [][]Piece{{ours("Zuerst "), name("Block sign-in of g…")}}},
		{"cut, over lines", []string{"Zuerst Block", "sign-in o…"},
			[][]Piece{{ours("Zuerst "), name("Block")}, {name("sign-in o…")}}},
		{"a blank at once", []string{"Die A", "list"}, [][]Piece{{ours("Die "), name("A")}, {name("list")}}},
		{"longer than the text", []string{"Zuerst Block sign-"}, [][]Piece{nil}},
		{"cut too short", []string{"Zuerst Block…"}, [][]Piece{nil}},
		{"in a word", []string{"Appstore, iApps"}, [][]Piece{nil}},
		{"too short a name", []string{"x"}, [][]Piece{nil}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, names.In(c.lines...)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if got := (Names{}).In("Apps"); len(got) != 1 || got[0] != nil {
		t.Errorf("no names find %v", got)
	}
}

// The pieces of a line are the line.
func FuzzNames(f *testing.F) {
	f.Add("Zuerst „Block sign-in“, dann", "Block sign-…", "Block sign-in")
	f.Add("a\u0301界 界界 a", "\xff…", "界界")
	f.Fuzz(func(t *testing.T, first, second, name string) {
		lines := []string{first, second}
		for i, pieces := range NamesOf([]string{name, "Zuerst", name + second}).In(lines...) {
			got := ""
			for _, p := range pieces {
				got += p.Text
				if p.Text == "" || utf8.ValidString(first+second) && !utf8.ValidString(p.Text) {
					t.Errorf("the piece %q of %q", p.Text, lines[i])
				}
			}
			if len(pieces) > 0 && got != lines[i] {
				t.Errorf("%q, want %q", got, lines[i])
			}
		}
	})
}
