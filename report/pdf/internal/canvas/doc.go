// Package canvas is a thin drawing layer: pages, text, lines, links and
// bookmarks of one PDF document, and a vg.Canvas for charts. It knows nothing
// of reports.
//
// It is the only package that imports gofpdf, which is unmaintained; the fork
// codeberg.org/go-pdf/fpdf has the same API and would be a change of one line.
//
// Lengths are points. The origin of a page is its top left corner; that of a
// Canvas is the bottom left, as vg has it. What is drawn with a coordinate that
// is not a number is left out. Text has to be free of control characters and of
// runes above U+FFFF, which have no place in a font's map: plaintext.Drawable
// removes them.
//
// The document is tagged: what is drawn between Begin and End belongs to a part
// of it, such as a heading or a cell. Text that is in no such part makes the
// document fail; rules and grounds outside a figure are artifacts.
//
// A font from outside has to pass CheckFont.
//
// It fails late: Bytes has the first error.
package canvas

import (
	"bytes"
	"fmt"
	"image/color"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"secure-score-reporter/report/internal/trace"
)

// Options are what a document is made of before anything is drawn on it.
type Options struct {
	Width, Height float64 // points
	// Fonts holds TrueType files by the name under which text asks for them. A
	// font is embedded if it is used, cut to the glyphs in use.
	Fonts    map[string][]byte
	Title    string
	Subject  string
	Author   string
	Creator  string
	Keywords string
	Language string    // of the text, as a BCP 47 tag
	Made     time.Time // written into the document; the clock is never asked
	Compress bool      // false leaves the document readable, for tests
}

// made is when the document was made. gofpdf takes the zero time for "now".
func (o Options) made() time.Time {
	if o.Made.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return o.Made.UTC()
}

// Doc is a document that is being drawn. It is not safe for concurrent use.
type Doc struct {
	f       *gofpdf.Fpdf
	about   Options
	faces   map[string]*face // in use, by the name under which text asks for them
	font    string           // what the current page has selected
	size    float64
	ink     [3]int // of text, once it is inked
	inked   bool
	height  float64
	tags    tags
	targets []place
	areas   [][]*area // by page, from 0
}

// New starts a document without pages.
func New(o Options) *Doc {
	f := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: o.Width, Ht: o.Height}})
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetCompression(false) // see rewrite.go
	f.SetCatalogSort(true)
	f.SetCreationDate(o.made())
	f.SetModificationDate(o.made())
	f.SetTitle(o.Title, true)
	f.SetSubject(o.Subject, true)
	f.SetAuthor(o.Author, true)
	f.SetCreator(o.Creator, true)
	f.SetProducer(o.Creator, true)
	f.SetKeywords(o.Keywords, true)
	return &Doc{f: f, about: o, faces: map[string]*face{}, height: o.Height, tags: newTags()}
}

// AddPage starts a page after the last one.
func (d *Doc) AddPage() {
	d.untag()
	d.f.AddPage()
	d.font = ""
	d.tags.marks, d.areas = append(d.tags.marks, nil), append(d.areas, nil)
}

// Pages is how many pages there are.
func (d *Doc) Pages() int { return d.f.PageCount() }

// OnPage draws on a page that exists already, from 1.
func (d *Doc) OnPage(n int, draw func()) {
	back := d.f.PageNo()
	d.untag()
	d.f.SetPage(n)
	d.font = ""
	draw()
	d.untag()
	d.f.SetPage(back)
	d.font = ""
}

// Text writes one line, x being its left end and y its baseline.
func (d *Doc) Text(font string, size float64, ink color.Color, x, y float64, s string) {
	if s == "" || size <= 0 || !trace.Finite(x, y, size) {
		return
	}
	d.tagText(s)
	d.choose(font, size)
	if r, g, b := rgb(ink); !d.inked || d.ink != [3]int{r, g, b} {
		d.f.SetTextColor(r, g, b)
		d.ink, d.inked = [3]int{r, g, b}, true
	}
	if face := d.faces[font]; face != nil {
		face.use(s)
	}
	d.f.Text(x, y, encoded(s))
}

func (d *Doc) choose(font string, size float64) {
	if d.font == font && d.size == size {
		return
	}
	if d.faces[font] == nil {
		file, known := d.about.Fonts[font]
		if !known {
			d.f.SetErrorf("no font %q", font)
			return
		}
		face := &face{name: strings.ToLower(strings.ReplaceAll(font, " ", "")), file: file}
		d.f.AddFontFromBytes(font, "", face.definition(), nil)
		d.faces[font] = face
	}
	d.f.SetFont(font, "", size)
	d.font, d.size = font, size
}

// Fill fills a rectangle whose top left corner is x, y.
func (d *Doc) Fill(ink color.Color, x, y, w, h float64) {
	if !trace.Finite(x, y, w, h) {
		return
	}
	d.tagInk()
	r, g, b := rgb(ink)
	d.f.SetFillColor(r, g, b)
	d.f.Rect(x, y, w, h, "F")
}

// PNG draws a picture whose top left corner is x, y. The same name is the same
// picture, and is written once.
func (d *Doc) PNG(name string, data []byte, x, y, w, h float64) {
	if !trace.Finite(x, y, w, h) {
		return
	}
	d.tagInk()
	options := gofpdf.ImageOptions{ImageType: "PNG"}
	d.f.RegisterImageOptionsReader(name, options, bytes.NewReader(data))
	d.f.ImageOptions(name, x, y, w, h, false, options, 0, "")
}

// Line draws a straight line.
func (d *Doc) Line(ink color.Color, width, x1, y1, x2, y2 float64) {
	if !trace.Finite(width, x1, y1, x2, y2) {
		return
	}
	d.tagInk()
	r, g, b := rgb(ink)
	d.f.SetDrawColor(r, g, b)
	d.f.SetLineWidth(width)
	d.f.Line(x1, y1, x2, y2)
}

// Bookmark adds the current page to the outline, at level 0 or under the last
// one of the level before.
func (d *Doc) Bookmark(level int, title string, y float64) {
	d.f.Bookmark(byteOrderMark+encoded(title), level, y)
}

// Bytes ends the document. Nothing can be drawn afterwards.
func (d *Doc) Bytes() ([]byte, error) {
	if d.tags.open != d.tags.root {
		d.f.SetErrorf("a part of the document has no end")
	}
	var out bytes.Buffer
	d.untag()
	d.f.SetPage(d.f.PageCount()) // gofpdf writes the pages up to the current one
	if err := d.f.Output(&out); err != nil {
		return nil, fmt.Errorf("writing PDF: %w", err)
	}
	data, err := d.rewrite(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("writing PDF: %w", err)
	}
	return data, nil
}

// rgb flattens a colour onto white paper: every printer prints a document
// without transparency as it is shown.
func rgb(c color.Color) (r, g, b int) {
	if c == nil {
		return 0, 0, 0
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	over := func(v uint8) int { return (int(v)*int(n.A) + 255*(255-int(n.A)) + 127) / 255 }
	return over(n.R), over(n.G), over(n.B)
}
