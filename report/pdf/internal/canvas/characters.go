package canvas

import (
	"encoding/binary"
	"errors"
	"sort"
)

// characters are the tables that give each character its glyph, of the two
// formats that fonts have today. Where both are there, the one of format 12 is
// complete, and text was measured with it.
// https://learn.microsoft.com/typography/opentype/spec/cmap
type characters struct {
	ranges []byte // format 4; nil for none
	groups []byte // format 12, from its first group on; nil for none
}

// characters are the first tables of Unicode in each format.
func (f *fontFile) characters() (characters, error) {
	var c characters
	cmap := f.tables["cmap"]
	n := u16(cmap, 2)
	if 4+8*n > len(cmap) {
		return c, damaged("cmap", "is cut off")
	}
	for i := range n {
		record := cmap[4+8*i:]
		system, coding, at := u16(record, 0), u16(record, 2), int64(binary.BigEndian.Uint32(record[4:]))
		if system != 0 && (system != 3 || coding != 1 && coding != 10) {
			continue
		}
		if at+16 > int64(len(cmap)) || !c.add(cmap[at:]) {
			return c, damaged("cmap", "is cut off")
		}
	}
	if c.ranges == nil && c.groups == nil {
		return c, errors.New("the font has no table of Unicode's characters in format 4 or 12: choose another font")
	}
	return c, nil
}

const groupSize = 12 // bytes

// add keeps a table if it is the first of its format; false where it is cut
// off.
func (c *characters) add(table []byte) bool {
	switch format := u16(table, 0); {
	case format == 4 && c.ranges == nil:
		length, n := u16(table, 2), u16(table, 6)/2
		if length > len(table) || 16+8*n > length {
			return false
		}
		c.ranges = table[:length]
	case format == 12 && c.groups == nil:
		n := int64(binary.BigEndian.Uint32(table[12:]))
		if groupSize*n > int64(len(table)-16) {
			return false
		}
		c.groups = table[16 : 16+groupSize*n]
	}
	return true
}

// glyph is that of a character; 0 for none.
func (c characters) glyph(r int) int {
	switch {
	case c.groups != nil:
		return c.glyphInGroups(r)
	case c.ranges != nil:
		return glyphInRanges(c.ranges, r)
	}
	return 0
}

// group is the first and the last character of a group, and the first glyph.
func (c characters) group(i int) (first, last, glyph int64) {
	number := func(at int) int64 { return int64(binary.BigEndian.Uint32(c.groups[groupSize*i+at:])) }
	return number(0), number(4), number(8)
}

func (c characters) glyphInGroups(r int) int {
	n := len(c.groups) / groupSize
	i := sort.Search(n, func(i int) bool { _, last, _ := c.group(i); return last >= int64(r) })
	if i == n {
		return 0
	}
	first, _, glyph := c.group(i)
	if first > int64(r) {
		return 0
	}
	return int(glyph + int64(r) - first)
}

// glyphInRanges finds the glyph of a character in a table of format 4.
func glyphInRanges(table []byte, c int) int {
	n := u16(table, 6) / 2
	i := sort.Search(n, func(i int) bool { return u16(table, 14+2*i) >= c })
	if i == n || u16(table, 16+2*n+2*i) > c {
		return 0
	}
	glyph, _ := glyphIn(table, i, c)
	return glyph
}

// checkCharacters makes sure that the ranges of characters do not overlap, or
// they might name the same characters thousands of times, and that each
// character's glyph is there.
func (f *fontFile) checkCharacters() error {
	c, err := f.characters()
	if err != nil {
		return err
	}
	if err := c.checkRanges(len(f.parts)); err != nil {
		return err
	}
	return c.checkGroups(len(f.parts))
}

func (c characters) checkRanges(glyphs int) error {
	if c.ranges == nil {
		return nil
	}
	table := c.ranges
	n, before := u16(table, 6)/2, -1
	for i := range n {
		last, first := u16(table, 14+2*i), u16(table, 16+2*n+2*i)
		if first > last || first <= before {
			return damaged("cmap", "has ranges that overlap")
		}
		before = last
		for r := first; r <= last; r++ {
			glyph, cut := glyphIn(table, i, r)
			if cut {
				return damaged("cmap", "is cut off")
			}
			if glyph >= glyphs {
				return damaged("cmap", "names a glyph that is not there")
			}
		}
	}
	return nil
}

func (c characters) checkGroups(glyphs int) error {
	before := int64(-1)
	for i := range len(c.groups) / groupSize {
		first, last, glyph := c.group(i)
		if first > last || first <= before {
			return damaged("cmap", "has groups that overlap")
		}
		before = last
		if glyph+last-first >= int64(glyphs) {
			return damaged("cmap", "names a glyph that is not there")
		}
	}
	return nil
}

// glyphIn is the glyph of a character of one range; 0 for none. Cut says that
// the table ends in it.
func glyphIn(table []byte, i, c int) (glyph int, cut bool) {
	n := u16(table, 6) / 2
	first, delta, at := u16(table, 16+2*n+2*i), u16(table, 16+4*n+2*i), 16+6*n+2*i
	offset := u16(table, at)
	if offset == 0 {
		return (c + delta) & 0xFFFF, false
	}
	place := at + offset + 2*(c-first)
	switch {
	case place >= len(table):
		return 0, false
	case place+2 > len(table):
		return 0, true
	}
	if glyph = u16(table, place); glyph != 0 {
		glyph = (glyph + delta) & 0xFFFF
	}
	return glyph, false
}
