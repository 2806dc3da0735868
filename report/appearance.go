package report

// Appearance is what the owner of a report chose about its looks. The zero value is the
// design's own.
type Appearance struct {
	Company string // who reports; empty for nobody
	Footer  string // a line at the foot of every page; may be empty
	Accent  string // #1d3f72, the colour of heads, lines and bars; empty for the design's. It has to be readable on white.
	Paper   Paper  // empty for A4
	Logo    *Logo  // nil for none
	Font    *Font  // for scripts that the built-in fonts lack; nil for none
}

// Paper is a size of sheet.
type Paper string

// The sizes.
const (
	PaperA4     Paper = "a4"
	PaperLetter Paper = "letter"
)

// Font is a TrueType font for scripts that the built-in ones lack. It is drawn
// upright and in one weight.
type Font struct{ Data []byte }

// Logo is a picture as the documents show it: flat on white, small, PNG.
type Logo struct {
	PNG           []byte
	Width, Height int // pixels
}

// Fit is the size at which the logo fills a box as far as its shape lets it.
func (l Logo) Fit(width, height float64) (w, h float64) {
	w, h = width, width*float64(l.Height)/float64(l.Width)
	if h > height {
		w, h = height*float64(l.Width)/float64(l.Height), height
	}
	return w, h
}
