package report

import (
	"image/color"

	"secure-score-reporter/internal/score"
)

// The design of the printed report and of its charts, in one place: colours, the
// scale of type, the steps of space. All lengths are points.
//
// Colours carry no meaning alone. Each has a sign and a word beside it, and gain
// and loss, or the zones, differ in lightness too, so that a print in grey and a
// colour-blind reader lose nothing. Text colours have a contrast of 4.5 or more
// on white.
var (
	inkColor    = opaque(0x16, 0x20, 0x2C)
	mutedColor  = opaque(0x55, 0x61, 0x70)
	faintColor  = opaque(0x97, 0xA1, 0xAE) // lines and marks, never text
	ruleColor   = opaque(0xD9, 0xDE, 0xE5)
	shadeColor  = opaque(0xF3, 0xF5, 0xF8)
	paperColor  = opaque(0xFF, 0xFF, 0xFF)
	accentColor = opaque(0x1D, 0x3F, 0x72) // headings, the tenant's own line; an owner may choose another
	linkColor   = opaque(0x1B, 0x55, 0xA8)
	gainColor   = opaque(0x0B, 0x6E, 0x69)
	lossColor   = opaque(0xB0, 0x3A, 0x1C)
	goodColor   = opaque(0x0B, 0x6E, 0x69)
	okayColor   = opaque(0xC2, 0x8A, 0x0C) // marks; okayInk is for text
	okayInk     = opaque(0x80, 0x58, 0x00)
	badColor    = opaque(0xB0, 0x3A, 0x1C)
)

func opaque(r, g, b uint8) color.NRGBA { return color.NRGBA{R: r, G: g, B: b, A: 0xFF} }

// The scale of type.
var (
	displayType = lettering{bold: true, size: 22, leading: 27, ink: inkColor}
	titleType   = lettering{bold: true, size: 23, leading: 28, ink: inkColor}
	figureType  = lettering{bold: true, size: 19, leading: 24, ink: inkColor}
	headingType = lettering{bold: true, size: 15, leading: 20, ink: inkColor}
	subheadType = lettering{bold: true, size: 10, leading: 14, ink: inkColor}
	bodyType    = lettering{size: 9.5, leading: 14, ink: inkColor}
	tableType   = lettering{size: 8.3, leading: 11.2, ink: inkColor}
	guideType   = lettering{size: 8, leading: 11, ink: inkColor}
	smallType   = lettering{size: 7.5, leading: 10.5, ink: mutedColor}
	kickerType  = lettering{bold: true, size: 8, leading: 11, ink: mutedColor}
)

// The steps of space.
const (
	space1 = 4.0
	space2 = 8.0
	space3 = 12.0
	space4 = 18.0
	space5 = 28.0

	marginSide   = 48.0
	marginTop    = 62.0 // below it begins what is on a page with a running header
	marginBottom = 58.0
	marginCover  = 44.0
	hairline     = 0.6
)

// paper is a size of sheet.
type paper struct{ width, height float64 }

// content is the width between the margins.
func (p paper) content() float64 { return p.width - 2*marginSide }

// bottom is where the content of a page ends.
func (p paper) bottom() float64 { return p.height - marginBottom }

// zoneLook is a zone's sign, and its colours as a mark and as text.
func zoneLook(z score.Zone) (sign string, mark, ink color.NRGBA) {
	switch z {
	case score.Good:
		return "●", goodColor, goodColor
	case score.Okay:
		return "◆", okayColor, okayInk
	}
	return "▼", badColor, badColor
}

// causeLook is the sign and the colour of a cause of a change.
func causeLook(c score.Cause) (sign string, ink color.NRGBA) {
	switch c {
	case score.Improvement, score.Declaration:
		return "▲", gainColor
	case score.Regression, score.Undeclared, score.Acceptance:
		return "▼", lossColor
	case score.Addition:
		return "+", linkColor
	case score.Retirement:
		return "×", mutedColor
	case score.Repointing:
		return "◆", mutedColor
	}
	return "●", mutedColor
}

// signLook is the arrow and the colour of a difference.
func signLook(x float64) (sign string, ink color.NRGBA) {
	switch x = score.Hundredths(x); {
	case x > 0:
		return "▲", gainColor
	case x < 0:
		return "▼", lossColor
	}
	return "●", mutedColor // NaN too
}
