package draw

import (
	_ "embed" // for the fonts
	"image/color"
	"slices"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"

	"secure-score-reporter/internal/plaintext"
	"secure-score-reporter/report"
)

// Text is set in Inter; DejaVu has the glyphs that Inter lacks. Their licences
// are in the same directory.
var (
	//go:embed fonts/Inter-Regular.ttf
	InterRegular []byte
	//go:embed fonts/Inter-SemiBold.ttf
	interSemiBold []byte
	//go:embed fonts/DejaVuSans.ttf
	dejavuRegular []byte
	//go:embed fonts/DejaVuSans-Bold.ttf
	dejavuBold []byte
)

// typeface is one font file.
type typeface struct {
	font   font.Font // without a size
	Name   string    // under which the PDF knows it
	data   []byte
	parsed func() *opentype.Font // once, on first use; nil for a broken file
}

// faces are tried in order: the first that has a glyph draws it.
var (
	regularFaces = []*typeface{
		newTypeface("Inter", xfont.WeightNormal, InterRegular),
		newTypeface("DejaVuSans", xfont.WeightNormal, dejavuRegular),
	}
	boldFaces = []*typeface{
		newTypeface("Inter", xfont.WeightSemiBold, interSemiBold),
		newTypeface("DejaVuSans", xfont.WeightBold, dejavuBold),
	}
)

func newTypeface(name font.Typeface, weight xfont.Weight, data []byte) *typeface {
	f := font.Font{Typeface: name, Weight: weight}
	return &typeface{font: f, Name: f.Name(), data: data, parsed: sync.OnceValue(func() *opentype.Font {
		parsed, err := opentype.Parse(data)
		if err != nil {
			return nil // a broken file; NewFont refuses it
		}
		return parsed
	})}
}

// FontFiles are all files by the name that a typeface has in the PDF.
func (t *Typesetter) FontFiles() map[string][]byte {
	files := map[string][]byte{}
	for _, f := range slices.Concat(t.faces[0], t.faces[1]) {
		files[f.Name] = f.data
	}
	return files
}

// glyph is how a rune is drawn.
type glyph struct {
	face    *typeface
	rune    rune    // the rune itself, or the placeholder
	advance float64 // of a font one point high, in points
}

// Typesetter measures text and finds the fonts for it. It looks every rune up
// once, so it is cheap for a document and must not be shared between
// goroutines.
type Typesetter struct {
	Accent color.NRGBA    // of what is drawn with its text
	faces  [2][]*typeface // by weight
	buffer sfnt.Buffer
	ascii  [2][128]glyph // by weight
	others [2]map[rune]glyph
}

// NewTypesetter has the built-in fonts, and the configured one behind them.
func NewTypesetter(a report.Appearance) *Typesetter {
	t := &Typesetter{Accent: accentOf(a), faces: [2][]*typeface{regularFaces, boldFaces},
		others: [2]map[rune]glyph{{}, {}}}
	if a.Font != nil {
		for weight := range t.faces {
			t.faces[weight] = append(slices.Clone(t.faces[weight]),
				newTypeface("Chosen", xfont.WeightNormal, a.Font.Data))
		}
	}
	return t
}

func (t *Typesetter) glyph(bold bool, r rune) glyph {
	weight := 0
	if bold {
		weight = 1
	}
	if r >= 0 && r < 128 {
		g := &t.ascii[weight][r]
		if g.face == nil {
			*g = t.find(t.faces[weight], r)
		}
		return *g
	}
	g, known := t.others[weight][r]
	if !known {
		g = t.find(t.faces[weight], r)
		t.others[weight][r] = g
	}
	return g
}

// FontOf is the name of the font that draws a rune in a lettering.
func (t *Typesetter) FontOf(l Lettering, r rune) string { return t.glyph(l.Bold, r).face.Name }

func (t *Typesetter) find(faces []*typeface, r rune) glyph {
	for _, f := range faces {
		if advance, ok := t.advance(f, r); ok {
			return glyph{face: f, rune: r, advance: advance}
		}
	}
	if r == plaintext.Placeholder {
		return glyph{face: faces[0], rune: '?', advance: 0.5}
	}
	return t.find(faces, plaintext.Placeholder)
}

// advance is the width of a rune in a face; false if the face does not have it,
// or gofpdf could not draw it.
func (t *Typesetter) advance(f *typeface, r rune) (float64, bool) {
	parsed := f.parsed()
	if parsed == nil || r < ' ' || r > 0xFFFF {
		return 0, false
	}
	index, err := parsed.GlyphIndex(&t.buffer, r)
	if err != nil || index == 0 {
		return 0, false
	}
	em := fixed.Int26_6(parsed.UnitsPerEm()) // so that the advance comes in font units
	width, err := parsed.GlyphAdvance(&t.buffer, index, em, xfont.HintingNone)
	if err != nil {
		return 0, false
	}
	return float64(width) / float64(em), true
}

// faceOf is a typeface at a size, as vg wants it.
func faceOf(f *typeface, size float64) font.Face {
	return font.Face{Font: font.From(f.font, font.Length(size)), Face: f.parsed()}
}
