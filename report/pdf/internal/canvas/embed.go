package canvas

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"unicode/utf16"
)

// gofpdf reads every character of a font into maps, and writes a JSON of 65,536
// widths to name it: more than all the rest of a short document costs. So it
// knows the fonts only by name, and writes placeholders, which embed replaces.

// placeholder begins the object of a font as gofpdf writes it.
const placeholder = "<</Type /Font\n/BaseFont /"

// definition is all that gofpdf knows of a font.
func (f *face) definition() []byte { return fmt.Appendf(nil, `{"Tp":"Core","Name":%q}`, f.name) }

// encoded is a text in the two bytes a character that the fonts are asked with.
func encoded(text string) string {
	b := make([]byte, 0, 2*len(text))
	var units [2]uint16
	for _, r := range text {
		for _, u := range utf16.AppendRune(units[:0], r) {
			b = append(b, byte(u>>8), byte(u))
		}
	}
	return string(b)
}

// byteOrderMark begins a text that is not within a page.
const byteOrderMark = "\xfe\xff"

// embed writes a font in the place of its placeholder, and what belongs to it
// behind the document's other objects.
func (w *writer) embed(number int, f *face) error {
	s, err := f.cut()
	if err != nil {
		return fmt.Errorf("embedding %s: %w", f.name, err)
	}
	w.begin(number)
	descendant := w.reserve(5)
	fmt.Fprintf(&w.out, "<</Type /Font\n/Subtype /Type0\n/BaseFont /utf8%s\n/Encoding /Identity-H\n"+
		"/DescendantFonts [%d 0 R]\n/ToUnicode %d 0 R>>\nendobj\n", f.name, descendant, descendant+4)
	w.later = append(w.later, func() error { return w.descendant(descendant, f.name, &s) })
	return nil
}

// descendant writes the objects of a font, numbered from first: itself, what
// describes it, the glyphs of its characters, its file, and the characters of
// its text.
func (w *writer) descendant(first int, name string, s *subset) error {
	w.begin(first)
	fmt.Fprintf(&w.out, "<</Type /Font\n/Subtype /CIDFontType2\n/BaseFont /utf8%s\n"+
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n/FontDescriptor %d 0 R\n/DW %d\n"+
		"/W [%s]\n/CIDToGIDMap %d 0 R>>\nendobj\n", name, first+1, s.width(0), s.widths(), first+2)
	w.begin(first + 1)
	fmt.Fprintf(&w.out, "<</Type /FontDescriptor /FontName /utf8%s\n%s /FontFile2 %d 0 R>>\nendobj\n", name,
		s.description(), first+3)
	file := s.trueType()
	for i, stream := range []struct {
		entries string
		data    []byte
	}{{"", s.glyphMap()}, {fmt.Sprintf("/Length1 %d ", len(file)), file}, {"", s.toUnicode()}} {
		w.begin(first + 2 + i)
		if err := w.stream(stream.entries, stream.data); err != nil {
			return err
		}
		w.out.WriteString("endobj\n")
	}
	return nil
}

// description is what a reader wants to know of a font before it reads the
// file.
func (s *subset) description() string {
	head, hhea, os2 := s.font.tables["head"], s.font.tables["hhea"], s.font.tables["OS/2"]
	thousandths := func(table []byte, at int) int { return int(float64(int16(u16(table, at))) * s.font.scale()) }
	ascent, weight := thousandths(hhea, 4), 500
	capHeight := ascent
	if len(os2) >= 90 && u16(os2, 0) > 1 {
		capHeight = thousandths(os2, 88)
	}
	const symbolic, bold, regular = 1 << 2, 1 << 18, 65.0
	flags := symbolic
	if len(os2) >= 6 {
		weight = u16(os2, 4)
	}
	if weight >= 600 {
		flags |= bold
	}
	return fmt.Sprintf("/Ascent %d /Descent %d /CapHeight %d /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %d "+
		"/StemV %d /MissingWidth %d", ascent, thousandths(hhea, 6), capHeight, flags, thousandths(head, 36),
		thousandths(head, 38), thousandths(head, 40), thousandths(head, 42), int16(u16(s.font.tables["post"], 4)),
		50+int(math.Pow(float64(weight)/regular, 2)), s.width(0))
}

// widths are those of the characters: where a run of them begins, and each.
func (s *subset) widths() []byte {
	var b []byte
	for i, r := range s.runes {
		switch {
		case i == 0:
			b = fmt.Appendf(b, "%d [", r)
		case r != s.runes[i-1]+1:
			b = fmt.Appendf(b, "] %d [", r)
		default:
			b = append(b, ' ')
		}
		b = fmt.Append(b, s.width(s.glyphs[s.ofRune[r]]))
	}
	if len(b) > 0 {
		b = append(b, ']')
	}
	return b
}

// glyphMap has the number of the glyph for each character, up to the last one.
func (s *subset) glyphMap() []byte {
	if len(s.runes) == 0 {
		return make([]byte, 2)
	}
	b := make([]byte, 2*s.runes[len(s.runes)-1]+2)
	for _, r := range s.runes {
		b[2*r], b[2*r+1] = byte(s.ofRune[r]>>8), byte(s.ofRune[r])
	}
	return b
}

// toUnicode says that the characters are Unicode's, so that text can be
// searched for and copied.
func (s *subset) toUnicode() []byte {
	const most = 100 // ranges in one list
	rows := map[int]bool{}
	for _, r := range s.runes {
		rows[r>>8] = true
	}
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) " +
		"/Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for list := range slices.Chunk(slices.Sorted(maps.Keys(rows)), most) {
		fmt.Fprintf(&b, "%d beginbfrange\n", len(list))
		for _, row := range list {
			fmt.Fprintf(&b, "<%02X00> <%02XFF> <%02X00>\n", row, row, row)
		}
		b.WriteString("endbfrange\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
