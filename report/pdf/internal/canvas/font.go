package canvas

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
)

// CheckFont says why a TrueType file must not be embedded, if it must not. What
// cuts a font trusts it: it follows glyphs that are made of others, and where
// tables lead. This looks at everything that it will look at, and is a little
// stricter than the format.
// https://learn.microsoft.com/typography/opentype/spec/otff
func CheckFont(file []byte) error {
	f := fontFile{tables: map[string][]byte{}}
	for _, check := range []func() error{
		func() error { return f.readTables(file) }, f.checkNames, f.checkHead, f.checkLicence, f.checkMetrics,
		f.checkGlyphs, f.checkCharacters,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// ErrTrueType is of a file that is no TrueType font.
var ErrTrueType = errors.New("a font has to be a TrueType file (.ttf), and this is none")

const (
	mostTables  = 64
	mostNames   = 2_000 // records
	longestName = 2_000 // bytes
	mostParts   = 256   // glyphs that a glyph is made of, and those that they are made of
)

// shortest are the tables that are read, and how many bytes of each.
var shortest = []struct {
	table string
	bytes int
}{{"name", 6}, {"head", 54}, {"hhea", 36}, {"post", 32}, {"cmap", 4}, {"maxp", 6}, {"hmtx", 4}, {"loca", 4}}

// fontFile is a font while it is checked.
type fontFile struct {
	tables  map[string][]byte
	offsets []int  // of the glyphs in glyf, and of its end
	parts   []int  // of each glyph, itself included; 0 where they are not counted yet
	open    []bool // glyphs that are being counted
}

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }

func damaged(table, format string, args ...any) error {
	return fmt.Errorf("the font is damaged: its table %q %s", table, fmt.Sprintf(format, args...))
}

func (f *fontFile) readTables(file []byte) error {
	if len(file) < 12 {
		return ErrTrueType
	}
	if tag := string(file[:4]); tag != "\x00\x01\x00\x00" && tag != "true" {
		return ErrTrueType
	}
	n := u16(file, 4)
	if n > mostTables || 12+16*n > len(file) {
		return errors.New("the font is damaged: its list of tables is cut off or too long")
	}
	for i := range n {
		record := file[12+16*i:]
		name := string(record[:4])
		at, size := int64(binary.BigEndian.Uint32(record[8:])), int64(binary.BigEndian.Uint32(record[12:]))
		switch {
		case at+size > int64(len(file)):
			return damaged(name, "is cut off")
		case f.tables[name] != nil:
			return damaged(name, "is there twice")
		}
		f.tables[name] = file[at : at+size : at+size]
	}
	if f.tables["glyf"] == nil {
		return errors.New("the font has no outlines of TrueType: choose another font")
	}
	for _, s := range shortest {
		if len(f.tables[s.table]) < s.bytes {
			return damaged(s.table, "is missing or too short")
		}
	}
	return nil
}

func (f *fontFile) checkNames() error {
	names := f.tables["name"]
	n, texts := u16(names, 2), u16(names, 4)
	switch {
	case u16(names, 0) != 0:
		return damaged("name", "has a format other than 0, which is not read")
	case n > mostNames || 6+12*n > len(names):
		return damaged("name", "has too many names")
	}
	for i := range n {
		record := names[6+12*i:]
		size, end := u16(record, 8), texts+u16(record, 10)+u16(record, 8)
		if end > len(names) {
			return damaged("name", "is cut off")
		}
		if id := u16(record, 6); id > 6 {
			continue // licences and descriptions, which are not read
		}
		if windows := u16(record, 0) == 3; size > longestName || windows && size%2 != 0 {
			return damaged("name", "has a name of %d bytes", size)
		}
	}
	return nil
}

func (f *fontFile) checkHead() error {
	head := f.tables["head"]
	switch em := u16(head, 18); {
	case em < 16 || em > 16384:
		return damaged("head", "has %d units in an em", em)
	case u16(head, 50) > 1, u16(head, 52) != 0:
		return damaged("head", "names an unknown format of glyphs")
	}
	return nil
}

// checkLicence refuses what the maker of a font does not allow to embed.
func (f *fontFile) checkLicence() error {
	table, ok := f.tables["OS/2"]
	if !ok {
		return nil
	}
	if len(table) < 72 || u16(table, 0) > 1 && len(table) < 90 {
		return damaged("OS/2", "is too short")
	}
	if licence := u16(table, 8); licence == 2 || licence&0x300 != 0 {
		return errors.New("the font's licence does not allow to embed it: choose another font")
	}
	return nil
}

func (f *fontFile) checkMetrics() error {
	hhea, metrics, glyphs := f.tables["hhea"], u16(f.tables["hhea"], 34), u16(f.tables["maxp"], 4)
	switch {
	case u16(hhea, 32) != 0:
		return damaged("hhea", "names an unknown format of widths")
	case metrics == 0 || metrics > glyphs:
		return damaged("hhea", "has %d widths for %d glyphs", metrics, glyphs)
	case len(f.tables["hmtx"]) < 2*(metrics+glyphs):
		return damaged("hmtx", "is cut off")
	}
	return nil
}

// checkGlyphs makes sure that each glyph lies within its table, and is made of
// few others, none of which is made of it.
func (f *fontFile) checkGlyphs() error {
	loca, long, glyphs := f.tables["loca"], u16(f.tables["head"], 50), u16(f.tables["maxp"], 4)
	if len(loca) < (glyphs+1)*(2+2*long) {
		return damaged("loca", "is cut off")
	}
	f.offsets = make([]int, glyphs+1)
	for i := range f.offsets {
		if long == 1 {
			f.offsets[i] = int(binary.BigEndian.Uint32(loca[4*i:]))
		} else {
			f.offsets[i] = 2 * u16(loca, 2*i)
		}
		if f.offsets[i] > len(f.tables["glyf"]) || i > 0 && f.offsets[i] < f.offsets[i-1] {
			return damaged("loca", "leads out of the table of glyphs")
		}
	}
	f.parts, f.open = make([]int, glyphs), make([]bool, glyphs)
	for i := range glyphs {
		if err := f.countParts(i); err != nil {
			return err
		}
	}
	return nil
}

// The flags of a part of a glyph.
const (
	wordArguments = 1 << 0
	oneScale      = 1 << 3
	moreParts     = 1 << 5
	twoScales     = 1 << 6
	fourScales    = 1 << 7
)

func (f *fontFile) countParts(glyph int) error {
	if f.parts[glyph] > 0 {
		return nil
	}
	if f.open[glyph] {
		return damaged("glyf", "has a glyph that is made of itself")
	}
	data := f.tables["glyf"][f.offsets[glyph]:f.offsets[glyph+1]]
	if len(data) > 0 && len(data) < 10 {
		return damaged("glyf", "is cut off")
	}
	count := 1
	f.open[glyph] = true
	for part := range parts(data) {
		switch {
		case part.at == 0:
			return damaged("glyf", "is cut off")
		case part.glyph >= len(f.parts):
			return damaged("glyf", "names a glyph that is not there")
		}
		if err := f.countParts(part.glyph); err != nil {
			return err
		}
		if count += f.parts[part.glyph]; count > mostParts {
			return damaged("glyf", "has a glyph of more than %d parts", mostParts)
		}
	}
	f.open[glyph] = false
	f.parts[glyph] = count
	return nil
}

// part is one of the glyphs that a glyph is made of, and where its outline
// names it; at 0 where the outline is cut off.
type part struct{ glyph, at int }

// parts are those of an outline, if it has any.
func parts(outline []byte) iter.Seq[part] {
	return func(yield func(part) bool) {
		if len(outline) == 0 || u16(outline, 0)&0x8000 == 0 {
			return
		}
		for flags, at := moreParts, 10; flags&moreParts != 0; {
			if at+4 > len(outline) {
				yield(part{})
				return
			}
			flags = u16(outline, at)
			if !yield(part{glyph: u16(outline, at+2), at: at + 2}) {
				return
			}
			at += 4 + argumentBytes(flags)
		}
	}
}

// argumentBytes is how long the arguments of a part are.
func argumentBytes(flags int) int {
	n := 2
	if flags&wordArguments != 0 {
		n = 4
	}
	switch {
	case flags&oneScale != 0:
		n += 2
	case flags&twoScales != 0:
		n += 4
	case flags&fourScales != 0:
		n += 8
	}
	return n
}
