package canvas

import (
	"encoding/binary"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// small is a font of a few glyphs, one of them made of others, of some
// kilobytes.
func small(t testing.TB) []byte {
	t.Helper()
	file, err := os.ReadFile("../../../draw/fonts/DejaVuSans.ttf")
	if err != nil {
		t.Fatal(err)
	}
	return gofpdf.UTF8CutFont(file, "Aa1é")
}

// tableOf is where a table of a font lies, and where its record does.
func tableOf(t testing.TB, file []byte, name string) (at, record int) {
	t.Helper()
	for i := range u16(file, 4) {
		record := 12 + 16*i
		if string(file[record:record+4]) == name {
			return int(binary.BigEndian.Uint32(file[record+8:])), record
		}
	}
	t.Fatalf("no table %s", name)
	return 0, 0
}

// printed is what a function writes to the standard output of the process.
func printed(t testing.TB, do func()) string {
	t.Helper()
	stdout := os.Stdout
	file, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	os.Stdout = file
	defer func() { os.Stdout = stdout }()
	do()
	said, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}

// draw sets all characters of the font in a document.
func draw(t testing.TB, file []byte) error {
	t.Helper()
	doc := New(Options{Width: 100, Height: 100, Fonts: map[string][]byte{"chosen": file}})
	doc.AddPage()
	doc.Begin(Paragraph)
	doc.Text("chosen", 10, color.Black, 10, 10, "Aa1é ÄÿЖ中א")
	doc.End()
	_, err := doc.Bytes()
	return err
}

// A damaged font is refused before it is cut, which would read outside of its
// tables.
func TestDamagedFont(t *testing.T) {
	whole := small(t)
	if err := CheckFont(whole); err != nil {
		t.Fatal(err)
	}
	cmap, _ := tableOf(t, whole, "cmap")
	segments := u16(whole, cmap+12+6) / 2
	for _, c := range []struct {
		name, table string
		at          int
		value       uint16
		want        string
	}{
		{"S14: a format of names", "name", 0, 1, `"name" has a format`},
		{"S14: names of odd length", "name", 6 + 8, 1, ""},
		{"names beyond the table", "name", 4, 0xFFFF, "cut off"},
		{"too many names", "name", 2, 0xFFFF, "too many names"},
		{"S14: a format of glyphs", "head", 52, 1, "unknown format of glyphs"},
		{"S14: a format of offsets", "head", 50, 2, "unknown format of glyphs"},
		{"no units in an em", "head", 18, 0, "0 units in an em"},
		{"S14: a format of widths", "hhea", 32, 1, "unknown format of widths"},
		{"S14: no widths", "hhea", 34, 0, "0 widths"},
		{"too many widths", "hhea", 34, 0x7FFF, "widths for"},
		{"S14: not to be embedded", "OS/2", 8, 2, "licence"},
		{"S14: no characters of Unicode", "cmap", 4, 1, "no table of Unicode"},
		{"characters beyond the table", "cmap", 8, 0x7FFF, "cut off"},
		{"segments beyond the table", "cmap", 12 + 6, 0x7FFE, "cut off"},
		{"segments that overlap", "cmap", 12 + 16 + 2*segments + 2, 0, "overlap"},
		{"more glyphs than offsets", "maxp", 4, 0x7FFF, "cut off"},
		{"glyphs beyond the table", "loca", 2, 0xFFFF, "leads out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := slices.Clone(whole)
			at, _ := tableOf(t, file, c.table)
			if c.name == "S14: names of odd length" { // a whole table, with one name
				name := []byte{0, 0, 0, 1, 0, 18, 0, 3, 0, 1, 4, 9, 0, 1, 0, 3, 0, 0, 'a', 'b', 'c'}
				copy(file[at:], name)
				c.want = "a name of 3 bytes"
			} else {
				binary.BigEndian.PutUint16(file[at+c.at:], c.value)
			}
			said := printed(t, func() {
				if err := CheckFont(file); err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got %v, want %q", err, c.want)
				}
			})
			if said != "" {
				t.Errorf("printed %q", said)
			}
		})
	}
}

// A glyph that is made of itself would fill the stack, from which no process
// recovers.
func TestGlyphOfItself(t *testing.T) {
	file := small(t)
	glyf, _ := tableOf(t, file, "glyf")
	loca, _ := tableOf(t, file, "loca")
	maxp, _ := tableOf(t, file, "maxp")
	for glyph := range u16(file, maxp+4) {
		if at := glyf + 2*u16(file, loca+2*glyph); u16(file, at)&0x8000 != 0 {
			binary.BigEndian.PutUint16(file[at+12:], uint16(glyph))
			if err := CheckFont(file); err == nil || !strings.Contains(err.Error(), "made of itself") {
				t.Errorf("got %v", err)
			}
			return
		}
	}
	t.Fatal("the font has no glyph that is made of others")
}

// chain is a font of glyphs that are each made of the one a step further; the
// last is empty.
func chain(glyphs, step int) *fontFile {
	f := &fontFile{tables: map[string][]byte{
		"head": make([]byte, 54), "maxp": make([]byte, 6), "loca": make([]byte, 4*(glyphs+1)),
	}}
	binary.BigEndian.PutUint16(f.tables["head"][50:], 1)
	binary.BigEndian.PutUint16(f.tables["maxp"][4:], uint16(glyphs))
	for i := range glyphs {
		if next := i + step; next >= 0 && next < glyphs {
			glyph := make([]byte, 16)
			binary.BigEndian.PutUint16(glyph, 0xFFFF)
			binary.BigEndian.PutUint16(glyph[12:], uint16(next))
			f.tables["glyf"] = append(f.tables["glyf"], glyph...)
		}
		binary.BigEndian.PutUint32(f.tables["loca"][4*(i+1):], uint32(len(f.tables["glyf"])))
	}
	return f
}

// Whether a font is refused does not depend on the order of its glyphs.
func TestChainsOfGlyphs(t *testing.T) {
	for _, step := range []int{1, -1} {
		for glyphs, refused := range map[int]bool{12: false, mostParts: false, mostParts + 1: true, 65_000: true} {
			err := chain(glyphs, step).checkGlyphs()
			if (err != nil) != refused || refused && !strings.Contains(err.Error(), "more than 256 parts") {
				t.Errorf("%d glyphs, step %d: %v", glyphs, step, err)
			}
		}
	}
}

func TestTablesOfAFont(t *testing.T) {
	whole := small(t)
	twice := slices.Clone(whole)
	_, record := tableOf(t, twice, "hmtx")
	copy(twice[record:], "head")
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":     {nil, "has to be a TrueType file"},
		"text":        {[]byte("a text, which is no font"), "has to be a TrueType file"},
		"only a head": {whole[:12], "its list of tables"},
		"cut off":     {whole[:len(whole)-100], "is cut off"},
		"twice":       {twice, "twice"},
		"no other table": {append([]byte{0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 'g', 'l', 'y', 'f', 0, 0, 0, 0, 0, 0, 0, 28},
			make([]byte, 4)...), `"name" is missing`},
	} {
		t.Run(name, func(t *testing.T) {
			if err := CheckFont(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// The fonts that people have are not refused.
func TestRealFonts(t *testing.T) {
	for _, dir := range []string{"../../../draw/fonts", "/usr/share/fonts/truetype/*"} {
		files, err := filepath.Glob(dir + "/*.ttf")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			err = CheckFont(file)
			if bitmaps := strings.Contains(name, "ColorEmoji"); (err != nil) != bitmaps {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// What the check lets through is drawn: nothing is printed, nothing panics, and
// it ends. A byte of a small font is changed at two places, and it is cut.
func FuzzFont(f *testing.F) {
	whole := small(f)
	for _, name := range []string{"name", "head", "hhea", "cmap", "maxp", "hmtx", "loca", "glyf", "post", "OS/2"} {
		at, record := tableOf(f, whole, name)
		f.Add(uint16(record+11), []byte{1}, uint16(at), []byte{1, 2}, uint16(0))
		f.Add(uint16(at+4), []byte{0xFF, 0xFF, 0xFF, 0xFF}, uint16(at+10), []byte{0x80}, uint16(2))
	}
	f.Fuzz(func(t *testing.T, at uint16, first []byte, then uint16, second []byte, cut uint16) {
		file := slices.Clone(whole)
		copy(file[int(at)%len(file):], first)
		copy(file[int(then)%len(file):], second)
		file = file[:len(file)-int(cut)%len(file)]
		if CheckFont(file) != nil {
			return
		}
		said := printed(t, func() {
			if err := draw(t, file); err != nil {
				t.Error(err)
			}
		})
		if said != "" {
			t.Errorf("printed %q", said)
		}
	})
}
