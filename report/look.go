package report

import (
	"cmp"
	"fmt"
	"image/color"
	"strconv"
)

// Look is what the owner of a report chose about its looks. The zero value is the
// design's own.
type Look struct {
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

var sheets = map[Paper]paper{
	PaperA4:     {width: 595.28, height: 841.89},
	PaperLetter: {width: 612, height: 792},
}

func (l Look) paper() paper { return sheets[cmp.Or(l.Paper, PaperA4)] }

// accentHex is the accent as a style sheet writes it.
func (l Look) accentHex() string {
	a := l.accent()
	return fmt.Sprintf("#%02x%02x%02x", a.R, a.G, a.B)
}

// accent is the colour, the design's own where none was chosen or what was chosen
// is no colour.
func (l Look) accent() color.NRGBA {
	if len(l.Accent) != 7 || l.Accent[0] != '#' {
		return accentColor
	}
	rgb, err := strconv.ParseUint(l.Accent[1:], 16, 32)
	if err != nil {
		return accentColor
	}
	return opaque(uint8(rgb>>16), uint8(rgb>>8), uint8(rgb))
}
