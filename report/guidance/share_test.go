package guidance

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func para(texts ...string) (list []Passage) {
	for _, text := range texts {
		list = append(list, Passage{Text: text})
	}
	return list
}

func TestPieces(t *testing.T) {
	for _, c := range []struct {
		name string
		list []Passage
		want []string // with + before what joins
	}{
		{"sentences", para("One is. Two is! Three?"), []string{"One is.", "+Two is!", "+Three?"}},
		{"no sentence ends", para("Version 1. then 2.5 of v.2"), []string{"Version 1. then 2.5 of v.2"}},
		{"paragraphs", para("One. Two.", "Three."), []string{"One.", "+Two.", "Three."}},
		{"steps", []Passage{{"1.", 0, "Open it. Close it."}}, []string{"Open it. Close it."}},
		{"nothing", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			pieces := Pieces(c.list)
			var got []string
			for _, p := range pieces {
				if p.Joins {
					p.Text = "+" + p.Text
				}
				got = append(got, p.Text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("pieces (-want +got):\n%s", diff)
			}
			if joined := Join(pieces); len(c.list) > 0 && !cmp.Equal(c.list, joined) {
				t.Errorf("joined: %+v", joined)
			}
		})
	}
}

func TestCommon(t *testing.T) {
	steps := func(texts ...string) (list []Piece) {
		for i, text := range texts {
			list = append(list, Piece{Passage: Passage{Mark: string(rune('1'+i)) + ".", Text: text}})
		}
		return list
	}
	for _, c := range []struct {
		name        string
		lists       [][]Piece
		first, last int
	}{
		{"one list", [][]Piece{steps("a", "b")}, 0, 0},
		{"both ends", [][]Piece{steps("a", "x", "z"), steps("a", "y", "y", "z")}, 1, 1},
		{"equal", [][]Piece{steps("a", "b"), steps("a", "b")}, 2, 0},
		{"one within the other", [][]Piece{steps("a", "a"), steps("a")}, 1, 0},
		{"an empty one", [][]Piece{steps("a"), nil}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if first, last := Common(c.lists); first != c.first || last != c.last {
				t.Errorf("%d and %d, want %d and %d", first, last, c.first, c.last)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	const one, two = "This first sentence is long enough to be a note.", "This one always follows the first of them."
	const other = "Another sentence that is long enough to be a note of its own."
	text := func(s string) [][]Piece { return [][]Piece{Pieces(para(s))} }
	groups := [][][]Piece{
		text("Mine. " + one + " " + two), text(one + " " + two + " Yours. Short."), text(one + " " + two + " " + other),
		text(other + " Theirs. Short."), text("Short. " + other), text("Mine."),
	}
	notes := NotesOf(groups, 3)
	type taken struct {
		own   []Passage
		notes []int
	}
	var got []taken
	for _, g := range groups {
		own, numbers := notes.Take(g[0])
		got = append(got, taken{Join(own), numbers})
	}
	want := []taken{
		{para("Mine."), []int{1}}, {para("Yours. Short."), []int{1}}, {[]Passage{}, []int{1, 2}},
		{para("Theirs. Short."), []int{2}}, {para("Short."), []int{2}}, {para("Mine."), nil},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(taken{})); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{one + " " + two, other}, notes.Texts); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}
