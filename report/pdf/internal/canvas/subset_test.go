package canvas

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"
)

// A cut font has the outlines of the characters in use, and of what they are
// made of, under new numbers.
func TestCutFont(t *testing.T) {
	file, err := os.ReadFile("../../../draw/fonts/DejaVuSans.ttf")
	if err != nil {
		t.Fatal(err)
	}
	f := &face{name: "test", file: file}
	f.use("éAé中")
	s, err := f.cut()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{'A', 'é'}, s.runes); diff != "" {
		t.Errorf("runes (-want +got):\n%s", diff)
	}
	if len(s.glyphs) != 5 { // none, A, é, and the two parts of é
		t.Errorf("%d glyphs", len(s.glyphs))
	}
	cut := s.trueType()
	if len(cut) > 10_000 || len(cut)%4 != 0 || checksum(cut) != 0xB1B0AFBA {
		t.Errorf("%d bytes with the checksum %X", len(cut), checksum(cut))
	}
	again := fontFile{tables: map[string][]byte{}}
	for i := range u16(cut, 4) {
		record := cut[12+16*i:]
		at, size := u16(record, 8)<<16|u16(record, 10), u16(record, 12)<<16|u16(record, 14)
		again.tables[string(record[:4])] = cut[at : at+size]
	}
	for n, glyph := range s.glyphs {
		got, want := again.glyph(n), s.font.glyph(glyph)
		if len(got) < len(want) || len(got) > len(want)+3 {
			t.Errorf("glyph %d has %d bytes, not %d", n, len(got), len(want))
		}
		before, after := collect(want), collect(got)
		if len(before) == 0 && !bytes.HasPrefix(got, want) {
			t.Errorf("glyph %d has another outline", n)
		}
		for i, part := range before {
			if s.glyphs[after[i].glyph] != part.glyph {
				t.Errorf("glyph %d is made of %d, not of %d", n, s.glyphs[after[i].glyph], part.glyph)
			}
		}
		advance, bearing := again.metrics(n)
		if a, b := s.font.metrics(glyph); !bytes.Equal(advance, a) || !bytes.Equal(bearing, b) {
			t.Errorf("glyph %d has other metrics", n)
		}
	}
}

// A character that only the table of format 12 has is drawn with its glyph.
// Text is measured with that table, so it was a box before.
func TestCharactersOfFormat12(t *testing.T) {
	font := withGroups(t, small(t), []group{{'A', 'A', 1}, {0x4E00, 0x4E01, 2}})
	if err := CheckFont(font); err != nil {
		t.Fatal(err)
	}
	f := &face{name: "test", file: font}
	f.use("A一丁丂")
	s, err := f.cut()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{'A', 0x4E00, 0x4E01}, s.runes); diff != "" {
		t.Errorf("runes (-want +got):\n%s", diff)
	}
	parsed, err := sfnt.Parse(font)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "A一丁丂é" {
		var b sfnt.Buffer
		measured, err := parsed.GlyphIndex(&b, r)
		table, _ := s.font.characters()
		if err != nil || int(measured) != table.glyph(int(r)) {
			t.Errorf("%c is measured as glyph %d and drawn as %d: %v", r, measured, table.glyph(int(r)), err)
		}
	}
}

func TestDamagedGroups(t *testing.T) {
	for name, groups := range map[string][]group{
		"backwards":      {{0x4E01, 0x4E00, 1}},
		"overlapping":    {{0x4E00, 0x4E05, 1}, {0x4E05, 0x4E05, 1}},
		"no such glyph":  {{0x4E00, 0x4E01, 9000}},
		"beyond 32 bits": {{0, 0xFFFFFFFF, 0xFFFFFFFF}},
	} {
		if err := CheckFont(withGroups(t, small(t), groups)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	font := withGroups(t, small(t), []group{{'A', 'A', 1}})
	cmap, _ := tableOf(t, font, "cmap")
	at := bytes.Index(font[cmap:], []byte{0, 12, 0, 0})
	binary.BigEndian.PutUint32(font[cmap+at+12:], 0x10000000)
	if err := CheckFont(font); err == nil {
		t.Error("more groups than bytes: no error")
	}
}

type group struct{ first, last, glyph uint32 }

// withGroups is a font with another table of characters in format 12.
func withGroups(t *testing.T, file []byte, groups []group) []byte {
	t.Helper()
	f := fontFile{tables: map[string][]byte{}}
	if err := f.readTables(file); err != nil {
		t.Fatal(err)
	}
	old, err := f.characters()
	if err != nil {
		t.Fatal(err)
	}
	cmap := []byte{0, 0, 0, 2}
	number := func(n ...uint32) {
		for _, x := range n {
			cmap = binary.BigEndian.AppendUint32(cmap, x)
		}
	}
	number(3<<16|1, 20, 3<<16|10, uint32(20+len(old.ranges)))
	cmap = append(cmap, old.ranges...)
	number(12<<16, uint32(16+12*len(groups)), 0, uint32(len(groups)))
	for _, g := range groups {
		number(g.first, g.last, g.glyph)
	}
	f.tables["cmap"] = cmap
	return assembled(f.tables)
}

func collect(outline []byte) (list []part) {
	for p := range parts(outline) {
		list = append(list, p)
	}
	return list
}
