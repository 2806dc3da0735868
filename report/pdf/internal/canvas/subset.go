package canvas

import (
	"encoding/binary"
	"maps"
	"math"
	"math/bits"
	"slices"
)

// face is a font that a document uses, and what it uses of it.
type face struct {
	name string
	file []byte
	used [1 << 16 / 64]uint64 // a bit for each character
}

// use notes the characters of a text.
func (f *face) use(text string) {
	for _, r := range text {
		if r <= 0xFFFF {
			f.used[r/64] |= 1 << (r % 64)
		}
	}
}

// subset is a face cut to the runes that a document shows.
type subset struct {
	font   fontFile
	runes  []int       // in order
	glyphs []int       // of the whole font, by their number in the subset
	number map[int]int // the reverse
	ofRune map[int]int // the number in the subset by the rune
}

// cut looks up the glyphs of the runes, and those that they are made of. A font
// from outside has passed CheckFont.
func (f *face) cut() (subset, error) {
	s := subset{font: fontFile{tables: map[string][]byte{}}, number: map[int]int{}, ofRune: map[int]int{}}
	if err := s.font.readTables(f.file); err != nil {
		return subset{}, err
	}
	table, err := s.font.characters()
	if err != nil {
		return subset{}, err
	}
	s.add(0)
	for i, left := range f.used {
		for ; left != 0; left &= left - 1 {
			r := 64*i + bits.TrailingZeros64(left)
			if glyph := table.glyph(r); glyph > 0 {
				s.runes = append(s.runes, r)
				s.ofRune[r] = s.add(glyph)
			}
		}
	}
	for i := 0; i < len(s.glyphs); i++ { // the list grows while it is read
		for part := range parts(s.font.glyph(s.glyphs[i])) {
			s.add(part.glyph)
		}
	}
	return s, nil
}

// add gives a glyph of the font its number in the subset.
func (s *subset) add(glyph int) int {
	if _, known := s.number[glyph]; !known {
		s.number[glyph] = len(s.glyphs)
		s.glyphs = append(s.glyphs, glyph)
	}
	return s.number[glyph]
}

// trueType is the subset as a file, with the tables that a PDF needs.
// https://learn.microsoft.com/typography/opentype/spec/otff
func (s *subset) trueType() []byte {
	const long = 1
	tables := map[string][]byte{}
	for _, name := range []string{"cvt ", "fpgm", "prep"} {
		if table := s.font.tables[name]; table != nil {
			tables[name] = table
		}
	}
	var outlines, places, metrics []byte
	for _, glyph := range s.glyphs {
		places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
		outlines = padded(append(outlines, s.renumbered(glyph)...))
		advance, bearing := s.font.metrics(glyph)
		metrics = append(append(metrics, advance...), bearing...)
	}
	places = binary.BigEndian.AppendUint32(places, uint32(len(outlines)))
	tables["glyf"], tables["loca"], tables["hmtx"] = outlines, places, metrics
	tables["head"] = s.font.with("head", 50, long)
	binary.BigEndian.PutUint32(tables["head"][8:], 0)
	tables["hhea"] = s.font.with("hhea", 34, len(s.glyphs))
	tables["maxp"] = s.font.with("maxp", 4, len(s.glyphs))
	return assembled(tables)
}

// renumbered is the outline of a glyph whose parts are those of the subset.
func (s *subset) renumbered(glyph int) []byte {
	outline := slices.Clone(s.font.glyph(glyph))
	for part := range parts(outline) {
		binary.BigEndian.PutUint16(outline[part.at:], uint16(s.number[part.glyph]))
	}
	return outline
}

// width is that of a glyph, in thousandths of the font's size.
func (s *subset) width(glyph int) int {
	advance, _ := s.font.metrics(glyph)
	return int(math.Round(float64(u16(advance, 0)) * s.font.scale()))
}

// scale makes thousandths of the font's size of its own units.
func (f *fontFile) scale() float64 { return 1000 / float64(u16(f.tables["head"], 18)) }

// with is a table with another number at one place.
func (f *fontFile) with(table string, at, number int) []byte {
	changed := slices.Clone(f.tables[table])
	binary.BigEndian.PutUint16(changed[at:], uint16(number))
	return changed
}

// glyph is the outline of a glyph.
func (f *fontFile) glyph(n int) []byte {
	return f.tables["glyf"][f.place(n):f.place(n+1)]
}

// place is where an outline begins in its table.
func (f *fontFile) place(glyph int) int {
	loca := f.tables["loca"]
	if long := u16(f.tables["head"], 50) == 1; long {
		return int(binary.BigEndian.Uint32(loca[4*glyph:]))
	}
	return 2 * u16(loca, 2*glyph)
}

// metrics are the advance and the left side bearing of a glyph. The last ones
// of a font share an advance.
func (f *fontFile) metrics(glyph int) (advance, bearing []byte) {
	table, whole := f.tables["hmtx"], u16(f.tables["hhea"], 34)
	if glyph < whole {
		return table[4*glyph : 4*glyph+2], table[4*glyph+2 : 4*glyph+4]
	}
	at := 4*whole + 2*(glyph-whole)
	return table[4*whole-4 : 4*whole-2], table[at : at+2]
}

// assembled is a font file of these tables.
func assembled(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	power, log := 1, 0 // the greatest power of two up to the number of tables
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	file := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, n := range []int{len(names), power * 16, log, (len(names) - power) * 16} {
		file = binary.BigEndian.AppendUint16(file, uint16(n))
	}
	at, head := len(file)+16*len(names), 0
	for _, name := range names {
		if name == "head" {
			head = at
		}
		file = append(file, name...)
		for _, n := range []uint32{checksum(tables[name]), uint32(at), uint32(len(tables[name]))} {
			file = binary.BigEndian.AppendUint32(file, n)
		}
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		file = padded(append(file, tables[name]...))
	}
	binary.BigEndian.PutUint32(file[head+8:], 0xB1B0AFBA-checksum(file))
	return file
}

// padded has a length that four divides.
func padded(data []byte) []byte { return append(data, make([]byte, (4-len(data)%4)%4)...) }

// checksum is the sum of a table's words of four bytes.
func checksum(table []byte) (sum uint32) {
	for len(table) >= 4 {
		sum += binary.BigEndian.Uint32(table)
		table = table[4:]
	}
	var rest [4]byte
	copy(rest[:], table)
	return sum + binary.BigEndian.Uint32(rest[:])
}
