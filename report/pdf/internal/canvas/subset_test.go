package canvas

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
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

func collect(outline []byte) (list []part) {
	for p := range parts(outline) {
		list = append(list, p)
	}
	return list
}
