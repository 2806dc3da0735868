package report

// Appearance is how the configuration wants a report to look. The zero value is
// the design's own.
type Appearance struct {
	Company string // shown as the author; may be empty
	Footer  string // a line at the foot of every page; may be empty
	Accent  string // such as #1d3f72, for headings, lines and bars; readable on white; empty for the design's
	Paper   Paper  // empty for A4
	Logo    *Logo  // nil for none
	Font    *Font  // for scripts that the built-in fonts lack; nil for none
}

// Paper is a paper size.
type Paper string

// The paper sizes.
const (
	PaperA4     Paper = "a4"
	PaperLetter Paper = "letter"
)

// Font is a TrueType font for scripts that the built-in ones lack. It is drawn
// upright and in one weight.
type Font struct{ Data []byte }

// Logo is a picture as the documents show it: a small PNG, flat on white.
type Logo struct {
	PNG           []byte
	Width, Height int // pixels
}

// Fit is the largest size at which the logo fits into a box.
func (l Logo) Fit(width, height float64) (w, h float64) {
	w, h = width, width*float64(l.Height)/float64(l.Width)
	if h > height {
		w, h = height*float64(l.Width)/float64(l.Height), height
	}
	return w, h
}
